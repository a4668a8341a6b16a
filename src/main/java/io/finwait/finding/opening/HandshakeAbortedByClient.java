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

/** The client answered the SYN-ACK with RST: it had given the attempt up, or never meant to connect. */
public final class HandshakeAbortedByClient implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("handshake-aborted-by-client", "A client answered the SYN-ACK with RST", Severity.LOW);

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
        Life.Side client = life.side(Role.CLIENT);
        if (life.kind() != CloseKind.RST || !client.sentSyn() || client.acknowledged() || client.payloadBytes() > 0) {
            return;
        }
        Milestone syn = null;
        Milestone synAck = null;
        for (Milestone m : life.milestones()) {
            if (m.from() == Role.CLIENT && m.isSyn()) {
                syn = m;
            } else if (m.from() == Role.SERVER && m.isSynAck()) {
                synAck = synAck == null ? m : synAck;
            } else if (m.from() == Role.CLIENT && m.isRst() && syn != null && synAck != null) {
                found.accept(finding(life, syn, synAck, m));
                return;
            } else {
                return;
            }
        }
    }

    private static Finding finding(Life life, Milestone syn, Milestone synAck, Milestone rst) {
        long waitedNanos = synAck.timeNanos() - syn.timeNanos();
        String message = "The client " + life.address(Role.CLIENT) + " answered the SYN-ACK of frame " + synAck.frame()
                + ", which came " + DurationText.of(waitedNanos) + " after its SYN, with RST (frame " + rst.frame()
                + "): it had given up by then, or only tried whether the port is open.";
        return Finding.of(
                KIND, Confidence.CERTAIN, new long[] {syn.frame(), synAck.frame(), rst.frame()}, () -> message);
    }
}
