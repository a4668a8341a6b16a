package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.testing.AnalysedConnections;
import io.finwait.testing.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares conn_state and history with rows that Zeek's own tests expect of its own captures. */
class ZeekBaselineTest {
    /** Rows that finwait sees otherwise on purpose; docs/zeek.md says why. */
    private static final Set<String> LEFT_OUT = Set.of("zeek-timer-split", "tunnel-unlisted");

    private final List<String> differences = new ArrayList<>();
    private int rows;
    private int matched;
    private int states;
    private int equalStates;
    private int histories;
    private int equalHistories;

    @Test
    void connStateAndHistoryAreThoseOfZeeksOwnTests() throws IOException {
        Path folder = Pcaps.required("zeek");
        Map<Path, List<JsonNode>> expected = new HashMap<>();
        for (String name : List.of("expected.ndjson", "expected_extra.ndjson")) {
            read(folder.resolve(name), expected);
        }
        for (var capture : expected.entrySet()) {
            compare(capture.getValue(), AnalysedConnections.of(capture.getKey()));
        }
        String report = String.join("\n", differences);
        assertThat(rows).isPositive();
        assertThat(matched).as(report).isGreaterThanOrEqualTo(rows * 95 / 100);
        assertThat(equalStates).as(report).isGreaterThanOrEqualTo(states * 97 / 100);
        assertThat(equalHistories).as(report).isGreaterThanOrEqualTo(histories * 95 / 100);
    }

    /** The rows of a file that is there, by capture. */
    private static void read(Path file, Map<Path, List<JsonNode>> rows) throws IOException {
        var mapper = new JsonMapper();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = mapper.readTree(line);
            Set<String> flags = new HashSet<>();
            row.path("flags").forEach(flag -> flags.add(flag.asText()));
            boolean dependsOnChecksums = flags.contains("checksum-sensitive");
            Path capture = file.resolveSibling(row.path("trace").asText().replace("/", "__"));
            if (flags.stream().noneMatch(LEFT_OUT::contains)
                    && (!dependsOnChecksums || row.path("checksums_ignored").asBoolean())
                    && Files.exists(capture)) {
                rows.computeIfAbsent(capture, key -> new ArrayList<>()).add(row);
            }
        }
    }

    private void compare(List<JsonNode> expected, List<ConnectionRecord> connections) {
        Set<ConnectionRecord> used = new HashSet<>();
        for (JsonNode row : expected) {
            rows++;
            ConnectionRecord connection = closest(row, connections, used);
            if (connection == null) {
                differences.add("no connection for " + row);
                continue;
            }
            matched++;
            String state = connection.zeek().connState();
            String history = connection.zeek().history();
            if (row.path("conn_state").isTextual()) {
                states++;
                equalStates += row.path("conn_state").asText().equals(state) ? 1 : 0;
            }
            if (row.path("history").isTextual()) {
                histories++;
                boolean equal = row.path("history").asText().replace("X", "").equals(history);
                equalHistories += equal ? 1 : 0;
                if (!equal) {
                    differences.add(state + " " + history + " instead of " + row);
                }
            }
        }
    }

    /** The connection between the row's ends that began closest to its time and was not taken yet. */
    private static @Nullable ConnectionRecord closest(
            JsonNode row, List<ConnectionRecord> connections, Set<ConnectionRecord> used) {
        Set<HostPort> ends = Set.of(end(row, "orig"), end(row, "resp"));
        double seconds = row.path("ts").asDouble();
        ConnectionRecord closest = null;
        double least = Double.MAX_VALUE;
        for (ConnectionRecord connection : connections) {
            double distance = Math.abs(connection.firstSeenNanos() / 1e9 - seconds);
            if (ends.equals(Set.of(connection.client(), connection.server()))
                    && distance < least
                    && !used.contains(connection)) {
                closest = connection;
                least = distance;
            }
        }
        if (closest != null && !row.path("flags").toString().contains("conflicting-alternatives")) {
            used.add(closest);
        }
        return closest;
    }

    private static HostPort end(JsonNode row, String role) {
        return new HostPort(
                IpAddress.parse(row.path(role + "_h").asText()),
                row.path(role + "_p").asInt());
    }
}
