package io.finwait.words;

/** Durations for people: three significant digits and a unit that fits, as 0.287 ms, 41.2 ms, 3.01 s, 1 m 02 s. */
public final class DurationText {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private DurationText() {}

    /**
     * A duration; {@code -} for one that is not known.
     *
     * @param nanos negative if it is not known
     */
    public static String of(long nanos) {
        if (nanos < 0) {
            return "-";
        }
        if (nanos == 0) {
            return "0 ms";
        }
        if (nanos < MILLI / 10) {
            return tiny(nanos);
        }
        // The bounds are where the next lower unit would round up to four digits.
        if (nanos < 999_500 * MICRO) {
            return threeDigits(nanos, MILLI, " ms");
        }
        if (nanos < 59_950 * MILLI) {
            return threeDigits(nanos, SECOND, " s");
        }
        long seconds = (nanos + SECOND / 2) / SECOND;
        if (seconds < HOUR) {
            return seconds / MINUTE + " m " + twoDigits(seconds % MINUTE) + " s";
        }
        long minutes = (seconds + MINUTE / 2) / MINUTE;
        if (minutes < DAY / MINUTE) {
            return minutes / 60 + " h " + twoDigits(minutes % 60) + " m";
        }
        long hours = (seconds + HOUR / 2) / HOUR;
        return CountText.of(hours / 24) + " d " + twoDigits(hours % 24) + " h";
    }

    /** Below 0.1 ms: three digits, but no zeros beyond the microsecond. */
    private static String tiny(long nanos) {
        long step = nanos >= 10_000 ? 100 : nanos >= 1_000 ? 10 : 1;
        long rounded = (nanos + step / 2) / step * step;
        var text = new StringBuilder("0.").append(Long.toString(MILLI + rounded).substring(1));
        while (text.length() > "0.000".length() && text.charAt(text.length() - 1) == '0') {
            text.setLength(text.length() - 1);
        }
        return text.append(" ms").toString();
    }

    private static String threeDigits(long nanos, long unit, String unitText) {
        int decimals = 2;
        for (long bound = 9_995; decimals > 0 && nanos >= bound * (unit / 1_000); bound *= 10) {
            decimals--;
        }
        if (nanos < unit - unit / 2_000) {
            decimals = 3;
        }
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        long step = unit / scale;
        long scaled = (nanos + step / 2) / step;
        if (decimals == 0) {
            return scaled + unitText;
        }
        String fraction = Long.toString(scale + scaled % scale);
        return new StringBuilder()
                .append(scaled / scale)
                .append('.')
                .append(fraction, 1, fraction.length())
                .append(unitText)
                .toString();
    }

    private static String twoDigits(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }
}
