package io.finwait.report;

import io.finwait.analysis.SecondReading;
import org.jspecify.annotations.Nullable;

/**
 * How a page for people who were not there is made.
 *
 * @param maxBytes how long it may be, in UTF-8; of an HTML page, what its connections may take
 * @param command the command line that makes it
 * @param secondReading reads the capture again for its ladders and the times of frames; null where it can be read only once
 */
public record PageMaking(
        long maxBytes, String command, @Nullable SecondReading secondReading) {
    /** Of no page. */
    public static final PageMaking NONE = new PageMaking(Long.MAX_VALUE, "", null);
}
