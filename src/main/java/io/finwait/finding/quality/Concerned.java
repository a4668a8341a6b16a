package io.finwait.finding.quality;

import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The connections that a finding about the capture concerns: how many, which were finished first, and frames that show it. */
final class Concerned {
    private static final int MOST_LISTED = 100;
    private static final int MOST_FRAMES = 5;

    private final List<Integer> ids = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();
    private long count;
    private long firstSeenNanos = Long.MAX_VALUE;
    private long lastSeenNanos = Long.MIN_VALUE;

    void add(Life life) {
        count++;
        if (ids.size() < MOST_LISTED) {
            ids.add(life.id());
        }
        ConnectionOutline outline = life.outline();
        firstSeenNanos = Math.min(firstSeenNanos, outline.firstSeenNanos());
        lastSeenNanos = Math.max(lastSeenNanos, outline.lastSeenNanos());
    }

    /** Whether another frame is wanted: finding it may take a while. */
    boolean wantsFrame() {
        return frames.size() < MOST_FRAMES;
    }

    void addFrame(long frame) {
        if (frame > 0 && wantsFrame()) {
            frames.add(frame);
        }
    }

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** {@code , for example in frame 7}; nothing if there is no frame. */
    String exampleFrame() {
        return frames.isEmpty()
                ? ""
                : ", for example in frame "
                        + frames.stream().mapToLong(Long::longValue).min().getAsLong();
    }

    /**
     * The finding about the capture that they are.
     *
     * @param measurements as in {@link HostFinding}
     */
    HostFinding finding(FindingKind kind, Confidence confidence, String message, Map<String, Double> measurements) {
        return new HostFinding(
                kind,
                Severity.INFO,
                confidence,
                false,
                message,
                new Subject.Capture(),
                ids.stream().sorted().toList(),
                count,
                frames.stream().sorted().toList(),
                count == 0 ? 0 : firstSeenNanos,
                count == 0 ? 0 : lastSeenNanos,
                measurements);
    }
}
