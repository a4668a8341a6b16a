package io.finwait.compare;

import io.finwait.analysis.Sight;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the way of a fair comparison.
 *
 * @param message a sentence with the numbers
 * @param less whether AFTER may have less of something for that reason: then nothing is called gone or lower
 * @param more whether AFTER may have more of something for that reason: then nothing is called new or higher
 */
public record Obstacle(Kind kind, String message, boolean less, boolean more) {
    /** What is the matter. */
    public enum Kind {
        /** A side has no connections. */
        EMPTY,
        /** One capture is much longer than the other. */
        LENGTH,
        /** No service is on both sides. */
        SERVICES,
        /** The capture lost packets or stopped at damage. */
        LOSS,
        /** Only one direction was captured. */
        ONE_DIRECTION,
        /** Connections were given up to stay within memory. */
        EVICTED,
        /** Connections were under way when the capture began: worth knowing, no more. */
        CAPTURE_START,
        /** Different packets were chosen. */
        FILTER,
        /** Not all findings were looked for. */
        FINDINGS
    }

    /** Amounts that differ by less are alike: lengths, and how much was asked of a service. */
    static final double ALIKE = 0.8;

    /** In hundredths of connections: what concerns fewer can be put up with. */
    private static final int BEARABLE_PERCENT = 1;

    static List<Obstacle> between(Portrait before, Portrait after, boolean sharedService) {
        var obstacles = new ArrayList<Obstacle>();
        addOf("BEFORE", before, obstacles);
        addOf("AFTER", after, obstacles);
        if (before.connections() == 0 || after.connections() == 0) {
            return obstacles;
        }
        if (!sharedService) {
            obstacles.add(new Obstacle(Kind.SERVICES, "They have no service in common.", true, true));
        }
        addLength(before, after, obstacles);
        String filterBefore = before.origin().filter();
        String filterAfter = after.origin().filter();
        if (!Objects.equals(filterBefore, filterAfter)) {
            obstacles.add(new Obstacle(
                    Kind.FILTER,
                    "Different packets were chosen: BEFORE " + filter(filterBefore) + ", AFTER " + filter(filterAfter)
                            + ".",
                    true,
                    true));
        }
        return obstacles;
    }

    private static String filter(@Nullable String filter) {
        return filter == null ? "all" : "those that match '" + filter + "'";
    }

    private static void addLength(Portrait before, Portrait after, List<Obstacle> obstacles) {
        long first = before.lengthNanos();
        long second = after.lengthNanos();
        boolean shorter = second < ALIKE * first;
        boolean longer = first < ALIKE * second;
        if (shorter || longer) {
            obstacles.add(new Obstacle(
                    Kind.LENGTH,
                    "BEFORE lasts " + DurationText.of(first) + ", AFTER " + DurationText.of(second)
                            + ": that AFTER has " + (shorter ? "less" : "more") + " of something may be due to that.",
                    shorter,
                    longer));
        }
    }

    private static void addOf(String side, Portrait portrait, List<Obstacle> obstacles) {
        long all = portrait.connections();
        if (all == 0) {
            obstacles.add(new Obstacle(Kind.EMPTY, side + " has no TCP connection.", true, true));
            return;
        }
        Portrait.Gaps gaps = portrait.gaps();
        Sight sight = gaps.sight();
        if (gaps.damaged()) {
            obstacles.add(new Obstacle(Kind.LOSS, side + " is damaged and was read only in part.", true, true));
        }
        if (gaps.dropped() > 0) {
            obstacles.add(new Obstacle(
                    Kind.LOSS,
                    side + " lacks " + CountText.of(gaps.dropped(), "packet")
                            + " that the capturing system says it dropped.",
                    true,
                    true));
        }
        addShare(Kind.LOSS, side, sight.lossy(), all, "acknowledging what the capture does not hold", obstacles);
        addShare(Kind.ONE_DIRECTION, side, sight.oneSided(), all, "seen in one direction only", obstacles);
        addShare(Kind.LOSS, side, sight.headerCut(), all, "with TCP headers cut by the snap length", obstacles);
        addShare(Kind.EVICTED, side, gaps.evicted(), all, "given up early to stay within memory", obstacles);
        if (sight.begunBefore() > 0) {
            obstacles.add(new Obstacle(
                    Kind.CAPTURE_START,
                    side + " lacks the beginning of " + CountText.of(sight.begunBefore()) + " of its "
                            + CountText.of(all, "connection") + ": handshakes and requests before it began.",
                    false,
                    false));
        }
        if (portrait.scope().incomplete()) {
            obstacles.add(new Obstacle(
                    Kind.FINDINGS, side + " does not have all findings: some were muted or too many.", false, false));
        }
    }

    private static void addShare(Kind kind, String side, long count, long all, String what, List<Obstacle> obstacles) {
        if (count > 0) {
            boolean matters = 100 * count >= BEARABLE_PERCENT * all;
            obstacles.add(new Obstacle(
                    kind,
                    side + " has " + CountText.of(count) + " of " + CountText.of(all) + " connections " + what + ".",
                    matters,
                    matters));
        }
    }
}
