package io.finwait.analysis;

import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;

/**
 * One connection with its segments.
 *
 * @param findings what was found in it, gravest first
 * @param steps the first and the last segments, in capture order
 * @param leftOut segments between them that were too many to keep; they follow the step with index {@code leftOutAfter - 1}
 */
public record ConnectionStory(
        ConnectionRecord connection, List<Finding> findings, List<LadderStep> steps, long leftOut, int leftOutAfter) {}
