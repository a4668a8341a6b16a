package io.finwait.finding.teardown;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Trait;
import java.util.function.Consumer;

/** Many sockets of one program in CLOSE_WAIT: it leaks them. */
public final class CloseWaitStuckOnHost implements CaptureRule {
    private final StuckOnHost sockets = new StuckOnHost(CloseWaitStuck.KIND, "CLOSE_WAIT");

    @Override
    public int traits() {
        return Trait.HALF_CLOSED;
    }

    @Override
    public void finished(Life life) {
        OpenHalf half = OpenHalf.of(life);
        if (half != null && half.idleNanos() >= CloseWaitStuck.LEAST_NANOS) {
            sockets.add(
                    life, half.closed().peer(), half.fin().frame(), half.fin().timeNanos(), half.idleNanos());
        }
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        sockets.end(end, found);
    }
}
