package io.finwait.finding.opening;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.Examples;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ClockStep;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** SYN-ACKs of a service carry SYN cookies: their timestamps are behind the server's clock, each by another part of 64 ms. */
public final class SynCookiesSuspected implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("syn-cookies-suspected", "A service answers SYNs with SYN cookies", Severity.MEDIUM);

    private static final int LEAST = 10;

    /** A cookie takes six bits (TSBITS), and the clock ticks once meanwhile. */
    private static final long MOST_AHEAD_NANOS = 65_000_000L;

    /** What is left of these bits is left to chance: so far apart must the smallest and the largest be. */
    private static final long LEAST_SPREAD_NANOS = 25_000_000L;

    /** A clock that goes ahead further, in more than one of so many, is some other clock. */
    private static final int ONE_FURTHER_IN = 20;

    private static final double MILLISECOND = 1e6;
    private static final int MOST_SERVICES = 1_000;

    private static final class Steps {
        final Examples examples = new Examples();
        long further;
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        long firstNanos = Long.MAX_VALUE;
        long lastNanos = Long.MIN_VALUE;
    }

    private final Map<HostPort, Steps> services = new HashMap<>();

    @Override
    public int traits() {
        return Trait.CLOCK_STEP;
    }

    @Override
    public void finished(Life life) {
        Milestone synAck = Segments.first(life, Role.SERVER, Milestone::isSynAck);
        Milestone data = Segments.first(life, Role.SERVER, m -> m.payloadLength() > 0);
        HostPort server = life.address(Role.SERVER);
        if (synAck != null && data != null && (services.containsKey(server) || services.size() < MOST_SERVICES)) {
            add(services.computeIfAbsent(server, any -> new Steps()), life.id(), synAck, data);
        }
    }

    private static void add(Steps steps, int id, Milestone synAck, Milestone data) {
        long ahead = ClockStep.nanos(data.tsVal() - synAck.tsVal(), data.timeNanos() - synAck.timeNanos());
        if (ahead > MOST_AHEAD_NANOS) {
            steps.further++;
            return;
        }
        steps.examples.add(id, synAck.frame());
        steps.examples.addFrame(data.frame());
        steps.smallest = Math.min(steps.smallest, ahead);
        steps.largest = Math.max(steps.largest, ahead);
        steps.firstNanos = Math.min(steps.firstNanos, synAck.timeNanos());
        steps.lastNanos = Math.max(steps.lastNanos, synAck.timeNanos());
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        services.forEach((server, steps) -> {
            if (steps.examples.count() >= LEAST
                    && steps.further * ONE_FURTHER_IN <= steps.examples.count()
                    && steps.largest - steps.smallest >= LEAST_SPREAD_NANOS) {
                found.accept(finding(server, steps));
            }
        });
    }

    private static HostFinding finding(HostPort server, Steps steps) {
        long count = steps.examples.count();
        String message = "In " + CountText.of(count, "connection") + " of " + server
                + " the clock in the server's timestamps went ahead between SYN-ACK and first data, by "
                + DurationText.of(steps.smallest) + " to " + DurationText.of(steps.largest)
                + " more than had passed: a SYN cookie keeps the client's options in the lowest 6 bits of the SYN-ACK's timestamp"
                + " (64 ms). The queue of half-open connections was full, or net.ipv4.tcp_syncookies is 2.";
        return new Draft(KIND, new Subject.Service(server))
                .concerns(steps.examples)
                .seen(steps.firstNanos, steps.lastNanos)
                .measured("connections_with_cookies_at_least", count)
                .measured("smallest_step_ms", steps.smallest / MILLISECOND)
                .measured("largest_step_ms", steps.largest / MILLISECOND)
                .says(message);
    }
}
