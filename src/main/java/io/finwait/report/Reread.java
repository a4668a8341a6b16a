package io.finwait.report;

import io.finwait.analysis.CloserLook;
import io.finwait.analysis.SecondReading;
import java.io.IOException;
import java.util.Set;

/**
 * What a second reading gave to a page.
 *
 * @param problem why there was none, how a sentence ends that says what is missing for it; empty if there was one, or none was needed
 */
record Reread(CloserLook look, String problem) {
    /** Reads the capture again, if there is anything to look for. */
    static Reread of(PageMaking making, Set<Integer> connections, Set<Long> frames) {
        if (connections.isEmpty() && frames.isEmpty()) {
            return new Reread(CloserLook.NONE, "");
        }
        SecondReading again = making.secondReading();
        if (again == null) {
            return new Reread(CloserLook.NONE, ": what comes through a pipe can be read only once");
        }
        try {
            return new Reread(again.look(connections, frames), "");
        } catch (IOException e) {
            return new Reread(CloserLook.NONE, ", because the second reading failed: " + e.getMessage());
        }
    }
}
