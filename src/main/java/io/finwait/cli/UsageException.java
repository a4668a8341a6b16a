package io.finwait.cli;

import java.util.function.Supplier;

/** Something the user asked for that cannot be. The message is one line. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    private UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Refuses a number below 0.
     *
     * @throws UsageException naming the option
     */
    static void requireNotNegative(String option, long value) {
        if (value < 0) {
            throw new UsageException(option + " is 0 or more");
        }
    }

    /**
     * Reads an option's value.
     *
     * @throws UsageException naming the option, where {@code read} throws an {@link IllegalArgumentException}
     */
    static <T> T unless(String option, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage(), e);
        }
    }
}
