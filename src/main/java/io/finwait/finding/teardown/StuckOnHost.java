package io.finwait.finding.teardown;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts, for each service and each client host, the sockets that are stuck in one state. Bounded. */
final class StuckOnHost {
    /** So many of them are no accident. */
    private static final int MANY = 10;

    private static final int MOST_SUBJECTS = 2_000;
    private static final int MOST_EXAMPLES = 100;
    private static final double SECOND = 1e9;

    private static final class Pile {
        long count;
        long firstNanos = Long.MAX_VALUE;
        long lastNanos = Long.MIN_VALUE;
        long longestNanos;
        final List<Integer> connections = new ArrayList<>();
        final List<Long> frames = new ArrayList<>();
    }

    private final FindingKind kind;
    private final String state;
    private final Map<Subject, Pile> piles = new HashMap<>();

    StuckOnHost(FindingKind kind, String state) {
        this.kind = kind;
        this.state = state;
    }

    /**
     * Counts a socket.
     *
     * @param stuck on which side it is
     * @param fromNanos when it entered the state, and {@code forNanos} how long it stayed there as far as is known
     */
    void add(Life life, Role stuck, long frame, long fromNanos, long forNanos) {
        HostPort address = life.address(stuck);
        Subject subject = stuck == Role.SERVER ? new Subject.Service(address) : new Subject.Host(address.ip());
        Pile pile = piles.get(subject);
        if (pile == null) {
            if (piles.size() >= MOST_SUBJECTS) {
                return;
            }
            pile = new Pile();
            piles.put(subject, pile);
        }
        pile.count++;
        pile.firstNanos = Math.min(pile.firstNanos, fromNanos);
        pile.lastNanos = Math.max(pile.lastNanos, fromNanos);
        pile.longestNanos = Math.max(pile.longestNanos, forNanos);
        if (pile.connections.size() < MOST_EXAMPLES) {
            pile.connections.add(life.id());
            pile.frames.add(frame);
        }
    }

    void end(CaptureEnd end, Consumer<HostFinding> found) {
        piles.forEach((subject, pile) -> {
            if (pile.count >= MANY) {
                found.accept(finding(subject, pile));
            }
        });
    }

    private HostFinding finding(Subject subject, Pile pile) {
        String message = CountText.of(pile.count, "socket") + " of " + name(subject) + " got stuck in " + state
                + ", one after another over "
                + DurationText.of(pile.lastNanos - pile.firstNanos) + "; the longest stayed at least "
                + DurationText.of(pile.longestNanos) + ".";
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("sockets", (double) pile.count);
        measurements.put("growth_s", (pile.lastNanos - pile.firstNanos) / SECOND);
        measurements.put("longest_s", pile.longestNanos / SECOND);
        return new HostFinding(
                kind,
                Severity.HIGH,
                Confidence.CERTAIN,
                false,
                message,
                subject,
                pile.connections.stream().sorted().toList(),
                pile.count,
                pile.frames.stream().sorted().toList(),
                pile.firstNanos,
                pile.lastNanos,
                measurements);
    }

    private static String name(Subject subject) {
        if (subject instanceof Subject.Service service) {
            return "the server " + service.server();
        }
        IpAddress ip = ((Subject.Host) subject).ip();
        return "the host " + ip;
    }
}
