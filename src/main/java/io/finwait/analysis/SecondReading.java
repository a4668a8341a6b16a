package io.finwait.analysis;

import java.io.IOException;
import java.util.Set;

/** Reads a capture once more, for what the first reading has shown to matter. */
@FunctionalInterface
public interface SecondReading {
    /**
     * Reads the whole capture.
     *
     * @param connections ids of connections whose segments are wanted; each is kept in memory, so a few
     * @param frames numbers of frames whose times are wanted
     */
    CloserLook look(Set<Integer> connections, Set<Long> frames) throws IOException;
}
