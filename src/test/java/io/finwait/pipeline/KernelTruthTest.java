package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.TimeWait;
import io.finwait.pipeline.KernelTruth.KernelState;
import io.finwait.pipeline.KernelTruth.Lived;
import io.finwait.testing.AnalysedConnections;
import io.finwait.testing.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Compares verdicts, states and times with what the kernels at both ends lived through, as their tracepoints and socket dumps tell it.
 * Connections are matched by their ends and the nearest start.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelTruthTest {
    private enum Check {
        CLOSER,
        STATES,
        TIMES,
        TIME_WAIT
    }

    /** Captures, or all captures of a scenario, that hold too little for a verdict of that kind. */
    private static final Map<String, Set<Check>> EXEMPT = Map.ofEntries(
            Map.entry("s09", EnumSet.of(Check.TIMES)),
            Map.entry("s12a/server.pcap", EnumSet.of(Check.STATES, Check.TIME_WAIT)),
            Map.entry("s12b/client.pcap", EnumSet.of(Check.STATES, Check.TIME_WAIT)),
            Map.entry("s18b", EnumSet.of(Check.STATES)),
            Map.entry("s19", EnumSet.of(Check.STATES, Check.TIMES)),
            Map.entry("s20", EnumSet.of(Check.STATES, Check.TIMES)),
            Map.entry("s26", EnumSet.allOf(Check.class)),
            Map.entry("s27", EnumSet.allOf(Check.class)),
            Map.entry("s31", EnumSet.of(Check.CLOSER, Check.STATES, Check.TIMES)),
            Map.entry("s35", EnumSet.allOf(Check.class)),
            Map.entry("s36", EnumSet.of(Check.STATES, Check.TIMES)),
            Map.entry("s41", EnumSet.of(Check.STATES, Check.TIMES)));

    /** Where the truth and the capture cannot agree on a time. */
    private static final Set<String> TIMES_APART = Set.of(
            // The tracepoint tells when the orphaned socket was freed, not when TIME_WAIT began.
            "s02a/client.pcap #5 SERVER TIME_WAIT",
            "s02a/server.pcap #5 SERVER TIME_WAIT",
            // The client's first FIN was lost before the tap at the server.
            "s25a/server.pcap #0 CLIENT FIN_WAIT_1");

    /** A state that lasts less may be missing on either side; so may what lasts no longer than a round trip. */
    private static final long SHORTEST_MICROS = 2_000;

    private static final long SLACK_MICROS = 20_000;

    /** TIME_WAIT is dated by socket dumps, which are taken each 10 ms. */
    private static final long DUMP_SLACK_MICROS = 12_000;

    /** What socket dumps may miss of a TIME_WAIT. */
    private static final long DUMPED_NANOS = 25_000_000;

    private final Map<Check, List<String>> differences = new EnumMap<>(Check.class);
    private final Map<Check, Integer> checked = new EnumMap<>(Check.class);

    @BeforeAll
    void compareAllCaptures() throws IOException {
        Path folder = Pcaps.required("kernel");
        for (Check check : Check.values()) {
            differences.put(check, new ArrayList<>());
        }
        List<Path> scenarios;
        try (var paths = Files.list(folder)) {
            scenarios = paths.filter(KernelTruth::isIn).sorted().toList();
        }
        for (Path scenario : scenarios) {
            var truth = new KernelTruth(scenario);
            for (String capture : truth.captures()) {
                compare(scenario, capture, truth);
            }
        }
    }

    @Test
    void theActiveCloserIsTheKernels() {
        assertThat(differences.get(Check.CLOSER)).isEmpty();
        assertThat(checked.get(Check.CLOSER)).isGreaterThan(3_000);
    }

    @Test
    void everyStateOfTheKernelIsFoundAndNoOther() {
        assertThat(differences.get(Check.STATES)).isEmpty();
        assertThat(checked.get(Check.STATES)).isGreaterThan(3_000);
    }

    @Test
    void statesAreEnteredWhenTheKernelEnteredThem() {
        assertThat(differences.get(Check.TIMES))
                .allMatch(difference -> TIMES_APART.stream().anyMatch(known -> difference.startsWith(known + ":")));
        assertThat(checked.get(Check.TIMES)).isGreaterThan(2_000);
    }

    @Test
    void timeWaitIsHeldByWhomTheKernelSaw() {
        assertThat(differences.get(Check.TIME_WAIT)).isEmpty();
        assertThat(checked.get(Check.TIME_WAIT)).isGreaterThan(3_000);
    }

    private void check(Check check, boolean agrees, String difference) {
        checked.merge(check, 1, Integer::sum);
        if (!agrees) {
            differences.computeIfAbsent(check, key -> new ArrayList<>()).add(difference);
        }
    }

    private void compare(Path scenario, String capture, KernelTruth truth) throws IOException {
        String tag = scenario.getFileName().toString().replaceFirst("_.*", "") + "/" + capture;
        Set<Check> wanted = EnumSet.allOf(Check.class);
        EXEMPT.forEach((where, what) -> {
            if (where.contains("/") ? tag.equals(where) : tag.startsWith(where)) {
                wanted.removeAll(what);
            }
        });
        if (!truth.timeWaitIsCertain()) {
            wanted.remove(Check.TIME_WAIT);
        }
        truth.match(AnalysedConnections.of(scenario.resolve(capture)))
                .forEach(match -> compare(tag + " #" + match.found().id(), match.lived(), match.found(), wanted));
    }

    private void compare(String who, Lived lived, ConnectionRecord found, Set<Check> wanted) {
        // Roles need not be the truth's where both ends opened at once: go by the ends.
        boolean swapped = !lived.clients().contains(found.client());
        if (wanted.contains(Check.CLOSER)) {
            String closer = lower(found.close().activeCloser());
            if (swapped && (closer.equals("client") || closer.equals("server"))) {
                closer = closer.equals("client") ? "server" : "client";
            }
            String kernels = lived.activeCloser();
            check(Check.CLOSER, closer.equals(kernels), who + ": " + closer + ", by the kernel " + kernels);
        }
        long roundTripMicros = (Math.max(0, found.handshake().synToSynAckNanos())
                        + Math.max(0, found.handshake().synAckToAckNanos()))
                / 1000;
        for (Role side : Role.values()) {
            List<KernelState> theirs = lived.states(side);
            List<StateInterval> ours = found.states(swapped ? side.peer() : side);
            if (wanted.contains(Check.STATES) && !theirs.isEmpty()) {
                compareStates(who + " " + side, theirs, ours, SHORTEST_MICROS + roundTripMicros);
            }
            if (wanted.contains(Check.TIMES)) {
                compareTimes(who + " " + side, theirs, ours, SLACK_MICROS + roundTripMicros);
            }
        }
        if (wanted.contains(Check.TIME_WAIT)) {
            compareHolders(who, lived, found.timeWaits(), swapped);
        }
    }

    private void compareStates(String who, List<KernelState> theirs, List<StateInterval> ours, long longMicros) {
        Set<TcpState> lacking = EnumSet.noneOf(TcpState.class);
        Set<TcpState> possible = EnumSet.of(TcpState.CLOSED, TcpState.LISTEN, TcpState.SYN_RECEIVED);
        for (KernelState state : theirs) {
            possible.add(state.state());
            if (state.durationMicros() >= longMicros) {
                lacking.add(state.state());
            }
        }
        lacking.remove(TcpState.SYN_RECEIVED); // the kernel traces it when the handshake's ACK makes the socket
        TcpState last = theirs.get(theirs.size() - 1).state();
        if (last == TcpState.FIN_WAIT_2 || last == TcpState.CLOSING) {
            possible.add(TcpState.TIME_WAIT); // too short for the dumps, or destroyed: TIME_WAIT has its own check
        }
        Set<TcpState> extra = EnumSet.noneOf(TcpState.class);
        for (StateInterval state : ours) {
            lacking.remove(state.state());
            if (!possible.contains(state.state()) && state.durationNanos() >= 1000 * longMicros) {
                extra.add(state.state());
            }
        }
        check(
                Check.STATES,
                lacking.isEmpty() && extra.isEmpty(),
                who + ": lacks " + lacking + ", has " + extra + "; the kernel " + theirs);
    }

    private void compareTimes(String who, List<KernelState> theirs, List<StateInterval> ours, long slackMicros) {
        for (KernelState state : theirs) {
            if (state.state() == TcpState.SYN_RECEIVED || state.durationMicros() < SHORTEST_MICROS) {
                continue;
            }
            ours.stream()
                    .filter(interval -> interval.state() == state.state())
                    .findFirst()
                    .ifPresent(interval -> {
                        long off = Math.floorDiv(interval.enterNanos(), 1000) - state.enterMicros();
                        long allowed = slackMicros + (state.state() == TcpState.TIME_WAIT ? DUMP_SLACK_MICROS : 0);
                        check(
                                Check.TIMES,
                                Math.abs(off) <= allowed,
                                who + " " + state.state() + ": entered " + off + " µs after the kernel");
                    });
        }
    }

    private void compareHolders(String who, Lived lived, List<TimeWait> waits, boolean swapped) {
        Set<Role> kernels = lived.timeWaitHolders();
        Set<Role> lacking = EnumSet.copyOf(kernels);
        Set<Role> extra = EnumSet.noneOf(Role.class);
        for (TimeWait wait : waits) {
            Role holder = swapped ? wait.holder().peer() : wait.holder();
            lacking.remove(holder);
            if (!kernels.contains(holder) && wait.observedNanos() >= DUMPED_NANOS) {
                extra.add(holder);
            }
        }
        check(
                Check.TIME_WAIT,
                lacking.isEmpty() && extra.isEmpty(),
                who + ": lacks " + lacking + ", has " + extra + " beyond the kernel's " + kernels);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
