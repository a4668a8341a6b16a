package io.finwait.capture.libpcap;

import java.io.IOException;

/** Where devices are looked for: here, or in another network namespace. What was opened there stays there. */
@FunctionalInterface
public interface Place {
    /** This process's own. */
    Place HERE = Action::run;

    /** What is done there. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /**
     * Does something there, and returns when it is done.
     *
     * @throws IOException the action's, or because nobody may go there
     */
    void run(Action action) throws IOException;
}
