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

/** The timestamps of a side stand still while time goes on. */
public final class TsFrozenOrZero implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("ts-frozen-or-zero", "The timestamps of a side stand still", Severity.LOW);

    private static final int FEWEST = 3;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    /** A clock has a tick a second at least (RFC 7323 §5.4), so only a long silence shows that it stands still. */
    @Override
    public int traits() {
        return Trait.LONG_GAP;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        for (Role role : Role.values()) {
            List<Milestone> stamped =
                    Segments.of(life, role, m -> m.hasTimestamps() && !m.isSyn() && !m.isSynAck() && !m.isRst());
            if (stamped.size() >= FEWEST && standStill(stamped)) {
                found.accept(finding(life, role, stamped));
            }
        }
    }

    private static boolean standStill(List<Milestone> stamped) {
        Milestone first = stamped.get(0);
        return spanNanos(stamped) >= Life.LONG_GAP_NANOS && stamped.stream().allMatch(m -> m.tsVal() == first.tsVal());
    }

    private static long spanNanos(List<Milestone> stamped) {
        return stamped.get(stamped.size() - 1).timeNanos() - stamped.get(0).timeNanos();
    }

    private static Finding finding(Life life, Role role, List<Milestone> stamped) {
        Milestone first = stamped.get(0);
        Milestone last = stamped.get(stamped.size() - 1);
        String who = Segments.name(life, role);
        long span = spanNanos(stamped);
        return Finding.of(
                KIND,
                Confidence.CERTAIN,
                Segments.frames(first, last),
                () -> "The timestamp of the " + who + " was "
                        + CountText.of(Integer.toUnsignedLong(first.tsVal())) + " in frame " + first.frame()
                        + " and still so in frame " + last.frame() + ", " + DurationText.of(span)
                        + " later: it protects from nothing, and measures no round trip.");
    }
}
