package io.finwait.cli;

import io.finwait.screen.LiveScreen;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where lines for people go while a capture is live: to standard error, and where a screen is in the way, there and to both. */
final class LiveNotices implements Consumer<String>, AutoCloseable {
    /** How many are kept for when the screen is gone. */
    private static final int MOST = 100;

    private final PrintWriter err;
    private final List<String> kept = new ArrayList<>();
    private @Nullable LiveScreen screen;

    LiveNotices(PrintWriter err) {
        this.err = err;
    }

    /** Lines go there from now on, if it is there. */
    synchronized void to(@Nullable LiveScreen opened) {
        screen = opened;
    }

    /** Takes a line; from any thread. */
    @Override
    public synchronized void accept(String line) {
        if (screen == null) {
            CommandFailure.complain(err, line);
        } else {
            screen.notice(line);
            if (kept.size() < MOST) {
                kept.add(line);
            }
        }
    }

    /** The screen is gone. */
    @Override
    public synchronized void close() {
        screen = null;
        kept.forEach(line -> CommandFailure.complain(err, line));
        kept.clear();
    }
}
