package io.finwait.extract;

import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** The frames that findings in some connections cite. Bounded: what comes late is not remembered. */
final class Citations {
    private static final int MOST_STRAYS = 10_000;

    /** A frame that a finding of a connection cites although it lies before or after that connection's own. */
    private record Stray(long frame, int citedBy) {}

    private final FrameComments comments;
    private final List<Stray> strays = new ArrayList<>();

    Citations(FrameComments comments) {
        this.comments = comments;
    }

    void add(ConnectionRecord connection, List<Finding> findings) {
        for (Finding finding : findings) {
            comments.add(connection.id(), finding);
            for (long frame : finding.frames()) {
                boolean own = frame >= connection.firstFrame() && frame <= connection.lastFrame();
                if (!own && strays.size() < MOST_STRAYS) {
                    strays.add(new Stray(frame, connection.id()));
                }
            }
        }
    }

    /** What is said of the frames. */
    FrameComments comments() {
        return comments;
    }

    /** Adds frames that these connections cite and that may be of other connections. */
    void addStrays(BitSet ofConnections, Set<Long> frames) {
        for (Stray stray : strays) {
            if (ofConnections.get(stray.citedBy)) {
                frames.add(stray.frame);
            }
        }
    }
}
