package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.analysis.SocketAt;
import io.finwait.analysis.SocketTimer;
import io.finwait.analysis.SocketsAt;
import io.finwait.lifecycle.TcpState;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code ss -tano} printed on a host is what the capture taken there says at that instant, TIME_WAIT's timer included. */
class KernelSocketsTest {
    private static final Pattern TIMER = Pattern.compile("timer:\\(timewait,(?:(\\d+)min)?(?:([\\d.]+)sec)?");

    /**
     * Where ss and the capture must differ: a snapshot in the middle of a close (s01), SYN-RECV of connections whose client is
     * served by nobody (s20b), a capture that ended before (s26b), one direction (s27), several hosts in one address (s28d).
     */
    private static final List<String> APART = List.of("s01", "s20b", "s26b", "s27", "s28d");

    private static final double TIMER_WITHIN_SECONDS =
            2.2; // ss shows whole seconds, of a timer that runs a little late

    private final List<String> different = new ArrayList<>();
    private int sockets;
    private int timers;
    private int otherTimers;

    @Test
    void socketsAreThoseThatSsPrinted() throws IOException {
        try (var scenarios = Files.list(Pcaps.required("kernel"))) {
            for (Path scenario : scenarios.filter(KernelTruth::isIn).sorted().toList()) {
                if (APART.stream().noneMatch(scenario.getFileName().toString()::startsWith)) {
                    compare(scenario);
                }
            }
        }

        assertThat(different).isEmpty();
        assertThat(sockets).isGreaterThan(250);
        assertThat(timers).isGreaterThan(200);
        assertThat(otherTimers).isPositive();
    }

    private void compare(Path scenario) throws IOException {
        JsonNode truth =
                new JsonMapper().readTree(scenario.resolve("truth.json").toFile());
        for (JsonNode snapshot : truth.path("ss_snapshots")) {
            for (Map.Entry<String, JsonNode> host : snapshot.path("ss").properties()) {
                if (!host.getValue().isEmpty()) {
                    Path capture = scenario.resolve(capture(truth, host.getKey()));
                    compare(
                            scenario.getFileName() + " " + host.getKey(),
                            host.getValue(),
                            seen(capture, snapshot.path("t").asLong()));
                }
            }
        }
    }

    /** The capture taken on that host, else the first. */
    private static String capture(JsonNode truth, String host) {
        for (JsonNode capture : truth.path("captures")) {
            if (capture.path("host").asText().equals(host)) {
                return capture.path("file").asText();
            }
        }
        return truth.path("captures").path(0).path("file").asText();
    }

    private static SocketsAt seen(Path capture, long micros) throws IOException {
        var request = Requests.of(capture);
        return SocketView.of(request, new TimeBound(TimeBound.Kind.INSTANT, micros * 1_000), null, Long.MAX_VALUE);
    }

    private void compare(String where, JsonNode lines, SocketsAt seen) {
        Map<String, SocketAt> ours = new HashMap<>();
        for (SocketsAt.Host host : seen.hosts()) {
            for (SocketAt socket : host.sockets()) {
                ours.put(socket.local() + " " + socket.peer(), socket);
            }
        }
        for (JsonNode line : lines) {
            String[] words = line.asText().split(" +", 6);
            if (words[0].equals("LISTEN")) {
                continue;
            }
            sockets++;
            SocketAt socket = ours.get(words[3] + " " + words[4]);
            if (socket == null || !name(socket.state()).equals(words[0])) {
                different.add(where + ": " + line.asText() + " is " + socket);
            } else if (socket.state() == TcpState.TIME_WAIT) {
                compareTimer(where, words[5], socket);
            } else if (socket.timer().kind() != SocketTimer.Kind.UNKNOWN) {
                otherTimers++;
                boolean on = words[5].contains("timer:(on");
                assertThat(socket.timer().kind())
                        .as("%s %s", where, line.asText())
                        .isEqualTo(on ? SocketTimer.Kind.ON : SocketTimer.Kind.OFF);
            }
        }
    }

    private void compareTimer(String where, String line, SocketAt socket) {
        Matcher timer = TIMER.matcher(line);
        if (timer.find() && (timer.group(1) != null || timer.group(2) != null)) {
            timers++;
            double minutes = timer.group(1) == null ? 0 : Double.parseDouble(timer.group(1));
            double seconds = timer.group(2) == null ? 0 : Double.parseDouble(timer.group(2));
            assertThat(socket.timer().leftNanos() / 1e9)
                    .as("%s %s", where, socket)
                    .isCloseTo(minutes * 60 + seconds, within(TIMER_WITHIN_SECONDS));
        }
    }

    private static String name(TcpState state) {
        return switch (state) {
            case ESTABLISHED -> "ESTAB";
            case SYN_RECEIVED -> "SYN-RECV";
            default -> state.name().replace('_', '-');
        };
    }
}
