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

    /** {@link io.finwait.lifecycle.Trait} bits: it hears of finished connections that have any of them; by default of every one. */
    default int traits() {
        return RulesByTraits.EVERY;
    }

    /**
     * A connection with any of its {@link #traits} can no longer change. Where that is every one, it must be quick and look at little.
     *
     * @param life valid during the call only
     */
    void finished(Life life);

    /** The capture is read. */
    void end(CaptureEnd end, Consumer<HostFinding> found);
}
