package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finwait.testing.PcapParts;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code compare} as a user runs it. */
class CompareCommandTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String CHURN = Samples.path("churn-seed.pcap");
    private static final String PER_REQUEST = Samples.path("redis-connection-per-request.pcap");
    private static final String POOLED = Samples.path("redis-pooled.pcap");

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Samples.names();
    }

    private JsonNode compare(String... args) throws IOException {
        Path out = folder.resolve("comparison.json");
        var all = new ArrayList<>(List.of("compare", "-f", "json", "-o", out.toString()));
        all.addAll(List.of(args));
        CommandRun.inProcess(all.toArray(String[]::new)).expectDone();
        return MAPPER.readTree(out.toFile());
    }

    /** How many findings there are of each status. */
    private static Map<String, Integer> statuses(JsonNode comparison) {
        var counts = new TreeMap<String, Integer>();
        comparison.path("findings").forEach(f -> counts.merge(f.path("status").asText(), 1, Integer::sum));
        return counts;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSavedReportComparesAsItsCaptureDoes(String name) throws IOException {
        String capture = Samples.path(name);
        for (String format : List.of("json", "ndjson")) {
            String saved = folder.resolve("saved." + format).toString();
            CommandRun.inProcess("analyze", "-f", format, "-o", saved, capture).expectDone();
            var ofReport = (ObjectNode) compare(saved, CHURN);
            ((ObjectNode) ofReport.path("before")).remove("report");

            assertThat(ofReport).isEqualTo(compare(capture, CHURN));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingChangesBetweenACaptureAndItself(String name) throws IOException {
        JsonNode comparison = compare(Samples.path(name), Samples.path(name));

        assertThat(statuses(comparison).keySet()).isSubsetOf("unchanged");
        comparison.path("services").forEach(service -> assertThat(service.path("time_wait_peak"))
                .allMatch(change -> change.asText().equals("same")));
        assertThat(comparison.path("verdict").toString()).doesNotContain("Better", "Worse");
    }

    @Test
    void aPartOfACaptureClaimsNothing() throws IOException {
        String saved = folder.resolve("half.json").toString();
        CommandRun.inProcess("analyze", "-f", "json", "--to", "3.8s", "-o", saved, CHURN)
                .expectDone();

        for (JsonNode comparison : List.of(compare(CHURN, saved), compare(saved, CHURN))) {
            assertThat(statuses(comparison).keySet()).doesNotContain("gone", "new");
            assertThat(comparison.at("/services/0/time_wait_peak"))
                    .noneMatch(change -> change.asText().matches("lower|higher"));
            assertThat(comparison.path("verdict").toString()).contains("Nothing is clearly better or worse");
            assertThat(comparison.at("/obstacles/0/kind").asText()).isEqualTo("length");
        }
    }

    @Test
    void differentServicesClaimNothing() throws IOException {
        JsonNode comparison = compare(CHURN, POOLED);

        assertThat(statuses(comparison).keySet()).doesNotContain("gone", "new");
        assertThat(comparison.path("verdict").toString()).contains("Nothing can be compared");
        assertThat(comparison.path("services")).isEmpty();
        assertThat(comparison.at("/services_only_before/0/server/port").asInt()).isEqualTo(80);
    }

    @Test
    void poolingIsBetterAndItsOppositeWorse() throws IOException {
        JsonNode better = compare(PER_REQUEST, POOLED);
        assertThat(statuses(better)).containsEntry("gone", 2).doesNotContainKeys("new");
        assertThat(better.at("/services/0/time_wait_peak/client").asText()).isEqualTo("lower");

        JsonNode worse = compare(POOLED, PER_REQUEST);
        assertThat(statuses(worse)).containsEntry("new", 2).doesNotContainKeys("gone");
        assertThat(worse.at("/services/0/time_wait_peak/client").asText()).isEqualTo("higher");
        assertThat(worse.at("/services/0/after/requests_per_connection").asDouble())
                .isEqualTo(1);
    }

    @Test
    void aServiceAtAnotherAddressIsMatchedByItsPortAndItsFindingsWithIt() throws IOException {
        String saved = folder.resolve("moved.json").toString();
        CommandRun.inProcess("analyze", "-f", "json", "-o", saved, CHURN).expectDone();
        String moved = Files.readString(Path.of(saved))
                .replace("10.77.0.2", "10.99.0.7")
                .replace("10.77.0.1\"", "10.99.0.3\"");
        Files.writeString(Path.of(saved), moved);

        JsonNode comparison = compare(saved, CHURN);

        assertThat(comparison.at("/services/0/matched_by").asText()).isEqualTo("port");
        assertThat(comparison.at("/services/0/before/server/ip").asText()).isEqualTo("10.99.0.7");
        assertThat(statuses(comparison)).containsOnlyKeys("unchanged");
    }

    @Test
    void aClientThatAskedForLessClaimsNothingHoweverMuchOthersAsk() throws IOException {
        String saved = folder.resolve("others.json").toString();
        CommandRun.inProcess("analyze", "-f", "json", "-o", saved, POOLED).expectDone();
        JsonNode report = MAPPER.readTree(Path.of(saved).toFile());
        for (JsonNode connection : report.path("connections")) {
            if (connection.path("id").asInt() > 0) {
                ((ObjectNode) connection.path("client")).put("ip", "10.77.0.9");
            }
        }
        MAPPER.writeValue(Path.of(saved).toFile(), report);

        JsonNode comparison = compare(PER_REQUEST, saved);

        assertThat(statuses(comparison)).containsOnlyKeys("only_before");
        assertThat(comparison.at("/findings/0/because").asText()).startsWith("AFTER has only 1 request");
    }

    @Test
    void damageIsExitStatusFourAndClaimsNothing() throws IOException {
        Path damaged = PcapParts.damaged(Path.of(PER_REQUEST), 400, folder.resolve("damaged.pcap"));

        assertThat(status(damaged.toString(), POOLED)).isEqualTo(ExitCode.DAMAGED);
        String text = folder.resolve("text").toString();
        CommandRun.inProcess("compare", "-o", text, damaged.toString(), POOLED);
        assertThat(Files.readString(Path.of(text)))
                .contains("Nothing is clearly better or worse", "BEFORE is damaged")
                .doesNotContain("lower", "gone");
    }

    @Test
    void whatIsAddedIsExitStatusOne() {
        assertThat(status("--fail-on", "new", POOLED, PER_REQUEST)).isEqualTo(ExitCode.FOUND);
        assertThat(status("--fail-on", "medium", POOLED, PER_REQUEST)).isEqualTo(ExitCode.FOUND);
        assertThat(status("--fail-on", "high", POOLED, PER_REQUEST)).isEqualTo(ExitCode.DONE);
        assertThat(status("--fail-on", "new", PER_REQUEST, POOLED)).isEqualTo(ExitCode.DONE);
        assertThat(status("--fail-on", "new", CHURN, CHURN)).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aReportLimitsWhatIsComparedToTheFindingsItLookedFor() throws IOException {
        String saved = folder.resolve("grave.json").toString();
        CommandRun.inProcess(
                        "analyze",
                        "-f",
                        "json",
                        "--severity",
                        "low",
                        "--no-finding",
                        "no-connection-reuse",
                        "-o",
                        saved,
                        CHURN)
                .expectDone();

        JsonNode comparison = compare(saved, CHURN);

        assertThat(comparison.path("findings")).hasSize(2);
        assertThat(statuses(comparison)).containsOnlyKeys("unchanged");
    }

    @Test
    void severalFilesAreOneSide() throws IOException {
        JsonNode comparison = compare("--before", POOLED, "--before", CHURN, POOLED, CHURN);

        assertThat(comparison.at("/before/connections").asInt()).isEqualTo(406);
        assertThat(comparison.path("same_capture").asBoolean()).isTrue();
    }

    @Test
    void aReportWithoutAllConnectionsIsRefused() {
        String saved = folder.resolve("some.json").toString();
        CommandRun.inProcess("analyze", "-f", "json", "--where", "kind=rst", "-o", saved, CHURN)
                .expectDone();

        CommandRun.Result result = CommandRun.inProcess("compare", saved, CHURN);
        assertThat(result.status()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.err()).contains("20 of 400 connections").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CHURN",
                "CHURN CHURN CHURN",
                "- -",
                "--fail-on awful CHURN CHURN",
                "--fail-on low --severity high CHURN CHURN",
                "--format csv CHURN CHURN",
                "--width 10 CHURN CHURN",
                "-o CHURN CHURN CHURN",
                "-o /nowhere/x CHURN CHURN"
            })
    void whatMakesNoSenseIsAUsageError(String line) {
        String[] args = line.replace("CHURN", CHURN).split(" ");

        assertThat(status(args)).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"capture\":{\"schema\":\"finwait/1\"}");

        CommandRun.Result result = CommandRun.inProcess("compare", CHURN, broken.toString());
        assertThat(result.status()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.err()).startsWith("finwait: " + broken).hasLineCount(1);
        assertThat(status(CHURN, folder.resolve("none").toString())).isEqualTo(ExitCode.UNREADABLE);
    }

    @Test
    void optionsOfReadingAreRefusedForAReport() {
        String saved = folder.resolve("saved.json").toString();
        CommandRun.inProcess("analyze", "-f", "json", "-o", saved, CHURN).expectDone();

        assertThat(status("--to", "1s", saved, CHURN)).isEqualTo(ExitCode.USAGE);
        assertThat(status("--time-wait", "30s", saved, CHURN)).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whoWantsPseudonymsOfAReportIsToldToCompareAnonymousReports() throws IOException {
        String key = Files.writeString(folder.resolve("key"), "0f".repeat(32)).toString();
        String saved = folder.resolve("saved.json").toString();
        CommandRun.inProcess("analyze", "--anonymise-key", key, "-f", "json", "-o", saved, CHURN)
                .expectDone();

        CommandRun.Result mixed = CommandRun.inProcess("compare", "--anonymise-key", key, saved, CHURN);
        assertThat(mixed.status()).isEqualTo(ExitCode.USAGE);
        assertThat(mixed.err()).contains("save both sides with that option and one key, and compare the reports");
        assertThat(status(saved, saved)).isEqualTo(ExitCode.DONE);
    }

    private static int status(String... args) {
        var all = new ArrayList<>(List.of("compare", "-o", "/dev/null"));
        all.addAll(List.of(args));
        return CommandRun.inProcess(all.toArray(String[]::new)).status();
    }
}
