package io.finwait.finding.opening;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A RST was sent to refuse a SYN, but with a number that no client takes, so the client goes on trying. */
public final class RstIgnoredInSynSent implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "rst-ignored-in-syn-sent", "A RST against a SYN has a number that the client must ignore", Severity.MEDIUM);

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
        if (!life.has(Trait.SYN_REPEATED)) {
            return;
        }
        int isn = life.side(Role.CLIENT).isn();
        List<Milestone> ignored = new ArrayList<>();
        Milestone repeat = null;
        for (Milestone m : life.milestones()) {
            if (m.from() == Role.SERVER) {
                if (!m.isRst() || isAcceptable(m, isn, life.side(Role.CLIENT).sndNxt())) {
                    return;
                }
                ignored.add(m);
            } else if (m.isSyn() && !ignored.isEmpty()) {
                repeat = m;
            }
        }
        if (repeat == null) {
            return;
        }
        Milestone rst = ignored.get(0);
        long[] frames = {life.firstFrame(), rst.frame(), repeat.frame()};
        String message = message(life, ignored, repeat, isn);
        found.accept(Finding.of(KIND, Confidence.CERTAIN, frames, () -> message));
    }

    private static boolean isAcceptable(Milestone rst, int isn, int sndNxt) {
        return rst.has(TcpSegment.ACK_FLAG) && SeqNum.after(rst.ack(), isn) && !SeqNum.after(rst.ack(), sndNxt);
    }

    private static String message(Life life, List<Milestone> ignored, Milestone repeat, int isn) {
        Milestone rst = ignored.get(0);
        String wrong = rst.has(TcpSegment.ACK_FLAG)
                ? "acknowledges " + CountText.of(SeqNum.distance(rst.ack(), isn))
                        + " beyond the SYN's number instead of 1"
                : "acknowledges nothing";
        return "The RST of frame " + rst.frame() + " in the name of " + life.address(Role.SERVER) + " " + wrong
                + ", so the client had to ignore it and sent its SYN again (frame " + repeat.frame() + ", "
                + DurationText.of(repeat.timeNanos() - rst.timeNanos())
                + " later): whatever made that RST is defective.";
    }
}
