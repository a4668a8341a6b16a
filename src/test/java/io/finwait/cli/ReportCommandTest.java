package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finwait.capture.FileDigest;
import io.finwait.cli.CommandRun.Result;
import io.finwait.testing.PcapParts;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code report} as a user runs it. */
class ReportCommandTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String CHURN = Samples.path("churn-seed.pcap");
    private static final String LOST = Samples.path("last-ack-lost.pcap");

    @TempDir
    private Path parent = Path.of("set by JUnit");

    private Path report(String... args) {
        Path folder = parent.resolve("case");
        run(folder, args).expectDone();
        return folder;
    }

    private static Result run(Path folder, String... args) {
        var all = new ArrayList<>(List.of("report", "-q", "--out", folder.toString()));
        all.addAll(List.of(args));
        return CommandRun.inProcess(all.toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theManifestHasTheChecksumOfEachFile() throws IOException, InterruptedException {
        Requires.command("sha256sum");
        Path folder = report(CHURN);
        List<String> names = names(folder);

        assertThat(names)
                .containsExactly(
                        "MANIFEST.sha256",
                        "README.txt",
                        "connections.csv",
                        "connections.ndjson",
                        "evidence.pcapng",
                        "findings.json",
                        "index.html",
                        "report.md");
        assertThat(sums(folder).status()).isZero();
        assertThat(sums(folder).out().lines()).hasSize(names.size() - 1).allMatch(line -> line.endsWith(": OK"));
        Files.writeString(folder.resolve("report.md"), "forged");
        assertThat(sums(folder).status()).isNotZero();
    }

    private static Result sums(Path folder) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sha256sum", "-c", "MANIFEST.sha256").directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        return CommandRun.run(builder, null);
    }

    @Test
    void theReadmeSaysWhatItWasMadeOfAndWith() throws IOException {
        String readme = Files.readString(report(CHURN).resolve("README.txt"));

        assertThat(readme)
                .contains(
                        "finwait report -q --out ",
                        CHURN,
                        FileDigest.of(Path.of(CHURN)).sha256(),
                        Version.line());
        assertThat(names(parent.resolve("case")))
                .allMatch(name -> name.equals("README.txt") || readme.contains("  " + name + " "));
    }

    @Test
    void anAnonymousReportNamesNeitherHostsNorCaptures() throws IOException {
        Path folder = report("--anonymise", "--where", "client=10.77.0.1", LOST);

        assertThat(names(folder)).contains("evidence.pcapng", "index.html");
        for (String name : names(folder)) {
            assertThat(Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1))
                    .as(name)
                    .doesNotContain(
                            "10.77.0.",
                            "last-ack-lost",
                            FileDigest.of(Path.of(LOST)).sha256());
        }
        assertThat(Files.readString(folder.resolve("findings.json"))).contains("fin-retransmitted");
    }

    @Test
    void tablesAndPageAreThoseOfAnalyze() throws IOException {
        Path folder = report(CHURN, "--severity", "low");

        assertThat(folder.resolve("connections.csv"))
                .hasContent(
                        CommandRun.analyze("csv", CHURN, "--severity", "low").out());
        assertThat(folder.resolve("connections.ndjson"))
                .hasContent(
                        CommandRun.analyze("ndjson", CHURN, "--severity", "low").out());
        String page = CommandRun.analyze("markdown", CHURN, "--severity", "low").out();
        assertThat(withoutCommand(Files.readString(folder.resolve("report.md"))))
                .isEqualTo(withoutCommand(page));
        assertThat(Files.readString(folder.resolve("index.html"))).startsWithIgnoringCase("<!doctype html>");
    }

    private static String withoutCommand(String page) {
        return page.replaceAll("(?m)^finwait .*$", "");
    }

    @Test
    void findingsAreThoseOfTheJsonReportAndNameTheirConnection() throws IOException {
        for (String sample : List.of("churn-seed.pcap", "two-tier.pcapng", "server-closes-first.pcap")) {
            Path folder = parent.resolve(sample);
            run(folder, Samples.path(sample)).expectDone();
            JsonNode found = MAPPER.readTree(folder.resolve("findings.json").toFile());
            JsonNode whole = MAPPER.readTree(
                    CommandRun.analyze("json", Samples.path(sample)).out());
            List<JsonNode> expected = new ArrayList<>();
            for (JsonNode connection : whole.path("connections")) {
                for (JsonNode finding : connection.path("findings")) {
                    var named = (ObjectNode) finding;
                    ObjectNode where = named.putObject("connection");
                    where.set("id", connection.path("id"));
                    where.set("client", connection.path("client"));
                    where.set("server", connection.path("server"));
                    expected.add(named);
                }
            }

            assertThat(found.path("findings")).containsExactlyElementsOf(expected);
            assertThat(found.path("host_findings")).isEqualTo(whole.path("host_findings"));
            assertThat(found.path("capture")).isEqualTo(whole.path("capture"));
        }
    }

    @Test
    void theEvidenceIsWhatExtractWritesOfTheFindings() throws IOException {
        Path folder = report(LOST);
        Path extract = parent.resolve("extract.pcapng");
        CommandRun.inProcess(
                        "extract",
                        "-q",
                        "--finding",
                        "fin-retransmitted,time-wait-prolonged",
                        "-w",
                        extract.toString(),
                        LOST)
                .expectDone();

        assertThat(folder.resolve("evidence.pcapng")).hasSameBinaryContentAs(extract);
    }

    @Test
    void theEvidenceIsBoundedAndOpensInWireshark() throws IOException, InterruptedException {
        Requires.command("tshark");
        Path folder = report(CHURN);

        Result shown = CommandRun.run(
                new ProcessBuilder(
                        "tshark",
                        "-r",
                        folder.resolve("evidence.pcapng").toString(),
                        "-T",
                        "fields",
                        "-e",
                        "tcp.stream"),
                null);

        assertThat(shown.status()).isZero();
        assertThat(shown.out().lines().distinct().count()).isBetween(20L, 100L);
    }

    @Test
    void aCaptureInWhichNothingIsFoundHasNoEvidence() throws IOException {
        Path folder = report(Samples.path("server-closes-first.pcap"));

        assertThat(names(folder)).doesNotContain("evidence.pcapng").contains("findings.json");
        assertThat(Files.readString(folder.resolve("README.txt"))).contains("There is no evidence.pcapng");
    }

    @Test
    void conditionsChooseConnectionsInEveryFile() throws IOException {
        Path folder = report(CHURN, "--where", "kind=rst");

        List<String> ids = CsvRows.of(Files.readString(folder.resolve("connections.csv"))).stream()
                .map(row -> row.getOrDefault("id", ""))
                .toList();
        assertThat(ids).hasSize(20);
        assertThat(MAPPER.readTree(folder.resolve("findings.json").toFile()).path("findings"))
                .isNotEmpty()
                .allMatch(finding -> ids.contains(finding.at("/connection/id").asText()));
    }

    @Test
    void whatIsThereIsReplacedOnlyWhenAskedAndOnlyIfItIsAReport() throws IOException {
        Path folder = report(LOST);
        String before = Files.readString(folder.resolve("connections.csv"));

        assertThat(run(folder, CHURN).status()).isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("connections.csv")).hasContent(before);

        run(folder, "--force", CHURN).expectDone();
        assertThat(Files.readAllLines(folder.resolve("connections.csv"))).hasSize(401);

        Path own = Files.writeString(folder.resolve("notes.txt"), "mine");
        Result refused = run(folder, "--force", LOST);
        assertThat(refused.status()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("notes.txt").hasLineCount(1);
        assertThat(own).hasContent("mine");
        assertThat(names(parent)).containsExactly("case");
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
        Files.createDirectory(parent.resolve("case"));

        assertThat(names(report(LOST))).contains("MANIFEST.sha256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.pcap",
                "pom.xml",
                "-",
                "--where nonsense=1 LOST",
                "--top -1 LOST",
                "--max-size 1 LOST",
                "--filter ( LOST",
                "--no-finding nothing LOST"
            })
    void aFailureLeavesNothingBehind(String line) throws IOException {
        Result result = run(parent.resolve("case"), line.replace("LOST", LOST).split(" "));

        assertThat(result.status()).isIn(ExitCode.USAGE, ExitCode.UNREADABLE);
        assertThat(result.err()).startsWith("finwait: ");
        assertThat(names(parent)).isEmpty();
    }

    @Test
    void aDamagedCaptureIsExitStatusFourAndWhatComesBeforeIsReported() throws IOException {
        Path damaged = PcapParts.damaged(Path.of(CHURN), 1_000, parent.resolve("damaged.pcap"));

        Result result = run(parent.resolve("case"), damaged.toString());

        assertThat(result.status()).isEqualTo(ExitCode.DAMAGED);
        assertThat(result.err()).contains("after packet 1,000").hasLineCount(1);
        assertThat(Files.readAllLines(parent.resolve("case").resolve("connections.csv")))
                .hasSizeBetween(50, 200);
    }

    @Test
    void aFullDiskLeavesNothingBehind() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 200; exec \"$@\"", "bash"));
        command.addAll(CommandRun.process(
                        "report", CHURN, "--out", parent.resolve("case").toString())
                .command());

        Result result = CommandRun.run(new ProcessBuilder(command), null);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("finwait: cannot write ").hasLineCount(1);
        assertThat(names(parent)).isEmpty();
    }

    @Test
    void anInterruptionLeavesAWholeFolderOrNone() throws IOException, InterruptedException {
        try (var watcher = parent.getFileSystem().newWatchService()) {
            parent.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = CommandRun.process(
                            "report",
                            "-q",
                            CHURN,
                            "--out",
                            parent.resolve("case").toString())
                    .start();
            watcher.take();
            process.destroy();
            process.waitFor();
        }

        assertThat(names(parent)).isSubsetOf("case");
        if (Files.exists(parent.resolve("case"))) {
            assertThat(names(parent.resolve("case"))).contains("MANIFEST.sha256");
        }
    }
}
