package io.finwait.analysis;

import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.util.List;

/** Reads a capture once more for the segments of connections that are known from the first reading, and looks at no others. */
@FunctionalInterface
public interface SelectiveReading {
    /**
     * A connection whose segments are wanted.
     *
     * @param findings what was found in it, gravest first
     * @param mostAtEachEnd how many segments are kept, of the first and of the last ones
     */
    record Wish(ConnectionRecord connection, List<Finding> findings, int mostAtEachEnd) {}

    /**
     * What was read.
     *
     * @param stories the connections that were wished for, in the order of the wishes
     * @param stamps the timestamps of the addresses that were asked for, in their order
     */
    record Seen(List<ConnectionStory> stories, List<SynStamps> stamps) {
        public static final Seen NOTHING = new Seen(List.of(), List.of());
    }

    /**
     * Reads as much of the capture as it takes.
     *
     * @param addresses whose SYNs are wanted
     */
    Seen look(List<Wish> wishes, List<SharedAddress> addresses) throws IOException;
}
