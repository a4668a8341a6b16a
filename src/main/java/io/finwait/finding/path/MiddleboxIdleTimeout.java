package io.finwait.finding.path;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.talking.Silence;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brackets the idle timer on the way to a service: longer than the longest silence that connections to it survived, at most as
 * long as the shortest that one did not.
 */
public final class MiddleboxIdleTimeout implements CaptureRule {
    public static final FindingKind KIND = new FindingKind(
            "middlebox-idle-timeout",
            "Connections to a service do not survive silences beyond some length",
            Severity.HIGH);

    private static final int MOST_SERVICES = 2_000;
    private static final int MOST_CONNECTIONS = 100;

    /** One connection may have died of anything. */
    private static final int LEAST_DEAD = 2;

    private static final double SECOND = 1e9;

    private static final class Bracket {
        long survivedNanos;
        long deadlyNanos = Long.MAX_VALUE;
        long dead;
        long resets;
        long firstNanos = Long.MAX_VALUE;
        long lastNanos = Long.MIN_VALUE;
        final List<Integer> connections = new ArrayList<>();
        final List<Long> frames = new ArrayList<>();
    }

    private final Map<HostPort, Bracket> brackets = new HashMap<>();

    @Override
    public int traits() {
        return Trait.LONG_GAP;
    }

    @Override
    public void finished(Life life) {
        Silence deadly = Silence.deadlyIn(life);
        long survived = survivedNanos(life, deadly);
        if (deadly == null && survived == 0) {
            return;
        }
        HostPort service = life.address(Role.SERVER);
        Bracket bracket = brackets.get(service);
        if (bracket == null) {
            if (brackets.size() >= MOST_SERVICES) {
                return;
            }
            bracket = new Bracket();
            brackets.put(service, bracket);
        }
        bracket.survivedNanos = Math.max(bracket.survivedNanos, survived);
        if (deadly != null) {
            add(bracket, deadly, life.id());
        }
    }

    /** The longest silence after which both sides spoke again; 0 if that is not known. */
    private static long survivedNanos(Life life, @Nullable Silence deadly) {
        long longest = deadly == null
                ? Math.max(life.lastGapNanos(), life.longestEarlierGapNanos())
                : deadly.train() == null ? life.longestEarlierGapNanos() : 0;
        boolean wholeStory = !life.has(Trait.RST_SEEN | Trait.DATA_REPEATED | Trait.FIN_REPEATED | Trait.OPEN_AT_END);
        boolean answered = life.side(Role.CLIENT).finAckedNanos() != Life.NEVER
                && life.side(Role.SERVER).finAckedNanos() != Life.NEVER;
        return wholeStory && answered ? longest : 0;
    }

    private static void add(Bracket bracket, Silence deadly, int connection) {
        bracket.dead++;
        bracket.deadlyNanos = Math.min(bracket.deadlyNanos, deadly.nanos());
        bracket.resets += deadly.rst() == null ? 0 : 1;
        bracket.firstNanos = Math.min(bracket.firstNanos, deadly.data().timeNanos());
        bracket.lastNanos = Math.max(bracket.lastNanos, deadly.data().timeNanos());
        if (bracket.connections.size() < MOST_CONNECTIONS) {
            bracket.connections.add(connection);
            bracket.frames.add(deadly.data().frame());
        }
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        brackets.forEach((service, bracket) -> {
            if (bracket.dead >= LEAST_DEAD && bracket.survivedNanos < bracket.deadlyNanos) {
                found.accept(finding(service, bracket));
            }
        });
    }

    private static HostFinding finding(HostPort service, Bracket bracket) {
        boolean bracketed = bracket.survivedNanos > 0;
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("shortest_deadly_silence_s", bracket.deadlyNanos / SECOND);
        if (bracketed) {
            measurements.put("longest_survived_silence_s", bracket.survivedNanos / SECOND);
        }
        measurements.put("connections_lost", (double) bracket.dead);
        measurements.put("answered_with_rst", (double) bracket.resets);
        String message = CountText.of(bracket.dead, "connection") + " to " + service + " did not survive a silence of "
                + DurationText.of(bracket.deadlyNanos) + " or more ("
                + (bracket.resets == bracket.dead
                        ? "RST"
                        : bracket.resets == 0 ? "no answer" : CountText.of(bracket.resets, "RST") + ", else no answer")
                + ")"
                + (bracketed
                        ? ", while silences of up to " + DurationText.of(bracket.survivedNanos)
                                + " were survived: the idle timer lies between."
                        : "; no shorter one was seen to be survived, so the idle timer is at most that long.");
        return new HostFinding(
                KIND,
                Severity.HIGH,
                Confidence.LIKELY,
                false,
                message,
                new Subject.Service(service),
                bracket.connections.stream().sorted().toList(),
                bracket.dead,
                bracket.frames.stream().sorted().toList(),
                bracket.firstNanos,
                bracket.lastNanos,
                measurements);
    }
}
