package io.finwait.pipeline;

import java.io.IOException;

/** What one of the threads behind the tracker does. */
interface TurnWork {
    /** A word for it, for the thread's name. */
    String name();

    /** Works on one batch. */
    void on(TurnBatch batch) throws IOException;
}
