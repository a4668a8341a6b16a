package io.finwait.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** A bound of {@code --from} or {@code --to}: an instant, a time of the capture's first day, or an offset from its first frame. */
final class TimeBound {
    private enum Kind {
        INSTANT,
        TIME_OF_DAY,
        OFFSET
    }

    private static final Pattern TIME = Pattern.compile("[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

    private final Kind kind;
    private final long nanos;

    private TimeBound(Kind kind, long nanos) {
        this.kind = kind;
        this.nanos = nanos;
    }

    /**
     * @throws IllegalArgumentException if {@code text} is none of the three
     */
    static TimeBound parse(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return new TimeBound(
                        Kind.INSTANT, epochNanos(text.replace(' ', 'T').toUpperCase(Locale.ROOT)));
            }
            if (TIME.matcher(text).matches()) {
                String padded = text.indexOf(':') == 1 ? "0" + text : text;
                return new TimeBound(Kind.TIME_OF_DAY, LocalTime.parse(padded).toNanoOfDay());
            }
            return new TimeBound(Kind.OFFSET, DurationValue.nanos(text.startsWith("+") ? text.substring(1) : text));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no time: give an instant (2026-11-22T08:17:44Z), a time of the capture's first day"
                            + " (08:17:44) or an offset from its first packet (12.5s, 2m)",
                    e);
        }
    }

    private static long epochNanos(String iso) {
        boolean zoned = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > "2026-11-22".length();
        Instant instant = zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }

    /** Whether {@link #epochNanos(long)} needs to know when the capture begins. */
    boolean needsFirstFrame() {
        return kind != Kind.INSTANT;
    }

    /**
     * The instant meant.
     *
     * @param firstFrameNanos time of the capture's first frame, nanoseconds since the epoch; any if it is not needed
     */
    long epochNanos(long firstFrameNanos) {
        return switch (kind) {
            case INSTANT -> nanos;
            case TIME_OF_DAY -> Math.floorDiv(firstFrameNanos, NANOS_PER_DAY) * NANOS_PER_DAY + nanos;
            case OFFSET -> firstFrameNanos > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : firstFrameNanos + nanos;
        };
    }
}
