package io.finwait.capture.libpcap;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** The end of the process, at once. */
public final class ProcessExit {
    /** What of the C library is needed. */
    private interface Posix extends Library {
        void _exit(int status);
    }

    private ProcessExit() {}

    /**
     * Ends the process without looking after anything. {@link Runtime#halt} calls exit(3), which writes out what libpcap has not written
     * yet, into a pipe that nobody reads any more: it would wait for ever. So this calls _exit(2); it returns only where that cannot be.
     */
    public static void now(int status) {
        try {
            Native.load(Platform.C_LIBRARY_NAME, Posix.class)._exit(status);
        } catch (LinkageError e) {
            // No libpcap either, and nothing that it has not written.
        }
    }
}
