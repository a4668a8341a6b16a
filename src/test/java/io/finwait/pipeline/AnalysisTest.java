package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingChoice;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PacketScript;
import io.finwait.testing.PcapBytes;
import io.finwait.testing.ScriptedConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnalysisTest {
    @TempDir
    private Path folder = Path.of("");

    /** Writes down what it hears. */
    private static class Listener implements AnalysisListener {
        final List<ConnectionRecord> records = new ArrayList<>();
        final List<String> calls = new ArrayList<>();

        @Override
        public void begin(AnalysisContext context, List<CaptureFile> files) throws IOException {
            calls.add("begin " + files.size());
        }

        @Override
        public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
            records.add(connection);
        }

        @Override
        public void end(AnalysisResult result) throws IOException {
            calls.add("end " + result.summary().connections());
        }
    }

    /** Connections that overlap, some reopened, over some minutes. */
    private static PacketScript script(int connections) {
        var script = PacketScript.empty();
        var random = new Random(4);
        ScriptedConnection before = null;
        for (int i = 0; i < connections; i++) {
            ScriptedConnection c = script.open("10.0.0.1:" + (1024 + random.nextInt(connections)), "10.0.0.2:80");
            script.after(Duration.ofMillis(random.nextInt(2000)));
            c.established();
            if (before != null) {
                before.client().data(random.nextInt(1000) + 1);
                switch (random.nextInt(4)) {
                    case 0 -> before.closedByClient();
                    case 1 -> before.closedByServer();
                    case 2 -> before.server().rstAck();
                    default -> {}
                }
            }
            before = c;
        }
        return script;
    }

    private Path write(String name, List<CapturedFrame> frames) throws IOException {
        return Files.write(folder.resolve(name), PcapBytes.pcap(frames));
    }

    private static AnalysisRequest request(List<Path> files, TimeBound from, TimeBound to) {
        List<String> names = files.stream().map(Path::toString).toList();
        return new AnalysisRequest(names, null, from, to, false, HostProfiles.linux(), FindingChoice.ALL, "test");
    }

    private static AnalysisResult analyse(List<Path> files, AnalysisListener... listeners) throws IOException {
        return new Analysis(request(files, TimeBound.NONE, TimeBound.NONE)).run(List.of(listeners));
    }

    private static String withoutTrust(ConnectionRecord record) {
        return record.toString().replace("idIsTcpStream=true", "").replace("idIsTcpStream=false", "");
    }

    @Test
    void splittingACaptureIntoFilesChangesNothing() throws IOException {
        List<CapturedFrame> frames = script(300).frames();
        var whole = new Listener();
        AnalysisResult expected = analyse(List.of(write("whole.pcap", frames)), whole);
        var random = new Random(9);
        for (int round = 0; round < 10; round++) {
            var files = new ArrayList<Path>();
            for (int from = 0; from < frames.size(); ) {
                int to = Math.min(frames.size(), from + 1 + random.nextInt(frames.size() / 2));
                files.add(write("part-" + round + "-" + files.size() + ".pcap", frames.subList(from, to)));
                from = to;
            }
            var split = new Listener();
            AnalysisResult result = analyse(files, split);

            assertThat(split.records.stream().map(AnalysisTest::withoutTrust))
                    .isEqualTo(whole.records.stream()
                            .map(AnalysisTest::withoutTrust)
                            .toList());
            assertThat(result.summary()).isEqualTo(expected.summary());
            assertThat(result.idsEqualTcpStream()).isEqualTo(files.size() == 1);
        }
        assertThat(expected.idsEqualTcpStream()).isTrue();
        assertThat(whole.records).hasSize(300).allMatch(ConnectionRecord::idIsTcpStream);
    }

    @Test
    void everyListenerHearsTheSameInTheSameOrder() throws IOException {
        Path file = write("a.pcap", script(50).frames());
        var one = new Listener();
        var other = new Listener();
        AnalysisResult result = analyse(List.of(file), one, other);

        assertThat(one.calls).containsExactly("begin 1", "end 50");
        assertThat(other.calls).isEqualTo(one.calls);
        assertThat(other.records).isEqualTo(one.records).hasSize(50);
        assertThat(one.records.stream().map(ConnectionRecord::id)).doesNotHaveDuplicates();
        assertThat(result.evicted().connections()).isZero();
        assertThat(result.decoded().segments()).isEqualTo(result.decoded().frames());
    }

    @Test
    void summaryIsTheSameWhetherRecordsAreWantedOrNot() throws IOException {
        Path file = write("a.pcap", script(200).frames());
        var listener = new Listener();
        AnalysisResult withRecords = analyse(List.of(file), listener);
        AnalysisResult without = analyse(List.of(file));

        assertThat(without.summary()).isEqualTo(withRecords.summary());
        assertThat(without.summary().connections()).isEqualTo(200);
        for (CloseKind kind : CloseKind.values()) {
            assertThat(without.summary().byKind().get(kind))
                    .isEqualTo(listener.records.stream()
                            .filter(r -> r.close().kind() == kind)
                            .count());
        }
    }

    @Test
    void spanOfTimeCutsTheCaptureAndItsEnd() throws IOException {
        List<CapturedFrame> frames = script(100).frames();
        Path file = write("a.pcap", frames);
        long from = frames.get(60).timeNanos();
        long to = frames.get(200).timeNanos();
        var listener = new Listener();
        AnalysisResult result = new Analysis(request(
                        List.of(file),
                        new TimeBound(TimeBound.Kind.INSTANT, from),
                        new TimeBound(TimeBound.Kind.INSTANT, to)))
                .run(List.of(listener));

        assertThat(result.decoded().frames()).isEqualTo(140);
        assertThat(result.firstNanos()).isEqualTo(from);
        assertThat(result.lastNanos()).isEqualTo(frames.get(199).timeNanos());
        assertThat(result.idsEqualTcpStream()).isFalse();
        assertThat(listener.records).noneMatch(ConnectionRecord::idIsTcpStream);
        assertThat(listener.records.stream()
                        .mapToLong(ConnectionRecord::firstFrame)
                        .min())
                .as("frame numbers stay the file's")
                .hasValue(61);
    }

    @Test
    void captureWithoutFramesHasAnEmptyResult() throws IOException {
        var listener = new Listener();
        AnalysisResult result = analyse(List.of(write("empty.pcap", List.of())), listener);

        assertThat(listener.calls).containsExactly("begin 1", "end 0");
        assertThat(result.firstNanos()).isZero();
        assertThat(result.lastNanos()).isZero();
        assertThat(result.summary().times()).isEmpty();
    }

    @Test
    void failureOfAListenerEndsTheAnalysisWithIt() throws IOException {
        Path file = write("a.pcap", script(2000).frames());
        for (Exception failure :
                new Exception[] {new IOException("no space left"), new IllegalStateException("a defect")}) {
            var listener = new Listener() {
                @Override
                public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
                    if (connection.id() == 100) {
                        if (failure instanceof IOException io) {
                            throw io;
                        }
                        throw (RuntimeException) failure;
                    }
                }
            };
            assertThatThrownBy(() -> analyse(List.of(file), listener)).isSameAs(failure);
            assertThat(listener.calls).containsExactly("begin 1");
        }
    }

    @Test
    void zeeksViewIsKeptOfThoseOnlyWhoseIsWanted() throws IOException {
        Path file = write("a.pcap", script(50).frames());
        var views = new TreeMap<Integer, String>();
        var listener = new AnalysisListener() {
            @Override
            public void begin(AnalysisContext context, List<CaptureFile> files) {}

            @Override
            public boolean wantsZeek(int id) {
                return id % 2 == 0;
            }

            @Override
            public void connection(ConnectionRecord connection, List<Finding> findings) {
                views.put(connection.id(), connection.zeek().connState());
            }

            @Override
            public void end(AnalysisResult result) {}
        };
        analyse(List.of(file), listener);

        assertThat(views).hasSizeGreaterThan(2).allSatisfy((id, view) -> assertThat(view.isEmpty())
                .isEqualTo(id % 2 != 0));
    }

    @Test
    void progressIsKnownInTheEnd() throws IOException {
        Path file = write("a.pcap", script(50).frames());
        var analysis = new Analysis(request(List.of(file), TimeBound.NONE, TimeBound.NONE));
        assertThat(analysis.progress().totalBytes()).isEqualTo(-1);
        AnalysisResult result = analysis.run(List.of());

        assertThat(analysis.progress().totalBytes()).isEqualTo(Files.size(file));
        assertThat(analysis.progress().bytesRead()).isEqualTo(Files.size(file));
        assertThat(analysis.progress().frames()).isEqualTo(result.decoded().frames());
    }
}
