package io.finwait.analysis;

import java.util.List;
import java.util.Map;

/**
 * What a second reading of a capture told.
 *
 * @param stories the connections that were asked for, as far as there are such, in order of id
 * @param frameNanos the times of those frames that were asked for and hold a segment, by frame number; nanoseconds since the epoch
 */
public record CloserLook(List<ConnectionStory> stories, Map<Long, Long> frameNanos) {
    public static final CloserLook NONE = new CloserLook(List.of(), Map.of());
}
