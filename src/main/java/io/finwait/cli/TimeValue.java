package io.finwait.cli;

import io.finwait.pipeline.TimeBound;
import io.finwait.pipeline.TimeBound.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Points in time as people type them for {@code --from} and {@code --to}: an instant, a time of the capture's first day, an
 * offset from its first frame.
 */
final class TimeValue {
    private static final Pattern TIME = Pattern.compile("[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*");
    private static final int DATE_LENGTH = "2026-11-22".length();
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private TimeValue() {}

    /**
     * Reads one. What has no zone is UTC, as the reports are.
     *
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
                return new TimeBound(
                        Kind.TIME_OF_FIRST_DAY, LocalTime.parse(padded).toNanoOfDay());
            }
            String offset = text.startsWith("+") ? text.substring(1) : text;
            return new TimeBound(Kind.SINCE_FIRST_FRAME, DurationValue.nanos(offset));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no time: give an instant (2026-11-22T08:17:44Z), a time of the capture's first day"
                            + " (08:17:44) or an offset from its first packet (12.5s, 2m)",
                    e);
        }
    }

    private static long epochNanos(String iso) {
        boolean zoned = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > DATE_LENGTH;
        Instant instant = zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }
}
