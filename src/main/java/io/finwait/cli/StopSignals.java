package io.finwait.cli;

import io.finwait.capture.libpcap.ProcessExit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Ctrl-C, kill and a terminal that closes do: the first ends the work in good order, the second the process; and where signals
 * cannot be heard of, the first.
 */
final class StopSignals {
    private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15, "HUP", 1);

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int ENDED_BY_SIGNAL = 128;

    private StopSignals() {}

    /**
     * Calls {@code stop} at the first signal, on a thread of its own.
     *
     * @param last called at the second one, right before the process ends
     */
    static void onFirst(Runnable stop, Runnable last) {
        var stopping = new AtomicBoolean();
        SIGNALS.forEach((name, number) -> ProcessSignals.handle(name, () -> {
            if (stopping.compareAndSet(false, true)) {
                stop.run();
            } else {
                last.run();
                ProcessExit.now(ENDED_BY_SIGNAL + number);
                Runtime.getRuntime().halt(ENDED_BY_SIGNAL + number);
            }
        }));
    }
}
