package io.finwait.cli;

import java.io.IOException;
import java.util.Locale;

/** An output that cannot be written, as opposed to an input that cannot be read. */
final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputException(String message) {
        super(message);
        readerGone = false;
    }

    OutputException(String name, IOException cause) {
        super("cannot write " + name + ": " + FileFailure.reason(cause), cause);
        String reason = FileFailure.reason(cause).toLowerCase(Locale.ROOT);
        readerGone = reason.contains("broken pipe")
                || reason.contains("connection reset")
                || reason.contains("pipe is being closed");
    }

    /** Whether whoever read our output stopped reading, as {@code head} does: no error. */
    boolean readerGone() {
        return readerGone;
    }
}
