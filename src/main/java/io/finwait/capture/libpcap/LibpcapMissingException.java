package io.finwait.capture.libpcap;

import io.finwait.capture.filter.FilterException;

/** libpcap is not installed, or cannot be loaded. */
public final class LibpcapMissingException extends FilterException {
    private static final long serialVersionUID = 1L;

    LibpcapMissingException(String cause) {
        super("a filter needs libpcap, which cannot be loaded (" + cause
                + "). Install it: apt install libpcap0.8 (Debian, Ubuntu), dnf install libpcap (Fedora),"
                + " brew install libpcap (macOS). Reading files without --filter needs no libpcap.");
    }
}
