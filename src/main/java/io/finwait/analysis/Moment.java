package io.finwait.analysis;

import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.Census;
import java.util.List;

/**
 * How things stand in a live capture.
 *
 * @param frames captured so far
 * @param dropped packets that the capturing systems say they lost so far; -1 where one does not say
 * @param soFar what rules across connections would say if all there is were the connections that are over by now; looked at less often
 *     than the rest
 */
public record Moment(Census census, long frames, long dropped, List<HostFinding> soFar) {
    /** The same with what rules say. */
    public Moment with(List<HostFinding> found) {
        return new Moment(census, frames, dropped, found);
    }
}
