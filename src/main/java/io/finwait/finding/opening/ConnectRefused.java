package io.finwait.finding.opening;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A RST answered the SYN: nothing listens on that port, or something on the path says so. */
public final class ConnectRefused implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("connect-refused", "A connection was refused with RST", Severity.MEDIUM);

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
        if (life.kind() != CloseKind.REFUSED || life.side(Role.SERVER).sentSynAck()) {
            return;
        }
        Milestone syn = null;
        for (Milestone m : life.milestones()) {
            if (m.from() == Role.CLIENT && m.isSyn()) {
                syn = m;
            } else if (m.from() == Role.SERVER && m.isRst() && syn != null && m.ack() == syn.end()) {
                if (!isAcceptedAfterAll(life, m)) {
                    found.accept(finding(life, syn, m));
                }
                return;
            }
        }
    }

    /** Whether the next answer to the same SYN, not repeated, is a SYN-ACK: then somebody else sent the RST, in the server's name. */
    private static boolean isAcceptedAfterAll(Life life, Milestone rst) {
        return life.milestones().stream()
                .filter(m -> m.frame() > rst.frame() && (m.isSyn() || m.isSynAck()))
                .findFirst()
                .filter(m -> m.from() == Role.SERVER && m.isSynAck() && m.ack() == rst.ack())
                .isPresent();
    }

    /** A kernel without a listener has no number of its own to send (RFC 9293 §3.10.7.1): SEG.SEQ is 0. */
    private static Finding finding(Life life, Milestone syn, Milestone rst) {
        String message = "The server " + life.address(Role.SERVER) + " answered the SYN of frame " + syn.frame()
                + " with RST (frame " + rst.frame() + ") after " + DurationText.of(rst.timeNanos() - syn.timeNanos())
                + (rst.seq() == 0
                        ? ": nothing listens on that port, or a firewall rejects it."
                        : "; a kernel without a listener would have sent sequence number 0, so another device may have"
                                + " answered.");
        Confidence confidence = rst.seq() == 0 ? Confidence.CERTAIN : Confidence.LIKELY;
        return Finding.of(KIND, confidence, new long[] {syn.frame(), rst.frame()}, () -> message);
    }
}
