package io.finwait.capture.libpcap;

import io.finwait.capture.filter.FilterException;

/** libpcap is not installed, or cannot be loaded. */
public final class LibpcapMissingException extends FilterException {
    private static final long serialVersionUID = 1L;

    LibpcapMissingException(String message) {
        super(message);
    }
}
