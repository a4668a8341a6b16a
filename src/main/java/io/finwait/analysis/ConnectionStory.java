package io.finwait.analysis;

import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;

/**
 * One connection with its segments.
 *
 * @param steps the first and the last segments, in capture order
 * @param leftOut segments between them that were too many to keep; they follow the step with index {@code leftOutAfter - 1}
 */
public record ConnectionStory(ConnectionRecord connection, List<LadderStep> steps, long leftOut, int leftOutAfter) {}
