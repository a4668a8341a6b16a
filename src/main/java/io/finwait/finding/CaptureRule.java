package io.finwait.finding;

import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Turn;
import java.util.function.Consumer;

/** Judges across connections. Keeps what it needs in bounded memory; hears of everything in capture-time order. */
public interface CaptureRule {
    /** Whether {@link #opened} and {@link #timeWaitEntered} are wanted. */
    default boolean followsTurns() {
        return false;
    }

    /** A connection began with this SYN; called for each, so it must be quick. */
    default void opened(Turn turn) {}

    /** A side of a connection entered TIME_WAIT; called for each, so it must be quick. */
    default void timeWaitEntered(Turn turn) {}

    /**
     * A connection can no longer change; called for each, so it must be quick and look at little of it.
     *
     * @param life valid during the call only
     */
    void finished(Life life);

    /** The capture is read. */
    void end(CaptureEnd end, Consumer<HostFinding> found);
}
