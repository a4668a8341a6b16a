package io.finwait.capture;

/** Beats on the reading thread while a live capture goes on, some fifty times a second, whether frames come or not. */
@FunctionalInterface
public interface Heartbeat {
    /**
     * Says how things stand.
     *
     * @param quietNanos how long nothing has come by now, on a clock that never steps
     */
    void beat(long quietNanos);
}
