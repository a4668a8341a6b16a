package io.finwait.compare;

import io.finwait.lifecycle.Role;

/**
 * The most connections of one service in TIME_WAIT at once on one side, before and after. A peak is only called lower where the service
 * was asked for about as much, within as long as TIME_WAIT lasts: that is what fills it.
 *
 * @param before and {@code after}: -1 where not known
 */
public record TimeWaitChange(ServiceMatch service, Role side, long before, long after, Change change) {
    /** Linux's (include/net/tcp.h, TCP_TIMEWAIT_LEN), where nobody was in TIME_WAIT to tell. */
    private static final long USUAL_NANOS = 60_000_000_000L;

    /** Peaks that differ by fewer sockets are not called different. */
    private static final long LEAST_DIFFERENCE = 3;

    static TimeWaitChange of(ServiceMatch service, Role side, Claims claims) {
        ServiceFigures before = service.before();
        ServiceFigures after = service.after();
        long first = side == Role.SERVER ? before.serverTimeWaitPeak() : before.clientTimeWaitPeak();
        long second = side == Role.SERVER ? after.serverTimeWaitPeak() : after.clientTimeWaitPeak();
        return new TimeWaitChange(service, side, first, second, change(service, first, second, claims));
    }

    /** Whether the peaks differ by so much that they could be called lower or higher. */
    public boolean differs() {
        return before >= 0 && after >= 0 && differ(Math.min(before, after), Math.max(before, after));
    }

    private static boolean differ(long less, long more) {
        return more - less >= LEAST_DIFFERENCE && less < Obstacle.ALIKE * more;
    }

    private static Change change(ServiceMatch service, long first, long second, Claims claims) {
        if (first == second) {
            return Change.SAME;
        }
        if (first < 0 || second < 0) {
            return Change.UNCLEAR;
        }
        long yetToCome = (second < first ? service.after() : service.before()).stillOpen();
        if (!differ(Math.min(first, second) + yetToCome, Math.max(first, second))) {
            return Change.UNCLEAR; // alike, or they would be if what is still open were closed
        }
        long lastsBefore = service.before().timeWaitNanos();
        long lastsAfter = service.after().timeWaitNanos();
        if (lastsBefore != lastsAfter && lastsBefore > 0 && lastsAfter > 0) {
            return Change.UNCLEAR; // one was read with another --time-wait or --profile
        }
        if (second < first) {
            return claims.sightAllowsLess() && isAskedAsMuch(service, false, first, claims)
                    ? Change.LOWER
                    : Change.UNCLEAR;
        }
        return claims.sightAllowsMore() && isAskedAsMuch(service, true, second, claims)
                ? Change.HIGHER
                : Change.UNCLEAR;
    }

    /**
     * Whether the service was asked for about as much, where its peak is lower, as where it is higher: in no more time, or, if in each the
     * load was spread evenly but for the peak, while TIME_WAIT lasts.
     */
    private static boolean isAskedAsMuch(ServiceMatch service, boolean lowerBefore, long peak, Claims claims) {
        long low = service.load(lowerBefore);
        long high = service.load(!lowerBefore);
        long lowNanos = (lowerBefore ? claims.before() : claims.after()).lengthNanos();
        long highNanos = (lowerBefore ? claims.after() : claims.before()).lengthNanos();
        if (low >= Obstacle.ALIKE * high && Obstacle.ALIKE * lowNanos <= highNanos) {
            return true;
        }
        long lasts = Math.max(service.before().timeWaitNanos(), service.after().timeWaitNanos());
        long window = lasts == 0 ? USUAL_NANOS : lasts;
        double atPeak = Math.max((double) peak, high * share(window, highNanos));
        return low * share(window, lowNanos) >= Obstacle.ALIKE * atPeak;
    }

    private static double share(long window, long length) {
        return length <= window ? 1 : (double) window / length;
    }
}
