package io.finwait.report;

import io.finwait.analysis.SecondReading;
import io.finwait.analysis.SelectiveReading;
import org.jspecify.annotations.Nullable;

/**
 * How a page for people who were not there is made.
 *
 * @param maxBytes how long it may be, in UTF-8; of an HTML page, what its connections and ladders may take
 * @param command the command line that makes it
 * @param secondReading reads the capture again for its ladders and the times of frames; null where it can be read only once
 * @param selectiveReading reads it for further ladders and for timestamps; null likewise
 */
public record PageMaking(
        long maxBytes,
        String command,
        @Nullable SecondReading secondReading,
        @Nullable SelectiveReading selectiveReading) {
    /** Of a page that draws nothing. */
    public PageMaking(long maxBytes, String command, @Nullable SecondReading secondReading) {
        this(maxBytes, command, secondReading, null);
    }

    /** Of no page. */
    public static final PageMaking NONE = new PageMaking(Long.MAX_VALUE, "", null);
}
