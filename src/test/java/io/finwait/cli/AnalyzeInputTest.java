package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finwait.cli.CommandRun.Result;
import io.finwait.testing.PcapParts;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the packets come, the connections are the same: compressed, through a pipe, in several files, filtered. */
class AnalyzeInputTest {
    private static final String CHURN = Samples.path("churn-seed.pcap");
    private static final String REUSE = Samples.path("time-wait-reuse.pcap");

    @TempDir
    private Path folder = Path.of("set by JUnit");

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zst", "xz", "lz4"})
    void aCompressedFileGivesThePlainOnesReport(String compression) throws IOException {
        Path file = folder.resolve("named-alike");
        Files.copy(Path.of(Samples.path("two-tier.pcapng")), file);
        Result plain = CommandRun.analyze("text", file.toString()).expectDone();
        List<JsonNode> connections = CommandRun.connections(file.toString());
        Files.delete(file);
        Files.copy(Path.of(Samples.path("compressed.pcapng." + compression)), file);
        Result compressed = CommandRun.analyze("text", file.toString()).expectDone();

        assertThat(connections).hasSize(60);
        assertThat(CommandRun.connections(file.toString())).isEqualTo(connections);
        assertThat(compressed.out()).contains("pcapng in ");
        assertThat(compressed.out().replaceFirst(" in (gzip|zstd|xz|lz4)", "")).isEqualTo(plain.out());
    }

    @Test
    void standardInputGivesTheFilesConnections() throws IOException, InterruptedException {
        Result piped = CommandRun.run(CommandRun.process("analyze", "-f", "ndjson", "-"), Path.of(CHURN))
                .expectDone();

        assertThat(piped.connections()).isEqualTo(CommandRun.connections(CHURN));
        assertThat(piped.out()).contains("\"name\":\"-\"");
    }

    @Test
    void aFifoGivesTheFilesConnections() throws IOException, InterruptedException {
        Requires.command("mkfifo");
        Path fifo = folder.resolve("fifo");
        CommandRun.run(new ProcessBuilder("mkfifo", fifo.toString()), null).expectDone();
        var writer = new Thread(() -> copy(Path.of(CHURN), fifo));
        writer.setDaemon(true);
        writer.start();

        assertThat(CommandRun.connections(fifo.toString())).isEqualTo(CommandRun.connections(CHURN));
    }

    private static void copy(Path from, Path to) {
        try (var out = Files.newOutputStream(to)) {
            Files.copy(from, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesThatWereRotatedAreOneCaptureHoweverTheyAreNamed() throws IOException {
        PcapParts churn = PcapParts.of(Path.of(CHURN));
        List<Path> files = List.of(folder.resolve("dump2"), folder.resolve("dump1"), folder.resolve("dump0"));
        churn.split(files, i -> i * 3 / churn.size());
        List<JsonNode> whole = withoutFilters(CommandRun.connections(CHURN));

        assertThat(withoutFilters(CommandRun.connections(
                        files.stream().map(Path::toString).toArray(String[]::new))))
                .isEqualTo(whole);
        assertThat(withoutFilters(CommandRun.connections(
                        files.get(2).toString(),
                        files.get(0).toString(),
                        files.get(1).toString())))
                .isEqualTo(whole);
        Files.writeString(folder.resolve("notes.txt"), "what the capture is about");
        assertThat(withoutFilters(CommandRun.connections(folder.toString())))
                .as("as a directory")
                .isEqualTo(whole);
    }

    @Test
    void evidenceNamesTheFileOfAFrameAndItsNumberThere() throws IOException {
        PcapParts churn = PcapParts.of(Path.of(CHURN));
        List<Path> files = List.of(folder.resolve("dump0"), folder.resolve("dump1"), folder.resolve("dump2"));
        int perFile = (churn.size() + 2) / 3;
        churn.split(files, i -> i / perFile);
        List<JsonNode> connections = CommandRun.connections(folder.toString());

        assertThat(connections).isNotEmpty();
        for (JsonNode connection : connections) {
            List<String> expected = new ArrayList<>();
            for (String field : List.of("first_frame", "last_frame", "first_fin_frame")) {
                JsonNode frame = field.equals("first_fin_frame")
                        ? connection.path("close").path(field)
                        : connection.path(field);
                if (!frame.isMissingNode()) {
                    int index = frame.asInt() - 1;
                    expected.add(field + " " + files.get(index / perFile) + " " + (index % perFile + 1));
                }
            }
            List<String> evidence = new ArrayList<>();
            for (JsonNode place : connection.path("evidence")) {
                evidence.add(
                        place.path("field").asText() + " " + place.path("file").asText() + " "
                                + place.path("frame").asInt());
            }
            assertThat(evidence).isEqualTo(expected);
        }
        assertThat(CommandRun.connections(CHURN))
                .allMatch(connection -> connection.path("evidence").isMissingNode());
    }

    @Test
    void evidenceOfAFindingNamesTheFileOfEachFrame() throws IOException {
        List<Path> files = List.of(folder.resolve("even"), folder.resolve("odd"));
        PcapParts.of(Path.of(Samples.path("last-ack-lost.pcap"))).split(files, i -> i % 2);
        JsonNode finding = CommandRun.connections(folder.toString())
                .get(0)
                .path("findings")
                .path(0);

        assertThat(finding.path("frames")).isNotEmpty();
        assertThat(finding.path("evidence")).hasSameSizeAs(finding.path("frames"));
        for (int i = 0; i < finding.path("frames").size(); i++) {
            int index = finding.path("frames").path(i).asInt() - 1;
            JsonNode place = finding.path("evidence").path(i);
            assertThat(place.path("file").asText())
                    .isEqualTo(files.get(index % 2).toString());
            assertThat(place.path("frame").asInt()).isEqualTo(index / 2 + 1);
            assertThat(place.has("field")).isFalse();
        }
    }

    @Test
    void filesOfTheSameTimeAreMerged() throws IOException {
        List<Path> files = List.of(folder.resolve("even"), folder.resolve("odd"));
        PcapParts.of(Path.of(REUSE)).split(files, i -> i % 2);

        assertThat(withoutFilters(CommandRun.connections(
                        files.get(1).toString(), files.get(0).toString())))
                .isEqualTo(withoutFilters(CommandRun.connections(REUSE)));
    }

    /** Of several files no tcp.stream is known, so connections are shown by their addresses and say which file their frames are in. */
    private static List<JsonNode> withoutFilters(List<JsonNode> connections) {
        assertThat(connections).isNotEmpty();
        for (JsonNode connection : connections) {
            ((ObjectNode) connection).remove(List.of("wireshark_filter", "evidence"));
            connection.path("findings").forEach(finding -> ((ObjectNode) finding).remove("evidence"));
        }
        return connections;
    }

    @Test
    void aFilterGivesTheConnectionsOfWhatTcpdumpFiltersWithTheFilesFrameNumbers()
            throws IOException, InterruptedException {
        Requires.command("tcpdump");
        String filter = "tcp portrange 40010-40020 and host 10.77.0.1";
        Path filtered = folder.resolve("filtered.pcap");
        var tcpdump = new ProcessBuilder("tcpdump", "-r", CHURN, "-w", filtered.toString(), filter);
        assertThat(CommandRun.run(tcpdump, null).status()).isZero();
        List<JsonNode> byTcpdump = byStart(CommandRun.connections(filtered.toString()));
        List<JsonNode> unfiltered = byStart(CommandRun.connections(CHURN));
        unfiltered.removeIf(c -> {
            int port = c.at("/client/port").asInt();
            return port < 40010 || port > 40020;
        });
        List<JsonNode> byFinwait = byStart(CommandRun.connections("--filter", filter, CHURN));

        assertThat(byFinwait).hasSizeBetween(2, 100).hasSameSizeAs(byTcpdump).hasSameSizeAs(unfiltered);
        for (int i = 0; i < byFinwait.size(); i++) {
            JsonNode connection = byFinwait.get(i);
            for (String unchanged : List.of("client", "first_seen", "last_seen", "packets", "time_wait", "zeek")) {
                assertThat(connection.path(unchanged))
                        .isEqualTo(byTcpdump.get(i).path(unchanged));
            }
            for (String frame : List.of("first_frame", "last_frame")) {
                assertThat(connection.path(frame)).isEqualTo(unfiltered.get(i).path(frame));
            }
            assertThat(connection.path("wireshark_filter").asText()).contains("tcp.port == 400");
        }
    }

    private static List<JsonNode> byStart(List<JsonNode> connections) {
        connections.sort(Comparator.comparing(c -> c.path("first_seen").asText()));
        return connections;
    }

    @Test
    void aFilterThatNothingMatchesLeavesNothing() throws IOException {
        Requires.command("tcpdump"); // comes with libpcap
        Result nothing =
                CommandRun.analyze("text", "--filter", "tcp port 9", CHURN).expectDone();

        assertThat(nothing.out()).contains("only packets that match tcp port 9");
        assertThat(CommandRun.connections("--filter", "tcp port 9", CHURN)).isEmpty();
    }

    @Test
    void aFilterThatIsNoneIsWrongUsage() throws IOException {
        Requires.command("tcpdump"); // comes with libpcap
        Result result = CommandRun.analyze("text", "--filter", "tcp prot 80", CHURN);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("finwait: filter 'tcp prot 80'").hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }
}
