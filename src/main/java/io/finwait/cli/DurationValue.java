package io.finwait.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them: {@code 2s}, {@code 1.5ms}, {@code 250us}, {@code 2m}, {@code 1h}. */
final class DurationValue {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,12})?)\\s*(ns|us|µs|ms|s|m|min|h|d)");
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);

    private DurationValue() {}

    /**
     * @return nanoseconds, 0 or more
     * @throws IllegalArgumentException if {@code text} is not a duration
     */
    static long nanos(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 2s, 1.5ms, 250us or 2m");
        }
        BigDecimal nanos = new BigDecimal(form.group(1))
                .multiply(BigDecimal.valueOf(UNITS.getOrDefault(form.group(2), 1L)))
                .setScale(0, RoundingMode.HALF_UP);
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than finwait can count");
        }
        return nanos.longValueExact();
    }
}
