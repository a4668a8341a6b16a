package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.analysis.AddressesInText;
import io.finwait.anonymise.Pseudonyms;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.flow.IpAddress;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --anonymise} on reports: whatever is written, and in whatever format, names no address and no file. */
class AnonymiseTest {
    private static final byte[] KEY = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private Path key;
    private final Pseudonyms pseudonyms = new Pseudonyms(KEY);

    @BeforeEach
    void writeKey() throws IOException {
        key = Files.write(folder.resolve("key"), KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipv6-close.pcap",
                "nginx-keepalive-10.pcap",
                "nat-time-wait.pcap",
                "refusal-filtered.pcap",
                "backscatter.pcap",
                "pmtu-blackhole.pcap",
                "vlan-mirror.pcap",
                "two-tier.pcapng",
                "ports-used-up.pcap"
            })
    void noFormatHasAnOriginalAddress(String sample) throws IOException {
        Path capture = named("192.0.2.7 of secret-host.pcap", sample);
        var outputs = new ArrayList<String>();
        for (Format format : Format.values()) {
            outputs.addAll(List.of("-f", format.toString(), "-o", output(format).toString()));
        }
        analyze(outputs, capture);
        Set<IpAddress> originals = addresses(output(Format.NDJSON));
        assertThat(originals.remove(IpAddress.parse("192.0.2.7"))).isTrue();
        outputs.addAll(List.of("--anonymise-key", key.toString()));
        analyze(outputs, capture);

        assertThat(addresses(output(Format.NDJSON)))
                .isEqualTo(originals.stream().map(pseudonyms::of).collect(Collectors.toSet()));
        for (Format format : Format.values()) {
            assertThat(Files.readString(output(format)))
                    .as("%s", format)
                    .doesNotContain("secret-host", "192.0.2.7", folder.toString(), sha256(capture));
            assertThat(addresses(output(format))).as("%s", format).doesNotContainAnyElementsOf(originals);
        }
    }

    private static void analyze(List<String> outputs, Path capture) {
        var arguments = new ArrayList<>(List.of("analyze", "--findings", "1000"));
        arguments.addAll(outputs);
        arguments.add(capture.toString());
        CommandRun.inProcess(arguments.toArray(String[]::new)).expectDone();
    }

    private static Set<IpAddress> addresses(Path report) throws IOException {
        var found = new TreeSet<IpAddress>();
        AddressesInText.rewrite(Files.readString(report), (address, port, written) -> {
            found.add(address);
            return written;
        });
        return found;
    }

    private Path output(Format format) {
        return folder.resolve("report." + format);
    }

    private Path named(String name, String sample) throws IOException {
        return Files.copy(Path.of(Samples.path(sample)), folder.resolve(name));
    }

    private static String sha256(Path file) throws IOException {
        return io.finwait.capture.FileDigest.of(file).sha256();
    }

    /** Nothing else than addresses and the file's name changes in records: not the order, no number, no finding. */
    @ParameterizedTest
    @ValueSource(strings = {"ipv6-close.pcap", "churn-seed.pcap", "refusal-filtered.pcap"})
    void recordsAreTheSameButForAddresses(String sample) throws IOException {
        String plain =
                CommandRun.analyze("ndjson", Samples.path(sample)).expectDone().out();
        String anonymous = CommandRun.analyze("ndjson", "--anonymise-key", key.toString(), Samples.path(sample))
                .expectDone()
                .out();

        assertThat(anonymous.replace("\"anonymised\":true,", ""))
                .isEqualTo(pseudonyms.in(plain.replace("\"" + Samples.path(sample) + "\"", "\"capture\"")));
    }

    @Test
    void conditionsAreAboutTheRealAddresses() throws IOException {
        List<JsonNode> all = connections("two-tier.pcapng");
        List<JsonNode> chosen = connections("two-tier.pcapng", "--where", "client=10.77.0.1", "--where", "port=80");
        String client = pseudonyms.of(IpAddress.parse("10.77.0.1")).toString();

        assertThat(chosen).isNotEmpty().hasSizeLessThan(all.size()).allSatisfy(connection -> assertThat(
                        connection.at("/client/ip").asText())
                .isEqualTo(client));
    }

    @Test
    void whatIsAssumedOfANetworkIsAssumedOfTheRealOne() throws IOException {
        List<JsonNode> connections =
                connections("server-closes-first.pcap", "--profile", "10.77.0.0/16=linux,time-wait=1s");

        assertThat(connections.get(0).at("/time_wait/0/assumed_ms").asInt()).isEqualTo(1000);
    }

    private List<JsonNode> connections(String sample, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--anonymise-key", key.toString(), Samples.path(sample)));
        return CommandRun.connections(arguments.toArray(String[]::new));
    }

    @Test
    void aBaselineMayBeAnonymousWithTheSameKey() throws IOException {
        String sample = Samples.path("churn-seed.pcap");
        Path report = folder.resolve("monday.json");
        CommandRun.inProcess(
                        "analyze", "-f", "json", "-o", report.toString(), "--anonymise-key", key.toString(), sample)
                .expectDone();

        CommandRun.Result withKey = CommandRun.analyze(
                "text", "--baseline", report.toString(), "--fail-on", "new", "--anonymise-key", key.toString(), sample);
        CommandRun.Result without = CommandRun.inProcess("analyze", "--baseline", report.toString(), sample);

        assertThat(withKey.expectDone().out()).contains("known findings muted");
        assertThat(without.status()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("that report is anonymous; give the --anonymise-key");
    }

    @Test
    void withoutAKeyEachRunHasOtherPseudonyms() throws IOException {
        String sample = Samples.path("ipv6-close.pcap");

        assertThat(CommandRun.analyze("csv", "--anonymize", sample).expectDone().out())
                .isNotEqualTo(CommandRun.analyze("csv", "--anonymise", sample)
                        .expectDone()
                        .out());
    }

    @Test
    void aKeyMayBeWrittenInHexadecimal() throws IOException {
        String sample = Samples.path("ipv6-close.pcap");
        Path hex = Files.writeString(
                folder.resolve("hex"), java.util.HexFormat.of().formatHex(KEY) + "\n");

        assertThat(CommandRun.analyze("csv", "--anonymise-key", hex.toString(), sample)
                        .out())
                .isEqualTo(CommandRun.analyze("csv", "--anonymize-key", key.toString(), sample)
                        .expectDone()
                        .out());
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        String sample = Samples.path("ipv6-close.pcap");
        Path wrong = Files.writeString(folder.resolve("wrong"), "secret");

        assertThat(CommandRun.inProcess("analyze", "--anonymise-key", wrong.toString(), sample))
                .satisfies(result -> assertThat(result.status()).isEqualTo(ExitCode.USAGE))
                .satisfies(result -> assertThat(result.err()).contains("a key is 32 octets, or 64 hexadecimal digits"));
        assertThat(CommandRun.inProcess(
                        "analyze", "--anonymise-key", folder.resolve("none").toString(), sample))
                .satisfies(result -> assertThat(result.status()).isEqualTo(ExitCode.USAGE))
                .satisfies(result -> assertThat(result.err()).contains("there is no file"));
    }

    @Test
    void flowAndSocketsTellPseudonyms() throws IOException, InterruptedException {
        String sample = Samples.path("server-closes-first.pcap");
        String client = pseudonyms.of(IpAddress.parse("10.77.0.1")).toString();
        String server = pseudonyms.of(IpAddress.parse("10.77.0.2")).toString();

        String ladder = run("flow", "--anonymise-key", key.toString(), sample, "0");
        String sockets = run("sockets", "--anonymise-key", key.toString(), "--host", "10.77.0.2", sample);
        String history = run("sockets", "--anonymise-key", key.toString(), "--over-time", "-f", "csv", sample);

        assertThat(ladder).contains(client + ":", server + ":80").doesNotContain("10.77.0.");
        assertThat(sockets).startsWith(server + " at").contains(client + ":").doesNotContain("10.77.0.");
        assertThat(history).contains(server).doesNotContain("10.77.0.");
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        return CommandRun.run(CommandRun.process(arguments), null).expectDone().out();
    }
}
