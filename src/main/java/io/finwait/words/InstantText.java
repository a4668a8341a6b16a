package io.finwait.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants for people, in UTC. */
public final class InstantText {
    private static final DateTimeFormatter DATE_TIME = formatter("uuuu-MM-dd HH:mm:ss'Z'");
    private static final DateTimeFormatter SECOND = formatter("HH:mm:ss'Z'");
    private static final DateTimeFormatter MILLI = formatter("HH:mm:ss.SSS");
    private static final DateTimeFormatter MICRO = formatter("HH:mm:ss.SSSSSS");

    private InstantText() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** {@code 2026-11-22 08:17:44Z}. */
    public static String dateTime(long epochNanos) {
        return DATE_TIME.format(instant(epochNanos));
    }

    /** {@code 08:17:44Z}. */
    public static String second(long epochNanos) {
        return SECOND.format(instant(epochNanos));
    }

    /** {@code 08:17:44.040}. */
    public static String milli(long epochNanos) {
        return MILLI.format(instant(epochNanos));
    }

    /** {@code 08:17:44.040428}. */
    public static String micro(long epochNanos) {
        return MICRO.format(instant(epochNanos));
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L));
    }
}
