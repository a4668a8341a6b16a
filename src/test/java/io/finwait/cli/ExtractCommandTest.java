package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.cli.CommandRun.Result;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PcapBytes;
import io.finwait.testing.PcapParts;
import io.finwait.testing.PlainReader;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractCommandTest {
    private static final String TWO_TIER = Samples.path("two-tier.pcapng");
    private static final String CHURN = Samples.path("churn-seed.pcap");

    @TempDir
    private Path folder = Path.of("set by JUnit");

    private Result extract(String input, String output, String... options) {
        var args = new String[options.length + 4];
        args[0] = "extract";
        args[1] = input;
        args[2] = "-w";
        args[3] = output;
        System.arraycopy(options, 0, args, 4, options.length);
        String[] quiet = Arrays.copyOf(args, args.length + 1);
        quiet[args.length] = "-q"; // standard output is the process's
        return CommandRun.inProcess(quiet);
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    /** What connections there are, by client and the time of their first packet. */
    private static Set<String> connections(String file, String... options) throws IOException {
        var args = new String[options.length + 1];
        args[0] = file;
        System.arraycopy(options, 0, args, 1, options.length);
        return CommandRun.analyze("ndjson", args).expectDone().connections().stream()
                .map(c -> c.path("client") + " " + c.path("first_seen").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void anInterruptionLeavesAWholeCaptureOrNone() throws IOException, InterruptedException {
        try (var watcher = folder.getFileSystem().newWatchService()) {
            folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = CommandRun.process("extract", "-q", CHURN, "--where", "port=80", "-w", out("x.pcapng"))
                    .start();
            watcher.take();
            process.destroy();
            process.waitFor();
        }

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf("x.pcapng");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--id 3,7-9; id=3,7-9",
                "--server 10.77.0.2:80; server=10.77.0.2:80",
                "--server 10.77.0.2; server=10.77.0.2",
                "--client 10.77.0.0/24 --where port=6379; port=6379",
                "--where closer=client; closer=client"
            })
    void theConnectionsAskedForAreCopiedAndNoOthers(String options, String where) throws IOException {
        extract(TWO_TIER, out("some.pcapng"), options.split(" ")).expectDone();

        assertThat(connections(out("some.pcapng")))
                .isNotEmpty()
                .isNotEqualTo(connections(TWO_TIER))
                .isEqualTo(connections(TWO_TIER, "--where", where));
    }

    @Test
    void connectionsWithAFindingAreFoundByItsId() throws IOException {
        extract(Samples.path("last-ack-lost.pcap"), out("x.pcapng"), "--finding", "syn-flood,fin-retransmitted")
                .expectDone();

        assertThat(connections(out("x.pcapng"))).hasSize(1);
    }

    @Test
    void aFindingAcrossConnectionsNamesItsOwn() throws IOException {
        extract(CHURN, out("x.pcapng"), "--finding", "no-connection-reuse", "--where", "id=1-9")
                .expectDone();

        assertThat(connections(out("x.pcapng"))).containsAll(connections(CHURN, "--where", "id=1-9"));
    }

    @Test
    void itSaysWhatItWroteAndWhatCameAlong() throws Exception {
        String file = out("x.pcapng");

        Result result = CommandRun.run(CommandRun.process("extract", CHURN, "--id", "32", "-w", file), null)
                .expectDone();

        assertThat(result.out())
                .startsWith(file + ": 3 connections, 30 packets, ")
                .contains(" of them cited by findings and commented\n")
                .contains("2 of the connections came along: on the same ports as one asked for");
    }

    @Test
    void itSaysWhereAFindingNamesOnlySomeOfItsConnections() throws Exception {
        var process = CommandRun.process("extract", CHURN, "--finding", "no-connection-reuse", "-w", out("x.pcap"));

        assertThat(CommandRun.run(process, null).expectDone().out())
                .contains(" cited by findings (only pcapng can say which)\n")
                .contains("A finding asked for is about 400 connections; only those that it names are copied\n");
    }

    @Test
    void theFormatIsThatOfTheNameOrTheOneAskedFor() throws IOException {
        extract(CHURN, out("x.pcap"), "--id", "0").expectDone();
        extract(CHURN, out("y.PCAPNG"), "--id", "0").expectDone();
        extract(CHURN, out("z"), "--id", "0").expectDone();
        extract(CHURN, out("z.pcapng"), "--id", "0", "-f", "pcap").expectDone();

        assertThat(Files.readAllBytes(Path.of(out("x.pcap")))).startsWith(0xD4, 0xC3, 0xB2, 0xA1);
        assertThat(Files.readAllBytes(Path.of(out("y.PCAPNG")))).startsWith(0x0A, 0x0D, 0x0D, 0x0A);
        assertThat(Files.readAllBytes(Path.of(out("z")))).startsWith(0x0A, 0x0D, 0x0D, 0x0A);
        assertThat(Files.readAllBytes(Path.of(out("z.pcapng")))).startsWith(0xD4, 0xC3, 0xB2, 0xA1);
    }

    @Test
    void dashWritesTheCaptureAloneToStandardOutput() throws Exception {
        Path captured = folder.resolve("stdout");
        Process process = CommandRun.process("extract", CHURN, "--id", "0", "-w", "-", "-f", "pcap")
                .redirectOutput(captured.toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(ExitCode.DONE);
        extract(CHURN, out("x.pcap"), "--id", "0").expectDone();

        assertThat(captured).hasSameBinaryContentAs(Path.of(out("x.pcap")));
    }

    @Test
    void standardInputIsRefusedBecauseItCannotBeReadTwice() {
        Result result = extract("-", out("x.pcap"), "--id", "0");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("twice").contains("tee copy.pcap").hasLineCount(1);
    }

    @Test
    void aPipeIsRefusedForTheSameReason() throws Exception {
        Requires.command("mkfifo");
        String pipe = out("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();

        Result result = extract(pipe, out("x.pcap"), "--id", "0");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("pipe is a pipe and can be read only once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--id x",
                "--id 5-3",
                "--client nobody",
                "--server 10.0.0.1:99999",
                "--finding fin-retransmited",
                "--where closer",
                "--id 99999",
                "--format gif --id 0"
            })
    void whatMakesNoSenseIsWrongUsageAndWritesNothing(String options) {
        Result result = extract(CHURN, out("x.pcap"), options.isEmpty() ? new String[0] : options.split(" "));

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("finwait: ").doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void severalLinkTypesInOnePcapFailAndLeaveWhatWasThere() throws IOException {
        byte[] syn = frames(CHURN).get(0).octets();
        byte[] cooked = Arrays.copyOf(syn, syn.length + 2); // any link type serves
        Path mixed = Files.write(
                folder.resolve("mixed.pcapng"),
                PcapBytes.pcapng(
                        List.of(
                                CapturedFrame.ethernet(1, syn),
                                new CapturedFrame(2, Arrays.copyOfRange(cooked, 14, syn.length), syn.length, 101)),
                        ByteOrder.LITTLE_ENDIAN));
        Path there = Files.writeString(folder.resolve("x.pcap"), "precious");

        Result result = extract(mixed.toString(), there.toString(), "--id", "0");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("Ethernet and raw IP").contains("write pcapng");
        assertThat(there).hasContent("precious");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        extract(mixed.toString(), out("x.pcapng"), "--id", "0").expectDone();
    }

    @Test
    void anExtractReplacesTheFileOfItsName() throws IOException {
        Path there = Files.writeString(folder.resolve("x.pcap"), "old");

        extract(CHURN, there.toString(), "--id", "0").expectDone();

        assertThat(Files.size(there)).isGreaterThan(100);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        Result result = extract(CHURN, out("none/x.pcap"), "--id", "0");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("there is no such directory");
    }

    @Test
    void anInputIsNeverOverwritten() throws IOException {
        Path copy = Files.copy(Path.of(CHURN), folder.resolve("copy.pcap"));

        Result byName = extract(copy.toString(), copy.toString(), "--id", "0");
        Result inFolder = extract(folder.toString(), copy.toString(), "--id", "0");

        assertThat(byName.status()).isEqualTo(ExitCode.USAGE);
        assertThat(inFolder.status()).isEqualTo(ExitCode.USAGE);
        assertThat(inFolder.err()).contains("would overwrite an input");
        assertThat(copy).hasSameBinaryContentAs(Path.of(CHURN));
    }

    @Test
    void aFileThatEndsInsideARecordIsExtractedUpToThere() throws IOException {
        Result result = extract(Samples.path("truncated.pcap"), out("x.pcap"), "--id", "0");

        assertThat(result.status()).isEqualTo(ExitCode.DONE);
        assertThat(result.err())
                .contains("breaks off after packet 9: the file ends inside a record")
                .hasLineCount(1);
        assertThat(frames(out("x.pcap"))).hasSize(9);
    }

    @Test
    void damageIsStatusFourAndWhatComesBeforeIsExtracted() throws IOException {
        int good = 40;
        Path damaged = PcapParts.damaged(Path.of(CHURN), good, folder.resolve("damaged.pcap"));

        Result result = extract(damaged.toString(), out("x.pcap"), "--where", "duration>=0s");

        assertThat(result.status()).isEqualTo(ExitCode.DAMAGED);
        assertThat(result.err()).contains("breaks off after packet 40");
        assertThat(frames(out("x.pcap"))).hasSize(good);
    }

    @Test
    void partsOfARotatedSetGiveTheExtractOfTheWhole() throws IOException {
        Path set = Files.createDirectory(folder.resolve("set"));
        PcapParts parts = PcapParts.of(Path.of(CHURN));
        parts.split(List.of(set.resolve("a.pcap"), set.resolve("b.pcap")), record -> record < 1500 ? 0 : 1);

        extract(set.toString(), out("x.pcapng"), "--where", "port=40194").expectDone();
        extract(CHURN, out("y.pcapng"), "--where", "port=40194").expectDone();

        assertThat(connections(out("x.pcapng"))).hasSizeGreaterThan(5).isEqualTo(connections(out("y.pcapng")));
        assertThat(new String(Files.readAllBytes(Path.of(out("x.pcapng"))), StandardCharsets.ISO_8859_1))
                .contains("a.pcap")
                .contains("b.pcap")
                .doesNotContain(set.getFileName() + "/");
    }

    private static List<CapturedFrame> frames(String file) throws IOException {
        return PlainReader.read(Path.of(file));
    }
}
