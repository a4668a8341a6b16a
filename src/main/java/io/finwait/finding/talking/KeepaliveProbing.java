package io.finwait.finding.talking;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;
import java.util.function.Consumer;

/** A side keeps an idle connection alive with probes, and they are answered. */
public final class KeepaliveProbing implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("keepalive-probing", "Keep-alive probes keep a connection open", Severity.INFO);

    /** The shortest that can be set is 1 s. */
    private static final long LEAST_INTERVAL_NANOS = 900_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.PROBED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        for (Role role : Role.values()) {
            List<Milestone> probes = Probes.of(life, role);
            if (areOfAnIdleSide(probes) && Probes.unanswered(life, role).size() < 2) {
                found.accept(finding(life, role, probes));
            }
        }
    }

    /** Whether they came after silences: a segment that overtook another looks like a probe too. */
    private static boolean areOfAnIdleSide(List<Milestone> probes) {
        boolean apart = probes.size() > 1;
        for (int i = 1; i < probes.size(); i++) {
            apart &= probes.get(i).timeNanos() - probes.get(i - 1).timeNanos() >= LEAST_INTERVAL_NANOS;
        }
        return apart || probes.size() == 1 && probes.get(0).is(Milestone.AFTER_GAP);
    }

    private static Finding finding(Life life, Role role, List<Milestone> probes) {
        String who = Segments.name(life, role);
        int count = probes.size();
        long between =
                count < 2 ? -1 : probes.get(1).timeNanos() - probes.get(0).timeNanos();
        String atLeast = Segments.atLeast(life);
        String interval = interval(count, between);
        return Finding.of(
                KIND,
                Confidence.CERTAIN,
                Segments.frames(probes),
                () -> "The " + who + " sent " + atLeast + CountText.of(count, "keep-alive probe") + interval
                        + "; the other side is there.");
    }

    private static String interval(int count, long between) {
        if (count < 2) {
            return "";
        }
        return (count == 2 ? ", " : ", the first two ") + DurationText.of(between) + " apart";
    }
}
