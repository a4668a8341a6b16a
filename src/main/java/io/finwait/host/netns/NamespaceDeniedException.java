package io.finwait.host.netns;

import java.io.IOException;

/** This process may not enter that namespace. The message is one line for the user. */
public final class NamespaceDeniedException extends IOException {
    private static final long serialVersionUID = 1L;

    NamespaceDeniedException(String message) {
        super(message);
    }
}
