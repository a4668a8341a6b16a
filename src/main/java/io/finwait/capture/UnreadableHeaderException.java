package io.finwait.capture;

/** The start of a stream is a capture's, but it cannot be read on from there. The message is one clause, without the file. */
final class UnreadableHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableHeaderException(String message) {
        super(message);
    }
}
