package io.finwait.finding.abuse;

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
import java.util.List;
import java.util.function.Consumer;

/** A SYN-ACK for which its receiver had sent no SYN: somebody else sent one in its name. */
public final class Backscatter implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("backscatter", "A host gets answers to SYNs that it did not send", Severity.LOW);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.RST_SEEN;
    }

    @Override
    public boolean restsOnAbsence() {
        return true;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        if (life.side(Role.CLIENT).sentSyn() || !life.side(Role.SERVER).sentSynAck()) {
            return;
        }
        List<Milestone> all = life.milestones();
        if (all.size() < 2 || !all.get(0).isSynAck()) {
            return;
        }
        Milestone synAck = all.get(0);
        Milestone rst = all.get(1);
        boolean denied =
                rst.from() != synAck.from() && rst.isStatelessRst() && rst.seq() == synAck.ack() && onlyRsts(life);
        if (denied) {
            found.accept(finding(life, synAck, rst));
        }
    }

    /** A client that had sent a SYN might have given up since; one that says anything else had. */
    private static boolean onlyRsts(Life life) {
        return Segments.first(life, Role.CLIENT, m -> !m.isRst()) == null;
    }

    private static Finding finding(Life life, Milestone synAck, Milestone rst) {
        String server = Segments.name(life, Role.SERVER);
        String client = life.address(Role.CLIENT).toString();
        return Finding.of(
                KIND,
                Confidence.LIKELY,
                Segments.frames(synAck, rst),
                () -> "The " + server + " sent " + client + " a SYN-ACK (frame " + synAck.frame()
                        + ") that no SYN in the capture had asked for, and " + client + " answered with RST (frame "
                        + rst.frame() + "): it knew of no connection. Somebody seems to send SYNs in its name.");
    }
}
