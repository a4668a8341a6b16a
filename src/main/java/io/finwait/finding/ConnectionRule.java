package io.finwait.finding;

import io.finwait.lifecycle.Life;
import java.util.function.Consumer;

/** Judges one connection at a time: a pure function of its life. */
public interface ConnectionRule {
    /** What it finds. */
    FindingKind kind();

    /** Traits of which a connection must have at least one to be looked at: a mask of {@link io.finwait.lifecycle.Trait} bits. */
    int traits();

    /**
     * Whether it rests on packets that were not seen; then it is one level less sure wherever the capture may have missed
     * some.
     */
    default boolean restsOnAbsence() {
        return false;
    }

    /**
     * Looks at a connection.
     *
     * @param life valid during the call only
     */
    void examine(Life life, Consumer<Finding> found);
}
