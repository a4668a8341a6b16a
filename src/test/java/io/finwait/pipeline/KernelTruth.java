package io.finwait.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the kernels at both ends tell of a recorded scenario: the file {@code truth.json} beside its captures. Times are microseconds. */
final class KernelTruth {
    private static final String FILE = "truth.json";

    /** Anomalies that leave open whether a TIME_WAIT was there at all. */
    private static final Set<String> NO_TIME_WAIT = Set.of("time_wait_missing", "time_wait_bucket_overflow");

    /** TIME_WAIT is taken to begin with the socket's last transition if a dump holds it at most this much, and one dump, later. */
    private static final long DUMP_DELAY_MICROS = 60_000;

    /** A stay of one end in a state; 0 long if nothing tells its end. */
    record KernelState(TcpState state, long enterMicros, long durationMicros) {}

    /** A connection as the kernels lived it, and as the capture tells it. */
    record Match(Lived lived, ConnectionRecord found) {}

    private final JsonNode truth;

    KernelTruth(Path scenario) throws IOException {
        truth = new JsonMapper().readTree(scenario.resolve(FILE).toFile());
    }

    static boolean isIn(Path scenario) {
        return Files.exists(scenario.resolve(FILE));
    }

    List<String> captures() {
        return truth.path("captures").findValuesAsText("file");
    }

    boolean timeWaitIsCertain() {
        for (JsonNode anomaly : truth.path("expected_anomalies")) {
            if (NO_TIME_WAIT.contains(anomaly.asText())) {
                return false;
            }
        }
        return true;
    }

    /** Pairs connections by their ends, the nearest start first, each at most once. */
    List<Match> match(List<ConnectionRecord> found) {
        record Pair(long apartMicros, Lived lived, ConnectionRecord found) {}
        Map<Set<HostPort>, List<ConnectionRecord>> byEnds = new HashMap<>();
        for (ConnectionRecord connection : found) {
            byEnds.computeIfAbsent(Set.of(connection.client(), connection.server()), key -> new ArrayList<>())
                    .add(connection);
        }
        var pairs = new ArrayList<Pair>();
        for (JsonNode node : truth.path("connections")) {
            var lived = new Lived(node);
            for (HostPort client : lived.clients()) {
                for (ConnectionRecord connection :
                        byEnds.getOrDefault(Set.of(client, hostPort(node.path("server"))), List.of())) {
                    long startMicros = node.path("start_epoch_us").asLong();
                    pairs.add(new Pair(Math.abs(connection.firstSeenNanos() / 1000 - startMicros), lived, connection));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(Pair::apartMicros));
        var matches = new ArrayList<Match>();
        var used = new HashSet<Object>();
        for (Pair pair : pairs) {
            if (!used.contains(pair.lived()) && !used.contains(pair.found())) {
                used.add(pair.lived());
                used.add(pair.found());
                matches.add(new Match(pair.lived(), pair.found()));
            }
        }
        return matches;
    }

    private static HostPort hostPort(JsonNode end) {
        return new HostPort(
                IpAddress.parse(end.path("ip").asText()), end.path("port").asInt());
    }

    /** One connection; equal only to itself. */
    final class Lived {
        private final JsonNode connection;

        private Lived(JsonNode connection) {
            this.connection = connection;
        }

        /** {@code client}, {@code server}, {@code simultaneous} or {@code none}. */
        String activeCloser() {
            return connection.path("active_closer").asText();
        }

        /** The client's address and port, before and after NAT. */
        Set<HostPort> clients() {
            var clients = new HashSet<HostPort>();
            clients.add(hostPort(connection.path("client")));
            if (connection.path("client_as_seen_by_server").isObject()) {
                clients.add(hostPort(connection.path("client_as_seen_by_server")));
            }
            return clients;
        }

        /** States of one end in order: as its tracepoint told, and TIME_WAIT, which is traced as CLOSE, as socket dumps did. */
        List<KernelState> states(Role side) {
            JsonNode transitions = connection.path(lower(side) + "_transitions");
            var states = new ArrayList<KernelState>();
            for (int i = 0; i < transitions.size(); i++) {
                String name = transitions.path(i).path("to").asText();
                if (name.equals("CLOSE") || name.equals("LISTEN")) {
                    continue;
                }
                long enter = transitions.path(i).path("t").asLong();
                long end = i + 1 < transitions.size()
                        ? transitions.path(i + 1).path("t").asLong()
                        : connection.path("end_us").asLong(enter);
                states.add(new KernelState(state(name), enter, end - enter));
            }
            for (JsonNode dumped : connection.path(lower(side) + "_states")) {
                if (isTimeWait(dumped)) {
                    long last =
                            transitions.path(transitions.size() - 1).path("t").asLong();
                    addTimeWait(states, dumped, last);
                }
            }
            return states;
        }

        private void addTimeWait(List<KernelState> states, JsonNode dumped, long lastTransitionMicros) {
            long samplingMicros = truth.path("sampling").path("max_gap_us").asLong();
            long first = dumped.path("first_seen").asLong();
            long delay = first - lastTransitionMicros;
            // Otherwise it was an orphan in FIN_WAIT_2, traced as CLOSE too, until shortly before the dump.
            long enter = delay >= 0 && delay < DUMP_DELAY_MICROS + samplingMicros ? lastTransitionMicros : first;
            int last = states.size() - 1;
            if (last >= 0) {
                KernelState before = states.get(last);
                states.set(last, new KernelState(before.state(), before.enterMicros(), enter - before.enterMicros()));
            }
            states.add(new KernelState(
                    TcpState.TIME_WAIT, enter, dumped.path("last_seen").asLong() - enter));
        }

        Set<Role> timeWaitHolders() {
            Set<Role> holders = EnumSet.noneOf(Role.class);
            for (Role side : Role.values()) {
                for (JsonNode dumped : connection.path(lower(side) + "_states")) {
                    if (isTimeWait(dumped)) {
                        holders.add(side);
                    }
                }
            }
            return holders;
        }

        private static boolean isTimeWait(JsonNode dumped) {
            return dumped.path("state").asText().equals("TIME_WAIT");
        }

        private static TcpState state(String linux) {
            for (TcpState state : TcpState.values()) {
                if (state.linux().equals(linux)) {
                    return state;
                }
            }
            throw new IllegalArgumentException(linux);
        }

        private static String lower(Role side) {
            return side.name().toLowerCase(Locale.ROOT);
        }
    }
}
