package io.finwait.capture.filter;

import java.io.IOException;

/** A capture filter that cannot be used. The message is one line for the user: the cause and the way out. */
public class FilterException extends IOException {
    private static final long serialVersionUID = 1L;

    public FilterException(String message) {
        super(message);
    }
}
