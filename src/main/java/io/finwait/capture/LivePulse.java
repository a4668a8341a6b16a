package io.finwait.capture;

import java.io.InterruptedIOException;

/** What the pipes of one live capture share: the lock at which reader and writers wait, and the heartbeat of the reader. */
final class LivePulse {
    private static final long BEAT_NANOS = 20_000_000;
    private static final long BEAT_MILLIS = 20;

    private Heartbeat heart = quietNanos -> {};
    private long lastBeat = System.nanoTime();
    private long lastArrival = lastBeat;

    /** Reader: who hears it from now on. */
    void heart(Heartbeat listener) {
        heart = listener;
    }

    /** Reader, holding the lock: waits until somebody writes, for a beat at most. */
    @SuppressWarnings("WaitNotInLoop") // the reader looks again in any case
    void await() throws InterruptedIOException {
        try {
            wait(BEAT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Reader, not holding the lock: beats if it is time to. */
    void beat(boolean arrived) {
        long now = System.nanoTime();
        if (arrived) {
            lastArrival = now;
        }
        if (now - lastBeat >= BEAT_NANOS) {
            lastBeat = now;
            heart.beat(now - lastArrival);
        }
    }
}
