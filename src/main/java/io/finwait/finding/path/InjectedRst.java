package io.finwait.finding.path;

import io.finwait.decode.SeqNum;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A RST that ended a connection was not sent by the host whose address it carries. */
public final class InjectedRst implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("injected-rst", "A RST did not come from the host that it names", Severity.HIGH);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.RST_SEEN;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        if (life.kind() == CloseKind.REFUSED
                || life.has(Trait.ONE_SIDED | Trait.DUPLICATES)
                || ConntrackInvalidReset.isSeenIn(life)) {
            return;
        }
        for (Role role : Role.values()) {
            Milestone rst = Segments.first(
                    life, role, m -> m.isRst() && !m.is(Milestone.BEYOND) && Forgery.hasOtherTtl(life, m));
            Milestone next = rst == null ? null : Forgery.contradiction(life, rst);
            boolean exact = rst != null && isExact(life, rst);
            if (rst != null && exact && (next != null || Forgery.isOddlyMade(rst))) {
                found.accept(finding(life, rst, next));
                return;
            }
        }
    }

    /** Whether it has the number that its receiver expects (RFC 5961 §3.2), as far as can be seen, and so does harm. */
    private static boolean isExact(Life life, Milestone rst) {
        Milestone expects = Segments.last(life, rst.from().peer(), m -> m.frame() < rst.frame() && !m.isRst());
        return expects != null && SeqNum.atOrAfter(rst.seq(), expects.ack());
    }

    private static Finding finding(Life life, Milestone rst, @Nullable Milestone next) {
        String who = Segments.name(life, rst.from());
        int usual = Forgery.usualTtl(life, rst.from());
        long after = next == null ? 0 : next.timeNanos() - rst.timeNanos();
        long frame = next == null ? -1 : next.frame();
        return Finding.of(
                KIND,
                next == null ? Confidence.LIKELY : Confidence.STRONG,
                Segments.frames(rst, next),
                () -> "The RST of frame " + rst.frame() + " in the name of the " + who + " has TTL " + rst.ttl()
                        + " where all else from there has " + usual
                        + (frame < 0
                                ? ", and is not made as that host makes one"
                                : ", and " + DurationText.of(after)
                                        + " later that host went on as if it had sent none (frame " + frame + ")")
                        + ": something else sent it.");
    }
}
