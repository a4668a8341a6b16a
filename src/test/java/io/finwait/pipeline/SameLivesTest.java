package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.extract.Choice;
import io.finwait.extract.ExtractFormat;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections taken out of a capture have the lives that they had in it. Only how long the last state lasted is not compared: that
 * depends on when the capture ends.
 */
class SameLivesTest {
    private static final int ALONE_PER_SAMPLE = 8;

    /** Rest on silence up to the end of the capture, and an extract ends with its last packet. */
    private static final Set<String> REST_ON_THE_END =
            Set.of("close-wait-stuck", "fin-wait-2-stuck", "silent-death-after-retries");

    @TempDir
    private Path folder = Path.of("set by JUnit");

    private record Lived(ConnectionRecord record, List<Finding> findings) {}

    static List<String> samples() {
        return Samples.names();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void someConnectionsTogether(String sample) throws IOException {
        Map<Integer, Lived> whole = lives(Samples.path(sample));

        assertSameLives(sample, whole, id -> id % 3 == 0);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void oneConnectionAlone(String sample) throws IOException {
        Map<Integer, Lived> whole = lives(Samples.path(sample));
        int step = Math.max(1, whole.size() / ALONE_PER_SAMPLE);

        for (int chosen = 0; chosen < whole.size(); chosen += step) {
            int only = chosen;
            assertSameLives(sample, whole, id -> id == only);
        }
    }

    private void assertSameLives(String sample, Map<Integer, Lived> whole, IntPredicate wanted) throws IOException {
        Path extract = folder.resolve("extract.pcapng");
        Extraction.run(
                Requests.of(Samples.path(sample)),
                new Choice(c -> wanted.test(c.id()), Set.of()),
                Extraction.Most.ALL,
                (files, provenance) -> ExtractFormat.PCAPNG.writer(Files.newOutputStream(extract), files, provenance));
        var extracted = new TreeMap<String, Lived>();
        lives(extract.toString()).values().forEach(life -> extracted.put(key(life), life));

        for (Lived life : whole.values()) {
            if (wanted.test(life.record.id())) {
                assertThat(extracted).containsKey(key(life));
                Lived again = Objects.requireNonNull(extracted.get(key(life)));
                assertThat(story(again)).as("#%d", life.record.id()).isEqualTo(story(life));
                assertThat(found(again)).as("#%d", life.record.id()).isEqualTo(found(life));
            }
        }
    }

    /** Connections keep neither ids nor frame numbers, but their ends and the time of their first packet. */
    private static String key(Lived life) {
        ConnectionRecord c = life.record;
        return c.client() + " " + c.server() + " " + c.firstSeenNanos();
    }

    private static List<String> story(Lived life) {
        ConnectionRecord c = life.record;
        ConnectionRecord.Close close = c.close();
        var story = new ArrayList<String>();
        story.add("" + c.roleBasis() + c.handshake() + c.durationNanos() + c.visibility());
        story.add("" + close.kind() + close.activeCloser() + close.basis() + close.resetBy() + close.completed());
        story.add(close.teardownNanos() + c.zeek().connState() + c.zeek().history());
        for (Role role : Role.values()) {
            List<StateInterval> states = c.states(role);
            for (int i = 0; i < states.size() - 1; i++) {
                story.add(role + " " + states.get(i));
            }
            if (!states.isEmpty()) {
                StateInterval last = states.get(states.size() - 1);
                story.add(role + " " + last.state() + last.enterNanos() + last.inferred());
            }
            story.add(c.traffic(role).toString());
        }
        c.timeWaits().forEach(held -> story.add(held.holder() + " " + held.enterNanos() + held.rearmed()));
        return story;
    }

    private static List<String> found(Lived life) {
        return life.findings.stream()
                .filter(finding -> !REST_ON_THE_END.contains(finding.kind().id()))
                .map(finding -> finding.kind().id() + " " + finding.severity() + " " + finding.confidence() + " "
                        + finding.frames().size())
                .toList();
    }

    private static Map<Integer, Lived> lives(String file) throws IOException {
        var lives = new TreeMap<Integer, Lived>();
        new Analysis(Requests.of(file)).run(List.of(new AnalysisListener() {
            @Override
            public void begin(AnalysisContext context, List<CaptureFile> files) {}

            @Override
            public void connection(ConnectionRecord connection, List<Finding> findings) {
                lives.put(connection.id(), new Lived(connection, findings));
            }

            @Override
            public void end(AnalysisResult result) {}
        }));
        return lives;
    }
}
