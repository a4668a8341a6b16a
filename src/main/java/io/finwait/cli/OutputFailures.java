package io.finwait.cli;

import java.io.PrintWriter;

/** What becomes of an output that cannot be written any more: it ends alone where others go on, and everything where none do. */
final class OutputFailures {
    private final PrintWriter err;
    private final boolean alone;
    private volatile boolean any;

    /** @param alone whether there is nothing to go on for without it */
    OutputFailures(PrintWriter err, boolean alone) {
        this.err = err;
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
            CommandFailure.complain(err, e.getMessage() + "; other outputs go on");
        }
    }

    /** Whether something that was asked for is not there. */
    boolean any() {
        return any;
    }
}
