package io.finwait.pipeline;

/**
 * One end of the span of time that counts.
 *
 * @param kind what {@code nanos} is relative to
 * @param nanos nanoseconds since the epoch, since the first frame, or since midnight (UTC) of the first frame's day
 */
public record TimeBound(Kind kind, long nanos) {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    /** What a bound is relative to. */
    public enum Kind {
        NONE,
        INSTANT,
        SINCE_FIRST_FRAME,
        TIME_OF_FIRST_DAY
    }

    /** No bound. */
    public static final TimeBound NONE = new TimeBound(Kind.NONE, 0);

    /**
     * The instant it stands for.
     *
     * @param firstNanos time of the first frame
     * @param unbounded what {@link #NONE} stands for
     */
    long resolve(long firstNanos, long unbounded) {
        return switch (kind) {
            case NONE -> unbounded;
            case INSTANT -> nanos;
            case SINCE_FIRST_FRAME -> firstNanos + nanos;
            case TIME_OF_FIRST_DAY -> Math.floorDiv(firstNanos, NANOS_PER_DAY) * NANOS_PER_DAY + nanos;
        };
    }
}
