package io.finwait.finding.opening;

import io.finwait.decode.SeqNum;
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
import java.util.function.Consumer;

/** The SYN carried data, as TCP Fast Open has it (RFC 7413); the SYN-ACK says whether the server took it. */
public final class FastOpen implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("tfo", "The SYN carried data (TCP Fast Open)", Severity.INFO);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.FAST_OPEN;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Milestone syn = null;
        for (Milestone m : life.milestones()) {
            if (m.from() == Role.CLIENT && m.isSyn() && m.payloadLength() > 0) {
                syn = m;
            } else if (m.from() == Role.SERVER && m.isSynAck() && syn != null) {
                found.accept(finding(syn, m));
                return;
            }
        }
    }

    private static Finding finding(Milestone syn, Milestone synAck) {
        boolean taken = SeqNum.after(synAck.ack(), syn.seq() + 1);
        String octets = CountText.of(syn.payloadLength(), "octet");
        String message =
                "The SYN of frame " + syn.frame() + " carried " + octets + " of data, and the SYN-ACK of frame "
                        + synAck.frame()
                        + (taken
                                ? " acknowledged " + CountText.of(synAck.ack() - syn.seq() - 1L)
                                        + " of them: the request saved a" + " round trip."
                                : " acknowledged the SYN alone: the data had to be sent again after the handshake.");
        return Finding.of(KIND, Confidence.CERTAIN, new long[] {syn.frame(), synAck.frame()}, () -> message);
    }
}
