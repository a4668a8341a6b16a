package io.finwait.finding.path;

import io.finwait.decode.TcpSegment;
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
import java.util.List;
import java.util.function.Consumer;

/** A device ended a connection with a RST to each end. */
public final class RstToBothEnds implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("rst-to-both-ends", "A device ended a connection with a RST to each end", Severity.HIGH);

    /** A device sends both in one go. */
    private static final long TOGETHER_NANOS = 1_000_000L;

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
        if (life.kind() == CloseKind.REFUSED || life.has(Trait.ONE_SIDED | Trait.DUPLICATES)) {
            return;
        }
        List<Milestone> ofClient = Segments.of(life, Role.CLIENT, Milestone::isRst);
        List<Milestone> ofServer = Segments.of(life, Role.SERVER, Milestone::isRst);
        for (Milestone a : ofClient) {
            for (Milestone b : ofServer) {
                if (areOfOneDevice(life, a, b)) {
                    found.accept(a.frame() < b.frame() ? finding(a, b) : finding(b, a));
                    return;
                }
            }
        }
    }

    /** Whether both came at once over as many hops, which is not how many the ends' own segments came over. */
    private static boolean areOfOneDevice(Life life, Milestone a, Milestone b) {
        return Math.abs(a.timeNanos() - b.timeNanos()) <= TOGETHER_NANOS
                && a.ttl() == b.ttl()
                && a.has(TcpSegment.ACK_FLAG) == b.has(TcpSegment.ACK_FLAG)
                && Forgery.standsApart(life, a)
                && Forgery.standsApart(life, b);
    }

    private static Finding finding(Milestone first, Milestone second) {
        long apart = second.timeNanos() - first.timeNanos();
        return Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(first, second),
                () -> "Two RSTs, one in the name of each end (frames " + first.frame() + " and " + second.frame()
                        + "), came within " + DurationText.of(apart) + " and both with TTL " + first.ttl()
                        + ", unlike the segments of either end that were kept: a device on the path ended the connection.");
    }
}
