package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.decode.FrameDecoder;
import io.finwait.pair.Absence;
import io.finwait.pair.PairResult;
import io.finwait.pair.PairStory;
import io.finwait.pair.Side;
import io.finwait.pair.Verdict;
import io.finwait.pipeline.PairReading;
import io.finwait.pipeline.Progress;
import io.finwait.report.PairJson;
import io.finwait.report.PairLadder;
import io.finwait.report.PairReport;
import io.finwait.report.TextStyle;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import io.finwait.testing.SegmentCollector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code finwait pair} says of samples that were recorded at both ends. */
class PairCommandTest {
    private static final TextStyle STYLE = new TextStyle(80, false, true);

    private static PairResult compare(String sample, int tracedId) throws IOException {
        return compare(sample, new PairReading.Wanted(List.of(), tracedId));
    }

    private static PairResult compare(String sample, PairReading.Wanted wanted) throws IOException {
        return PairReading.of(
                Requests.of(Samples.path(sample + "-client.pcap")),
                Requests.of(Samples.path(sample + "-server.pcap")),
                wanted,
                new Progress());
    }

    @Test
    void progressIsOfBothReadingsOfBothCaptures() throws IOException {
        Path client = Path.of(Samples.path("nat-last-ack-client.pcap"));
        Path server = Path.of(Samples.path("nat-last-ack-server.pcap"));
        var progress = new Progress();
        PairReading.of(
                Requests.of(client.toString()), Requests.of(server.toString()), PairReading.Wanted.ALL, progress);

        long twice = 2 * (Files.size(client) + Files.size(server));
        assertThat(progress.totalBytes()).isEqualTo(twice);
        assertThat(progress.bytesRead()).isEqualTo(twice);
    }

    private static String text(String sample) throws IOException {
        return oneLine(PairReport.of(compare(sample, -1), STYLE, 20));
    }

    /** Without the layout. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void behindANatTheLastAckThatWasLostIsNamedWithItsFrames() throws IOException {
        assertThat(text("nat-last-ack"))
                .contains("2 connections are in both captures")
                .contains("1 segment left one side and never reached the other: 1 towards the server side")
                .containsPattern(
                        "certain The last ACK of the client in #1 left the client side \\(frame \\d+ of the client side at"
                                + " [0-9:.]+\\) and never reached the server side: the server repeated its FIN \\d+ ms later"
                                + " \\(frame \\d+ there\\)\\.")
                .contains("the client's address: from 10.77.0.17 to 10.77.0.1 in #0")
                .contains("the client's MSS: from 1460 to 1380 in #0");
    }

    @Test
    void resetsOfADeviceAreNeitherEnds() throws IOException {
        assertThat(text("reset-between"))
                .contains("2 segments were made by something between them")
                .contains(
                        "Something between the capture points made it in the name of the client; with TTL 255, where the client's"
                                + " SYN has 64.")
                .doesNotContain("LOST BETWEEN");
    }

    @Test
    void ofAnUploadThatIsCutUpOnTheWayOnlyWhatWasDroppedIsLost() throws IOException {
        PairResult result = compare("upload-losses", -1);

        assertThat(result.pairs()).hasSize(1);
        assertThat(result.absences()).isNotEmpty().allMatch(a -> a.passage().payloadLength() > 0);
        long missing =
                result.absences().stream().mapToLong(a -> a.passage().missing()).sum();
        assertThat(missing).isEqualTo(uploaded("upload-losses-client.pcap") - uploaded("upload-losses-server.pcap"));
        assertThat(result.absences(Verdict.LOST)).isNotEmpty().allMatch(a -> a.missingAt() == Side.SERVER);
    }

    /** Octets that the client sent, repetitions counted, as one capture has it. */
    private static long uploaded(String sample) throws IOException {
        var segments = new SegmentCollector();
        var decoder = new FrameDecoder(false, segments);
        try (CaptureInput input = CaptureInput.open(List.of(Samples.path(sample)), InputStream.nullInputStream())) {
            var frame = new Frame();
            while (input.next(frame)) {
                decoder.decode(frame);
            }
        }
        return segments.segments().stream()
                .filter(segment -> segment.dstPort == 8000)
                .mapToLong(segment -> segment.payloadLength)
                .sum();
    }

    @Test
    void theLadderHasTheFramesOfBothSides() throws IOException {
        PairResult result = compare("nat-last-ack", 1);
        PairStory story = Objects.requireNonNull(result.story());

        assertThat(PairLadder.of(result, story, STYLE))
                .containsPattern("\\d+\\.\\d{3} +\\d+  ── SYN ─+▶ +\\d+\n")
                .containsPattern("\\d+\\.\\d{3} +\\d+  ── ACK \\(lost\\) ─+✕ +-\n")
                .containsPattern("\\d+\\.\\d{3} +\\d+  ◀─+ FIN ACK \\(again\\) ── +\\d+\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nat-last-ack", "reset-between", "upload-losses"})
    void jsonIsOfThePublishedSchema(String sample) throws IOException {
        var out = new ByteArrayOutputStream();
        PairJson.write(compare(sample, 0), "test", out);
        JsonNode document = new JsonMapper().readTree(out.toByteArray());

        assertThat(schema().validate(document)).isEmpty();
        assertThat(document.path("passages")).isNotEmpty();
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/pair.schema.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nat-last-ack", "reset-between", "upload-losses"})
    void nothingIsWiderThanThePage(String sample) throws IOException {
        PairResult result = compare(sample, 0);

        assertThat(PairReport.of(result, STYLE, 20).lines()).allMatch(line -> line.length() <= STYLE.width());
        assertThat(PairLadder.of(result, Objects.requireNonNull(result.story()), STYLE)
                        .lines())
                .allMatch(line -> line.length() <= STYLE.width());
    }

    private static String where(String sample, String... conditions) throws IOException {
        var wanted = new PairReading.Wanted(Where.each(List.of(conditions)), -1);
        return oneLine(PairReport.of(compare(sample, wanted), STYLE, 20));
    }

    @Test
    void theOptionChooses() throws Exception {
        ProcessBuilder process = CommandRun.process(
                "pair",
                Samples.path("nat-last-ack-client.pcap"),
                Samples.path("nat-last-ack-server.pcap"),
                "--where",
                "client=10.77.0.17",
                "--where",
                "client=10.77.0.1:2642");

        assertThat(oneLine(CommandRun.run(process, null).expectDone().out()))
                .contains("--where chooses 1 of them", "The last ACK of the client in #1");
    }

    @Test
    void whereNothingIsInCommonItSaysHowManyItChooses() throws Exception {
        var arguments = List.of(
                "pair", Samples.path("reset-between-client.pcap"), Samples.path("nat-last-ack-client.pcap"), "--where");
        for (String condition : List.of("port=1", "kind=rst")) {
            var all = new ArrayList<>(arguments);
            all.add(condition);
            ProcessBuilder process = CommandRun.process(all.toArray(String[]::new));

            assertThat(oneLine(CommandRun.run(process, null).expectDone().out()))
                    .contains("The captures have no connection in common")
                    .contains("--where chooses " + (condition.equals("port=1") ? "none" : "1") + " of these 4.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client=10.77.0.17:40424", "client=10.77.0.1:2115", "port=8000", "host=10.77.0.2:8000"})
    void aConnectionIsChosenAsEitherSideHasIt(String condition) throws IOException {
        assertThat(where("nat-last-ack", condition))
                .contains(
                        "2 connections are in both captures, of 2 on the client side and 2 on the server side. --where"
                                + " chooses 1 of them; recognised by both initial sequence numbers. All that follows but the"
                                + " clocks is of what it chooses.")
                .contains("CONNECTIONS 1 chosen of 2; there: on the server side")
                .contains("10.77.0.17:40424")
                .contains("in #0, frames 1 and 1; in 1 of 1")
                .contains("nothing was lost between the two sides")
                .contains("(by 8 segments)")
                .doesNotContain("10.77.0.17:39850", "LOST BETWEEN");
    }

    @Test
    void eachConditionMayHoldOnAnotherSide() throws IOException {
        assertThat(where("nat-last-ack", "client=10.77.0.17", "client=10.77.0.1:2642"))
                .contains("--where chooses 1 of them")
                .contains("1 segment left one side and never reached the other")
                .contains("The last ACK of the client in #1");
        assertThat(where("nat-last-ack", "client=10.77.0.17:40424", "client=10.77.0.1:2642"))
                .contains("--where chooses none of them.")
                .contains("The clocks agree")
                .doesNotContain("CONNECTIONS", "CHANGED", "was lost");
    }

    @Test
    void whatIsSaidOfAChosenConnectionIsWhatIsSaidOfItAmongAll() throws IOException {
        PairResult all = compare("reset-between", -1);
        var first = new PairReading.Wanted(List.of(Where.parse("id=0")), -1);
        PairResult one = compare("reset-between", first);

        assertThat(all.pairs().size()).isGreaterThan(1);
        assertThat(one.pairs()).singleElement().matches(pair -> pair.id() == 0);
        assertThat(one.absences())
                .isNotEmpty()
                .extracting(Absence::verdict, a -> a.passage().frame(), Absence::certain, Absence::evidence)
                .containsExactlyElementsOf(all.absences().stream()
                        .filter(a -> a.pair().id() == 0)
                        .map(a -> tuple(a.verdict(), a.passage().frame(), a.certain(), a.evidence()))
                        .toList());
        assertThat(one.clock()).usingRecursiveComparison().isEqualTo(all.clock());
    }

    @Test
    void jsonSaysOfHowManyConnectionsWereChosen() throws IOException {
        var out = new ByteArrayOutputStream();
        PairResult result = compare("nat-last-ack", new PairReading.Wanted(List.of(Where.parse("port=8001")), -1));
        PairJson.write(result, "test", out);
        JsonNode document = new JsonMapper().readTree(out.toByteArray());
        JsonNode summary = document.path("summary");

        assertThat(summary.path("connections").asInt()).isEqualTo(2);
        assertThat(summary.path("chosen").toString()).isEqualTo("{\"connections\":1,\"alone\":0,\"alone_of\":0}");
        assertThat(summary.path("absences").path("lost").asInt()).isEqualTo(1);
        assertThat(schema().validate(document)).isEmpty();
    }

    @Test
    void oneConnectionNeedsNoChoice() {
        CommandRun.Result result = CommandRun.inProcess("pair", "a.pcap", "b.pcap", "--id", "0", "--where", "port=80");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--id names one connection").hasLineCount(1);
    }

    @Test
    void whatCannotBeReadTwiceIsRefused() {
        CommandRun.Result result = CommandRun.inProcess("pair", "-", Samples.path("nat-last-ack-server.pcap"));

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("standard input can be read only once");
    }

    @Test
    void aConnectionThatIsNotInBothIsWrongUsage() {
        CommandRun.Result result = CommandRun.inProcess(
                "pair",
                Samples.path("nat-last-ack-client.pcap"),
                Samples.path("nat-last-ack-server.pcap"),
                "--id",
                "7");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("there is no connection 7 of the client side that both captures have");
    }

    @Test
    void aFileThatIsNotThereIsUnreadable(@TempDir Path folder) {
        CommandRun.Result result = CommandRun.inProcess(
                "pair",
                Samples.path("nat-last-ack-client.pcap"),
                folder.resolve("none.pcap").toString());

        assertThat(result.status()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.err()).hasLineCount(1);
    }
}
