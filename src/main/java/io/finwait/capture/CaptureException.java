package io.finwait.capture;

import java.io.IOException;

/**
 * An input that cannot be read at all: no such file, not a capture, a link type nobody here knows. The message is one
 * line for the user: the file, the cause, the way out.
 */
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    public CaptureException(String message) {
        super(message);
    }
}
