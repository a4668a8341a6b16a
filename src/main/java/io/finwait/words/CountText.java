package io.finwait.words;

/** Counts and shares for people. */
public final class CountText {
    private CountText() {}

    /** Thousands separated by commas, whatever the locale. */
    public static String of(long count) {
        String digits = Long.toString(count);
        int first = count < 0 ? 1 : 0;
        if (digits.length() - first <= 3) {
            return digits;
        }
        var text = new StringBuilder(digits);
        for (int at = text.length() - 3; at > first; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /** {@code 1 packet}, {@code 2 packets}. */
    public static String of(long count, String noun) {
        return of(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A rate or a mean: three digits or all before the point, two decimals at most. */
    public static String ofRate(double rate) {
        if (rate >= 100) {
            return of(Math.round(rate));
        }
        if (rate >= 10) {
            long tenths = Math.round(rate * 10);
            return tenths / 10 + "." + tenths % 10;
        }
        long hundredths = Math.round(rate * 100);
        return hundredths / 100 + "." + Long.toString(100 + hundredths % 100).substring(1);
    }

    /**
     * A share without decimals, one below 1 %. Says 100 % only of all and 0 % only of none.
     *
     * @param whole more than 0
     */
    public static String percent(long part, long whole) {
        double share = 100.0 * part / whole;
        if (part == 0 || part == whole) {
            return part == 0 ? "0 %" : "100 %";
        }
        if (share < 1) {
            long tenths = Math.max(1, Math.round(share * 10));
            return tenths == 10 ? "1 %" : "0." + tenths + " %";
        }
        return Math.min(99, Math.round(share)) + " %";
    }
}
