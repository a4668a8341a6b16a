package io.finwait.finding.teardown;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import java.util.function.Consumer;

/** Many sockets of one host in LAST_ACK: whatever takes their FINs, or the ACKs of these, takes them all. */
public final class LastAckStuckOnHost implements CaptureRule {
    private final StuckOnHost sockets = new StuckOnHost(LastAckStuck.KIND, "LAST_ACK");

    @Override
    public int traits() {
        return Trait.FIN_REPEATED;
    }

    @Override
    public void finished(Life life) {
        for (Role role : Role.values()) {
            Unacknowledged fin = LastAckStuck.find(life, role);
            if (fin != null) {
                sockets.add(life, role, fin.first().frame(), fin.first().timeNanos(), fin.spanNanos());
            }
        }
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        sockets.end(end, found);
    }
}
