package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finwait.anonymise.Pseudonyms;
import io.finwait.cli.CommandRun.Result;
import io.finwait.flow.IpAddress;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PlainReader;
import io.finwait.testing.Requires;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code finwait extract --anonymise}: another capture of the same lives, with nothing of whose they were. */
class ExtractAnonymousTest {
    private static final byte[] KEY = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADERS_AT_LEAST = 54;
    private static final int RUN = 4;

    /** What tshark's fields of checksums say: 1, and 2 where a packet was cut; 0 is bad. */
    private static final String GOOD = "1";

    private static final String NOT_VERIFIED = "2";

    @TempDir
    private Path folder;

    private Path key;
    private final Pseudonyms pseudonyms = new Pseudonyms(KEY);

    @BeforeEach
    void writeKey() throws IOException {
        key = Files.write(folder.resolve("key"), KEY);
    }

    /** What rests on the payload is gone, and with it Zeek's history, which knows of gaps; these samples have no findings of that kind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "any-sll2.pcap",
                "fin-answered-by-rst.pcap",
                "ipv6-close.pcap",
                "last-ack-lost.pcap",
                "nat-time-wait.pcap",
                "pmtu-blackhole.pcap",
                "refusal-filtered.pcap",
                "simultaneous-close.pcap",
                "time-wait-reuse.pcap",
                "vlan-mirror.pcap",
                "zero-window.pcap"
            })
    void theLivesInItAreTheSame(String sample) throws IOException {
        Path plain = extract(sample, "plain.pcapng");
        Path anonymous = extract(sample, "anonymous.pcapng", "--anonymise-key", key.toString());

        assertThat(lives(anonymous.toString())).isEqualTo(lives("--anonymise-key", key.toString(), plain.toString()));
    }

    private static List<JsonNode> lives(String... arguments) throws IOException {
        List<JsonNode> connections = CommandRun.connections(arguments);
        assertThat(connections).isNotEmpty();
        connections.forEach(connection -> ((ObjectNode) connection).remove("zeek"));
        return connections;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx-keepalive-10.pcap", "two-tier.pcapng", "redis-pooled.pcap"})
    void noRunOfPayloadIsLeft(String sample) throws IOException {
        Set<String> payload = new TreeSet<>();
        for (CapturedFrame frame : PlainReader.read(extract(sample, "plain.pcap"))) {
            byte[] octets = frame.octets();
            for (int at = endOfTcpHeader(octets); at + RUN <= octets.length; at++) {
                payload.add(new String(octets, at, RUN, StandardCharsets.ISO_8859_1));
            }
        }
        payload.removeIf(run -> run.chars().distinct().count() < RUN);
        assertThat(payload).isNotEmpty();

        String anonymous = Files.readString(
                extract(sample, "anonymous.pcap", "--anonymise-key", key.toString()), StandardCharsets.ISO_8859_1);

        assertThat(payload).noneMatch(anonymous::contains);
    }

    /** Of Ethernet and IPv4, which these samples have. */
    private static int endOfTcpHeader(byte[] octets) {
        assertThat(octets.length).isGreaterThanOrEqualTo(HEADERS_AT_LEAST);
        int tcp = 14 + (octets[14] & 0x0F) * 4;
        return tcp + (octets[tcp + 12] >> 4 & 0x0F) * 4;
    }

    @Test
    void theFileSaysThatItIsAnonymousAndNotWhereItIsFrom() throws IOException {
        String extract = Files.readString(
                extract("server-closes-first.pcap", "x.pcapng", "--anonymise"), StandardCharsets.ISO_8859_1);

        assertThat(extract)
                .contains("Extracted by finwait from capture: connection 0; addresses are pseudonyms, and the payload"
                        + " was cut off")
                .doesNotContain("server-closes-first");
    }

    @Test
    void conditionsAreAboutTheRealAddresses() throws IOException {
        Path chosen = extract("two-tier.pcapng", "x.pcap", "--anonymise-key", key.toString(), "--client", "10.77.0.1");
        String client = pseudonyms.of(IpAddress.parse("10.77.0.1")).toString();

        assertThat(CommandRun.connections(chosen.toString())).hasSize(20).allSatisfy(connection -> assertThat(
                        connection.at("/client/ip").asText())
                .isEqualTo(client));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any-sll.pcap",
                "fast-open.pcap",
                "ipv6-close.pcap",
                "nginx-keepalive-10.pcap",
                "pmtu-blackhole.pcap",
                "refusal-filtered.pcap",
                "vlan-mirror.pcap"
            })
    void wiresharkSeesTheSameSegmentsAndComplainsOfNothing(String sample) throws IOException, InterruptedException {
        Requires.command("tshark");
        List<String> fields = List.of(
                "frame.time_epoch",
                "frame.len",
                "vlan.id",
                "ip.ttl",
                "ip.id",
                "icmp.type",
                "icmp.code",
                "icmp.mtu",
                "tcp.stream",
                "tcp.srcport",
                "tcp.dstport",
                "tcp.seq",
                "tcp.ack",
                "tcp.len",
                "tcp.flags",
                "tcp.window_size",
                "tcp.options.timestamp.tsval",
                "tcp.analysis.flags",
                "tcp.analysis.ack_rtt",
                "tcp.completeness");
        List<String> addresses = List.of("eth.addr", "sll.src.eth", "ip.addr", "ipv6.addr");
        List<String> complaints = List.of(
                "_ws.malformed",
                "ip.checksum.status",
                "tcp.checksum.status",
                "icmp.checksum.status",
                "icmpv6.checksum.status");

        List<List<String>> plain = tshark(
                extract(sample, "plain.pcapng"), Stream.of(fields, addresses).flatMap(List::stream));
        List<List<String>> anonymous = tshark(
                extract(sample, "anonymous.pcapng", "--anonymise-key", key.toString()),
                Stream.of(fields, addresses, complaints).flatMap(List::stream));

        assertThat(columns(anonymous, 0, fields.size())).isNotEmpty().isEqualTo(columns(plain, 0, fields.size()));
        assertThat(values(anonymous, fields.size(), addresses.size()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(values(plain, fields.size(), addresses.size()));
        assertThat(values(anonymous, fields.size() + addresses.size(), complaints.size()))
                .contains(GOOD)
                .isSubsetOf(GOOD, NOT_VERIFIED);
    }

    private static List<List<String>> columns(List<List<String>> rows, int from, int count) {
        return rows.stream().map(row -> row.subList(from, from + count)).toList();
    }

    private static Set<String> values(List<List<String>> rows, int from, int count) {
        return columns(rows, from, count).stream()
                .flatMap(List::stream)
                .flatMap(cell -> Stream.of(cell.split(",")))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<List<String>> tshark(Path file, Stream<String> fields)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "tshark", "-r", file.toString(), "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"));
        command.addAll(List.of("-T", "fields"));
        fields.forEach(field -> command.addAll(List.of("-e", field)));
        Result result = CommandRun.run(new ProcessBuilder(command), null);
        assertThat(result.status()).as(result.err()).isZero();
        return result.out().lines().map(line -> List.of(line.split("\t", -1))).toList();
    }

    private Path extract(String sample, String name, String... options) {
        Path output = folder.resolve(name);
        var arguments = new ArrayList<>(
                List.of("extract", Samples.path(sample), "-q", "--where", "duration>=0s", "-w", output.toString()));
        arguments.addAll(List.of(options));
        CommandRun.inProcess(arguments.toArray(String[]::new)).expectDone();
        return output;
    }
}
