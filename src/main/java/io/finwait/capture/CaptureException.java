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

    /** There is no file of that name, or none that Java can be told: arguments are UTF-8 to it, and other octets are lost. */
    public static CaptureException noSuchFile(String name) {
        String lost = "; a name that is not UTF-8 cannot be given: name its directory, or use - and < FILE";
        return new CaptureException(name + ": no such file" + (name.indexOf('\uFFFD') < 0 ? "" : lost));
    }
}
