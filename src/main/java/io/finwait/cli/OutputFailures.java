package io.finwait.cli;

import java.util.function.Consumer;

/** What becomes of an output that cannot be written any more: it ends alone where others go on, and everything where none do. */
final class OutputFailures {
    private final Consumer<String> notices;
    private final boolean alone;
    private volatile boolean any;

    /**
     * None so far.
     *
     * @param notices gets a line for people for each
     * @param alone whether there is nothing to go on for without it
     */
    OutputFailures(Consumer<String> notices, boolean alone) {
        this.notices = notices;
        this.alone = alone;
    }

    /**
     * An output has failed. What a reader no longer wants, as {@code head}, is no failure.
     *
     * @throws OutputException if there is nothing left to go on for
     */
    void tell(OutputException e) throws OutputException {
        if (alone) {
            throw e;
        }
        if (!e.readerGone()) {
            any = true;
            notices.accept(e.getMessage() + "; other outputs go on");
        }
    }

    /** Whether something that was asked for is not there. */
    boolean any() {
        return any;
    }
}
