package io.finwait.cli;

import java.io.Closeable;
import java.io.IOException;

/** Something that is in the way until it is whole: an interruption removes it, whenever it comes. */
final class HalfWritten implements Closeable {
    /** What makes it. */
    interface Making<T> {
        T run() throws IOException;
    }

    /** What removes it; nothing where it is not there any more. */
    interface Removal {
        void run() throws IOException;
    }

    private final Thread onInterruption;
    private boolean interrupted;

    /**
     * Listens from now on: what is there before somebody listens for interruptions may stay.
     *
     * @throws IOException if there has been one
     */
    HalfWritten(Removal removal) throws IOException {
        onInterruption = new Thread(() -> interrupt(removal), "finwait-cleanup");
        try {
            Runtime.getRuntime().addShutdownHook(onInterruption);
        } catch (IllegalStateException e) {
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Makes it, unless it is too late to be removed again.
     *
     * @throws IOException what {@code making} throws, or if there was an interruption
     */
    synchronized <T> T make(Making<T> making) throws IOException {
        boolean made = false;
        try {
            if (interrupted) {
                throw new IOException("interrupted");
            }
            T thing = making.run();
            made = true;
            return thing;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    private synchronized void interrupt(Removal removal) {
        interrupted = true;
        try {
            removal.run();
        } catch (IOException e) {
            onInterruption.interrupt(); // nobody is left to be told
        }
    }

    /** It is whole, or gone. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterruption);
        } catch (IllegalStateException e) {
            onInterruption.interrupt(); // it is at work already
        }
    }
}
