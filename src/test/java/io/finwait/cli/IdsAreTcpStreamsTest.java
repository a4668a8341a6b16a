package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection's id is the tcp.stream under which Wireshark shows it, and both count the same packets. */
class IdsAreTcpStreamsTest {
    /** Where SYNs meet TIME_WAIT, tshark counts what belongs to the old connection to the new one. */
    private static final List<String> COUNTED_OTHERWISE = List.of("nat-time-wait.pcap");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any-router.pcap",
                "churn-seed.pcap",
                "nat-time-wait.pcap",
                "one-direction.pcap",
                "redis-pooled.pcap",
                "refused.pcap",
                "two-tier.pcapng"
            })
    void idsAndPacketCountsAreThoseOfTshark(String name) throws IOException, InterruptedException {
        Requires.command("tshark");
        var tshark = new ProcessBuilder(
                "tshark",
                "-r",
                Samples.path(name),
                "-Y",
                "tcp",
                "-T",
                "fields",
                "-e",
                "tcp.stream",
                "-e",
                "frame.number");
        Map<Integer, Stream> streams = new TreeMap<>();
        for (String line : CommandRun.run(tshark, null).out().split("\n", -1)) {
            if (!line.isEmpty()) {
                String[] fields = line.split("\t", -1);
                streams.merge(
                        Integer.valueOf(fields[0]),
                        new Stream(Long.parseLong(fields[1]), 1),
                        (a, b) -> new Stream(a.firstFrame, a.packets + 1));
            }
        }
        Map<Integer, Stream> connections = new TreeMap<>();
        for (JsonNode c : CommandRun.connections(Samples.path(name))) {
            long packets =
                    c.at("/packets/client").asLong() + c.at("/packets/server").asLong();
            connections.put(
                    c.path("id").asInt(), new Stream(c.path("first_frame").asLong(), packets));
        }
        if (COUNTED_OTHERWISE.contains(name)) {
            connections.replaceAll((id, stream) -> new Stream(stream.firstFrame, 0));
            streams.replaceAll((id, stream) -> new Stream(stream.firstFrame, 0));
        }

        assertThat(streams).isNotEmpty();
        assertThat(connections).isEqualTo(streams);
    }

    private record Stream(long firstFrame, long packets) {}
}
