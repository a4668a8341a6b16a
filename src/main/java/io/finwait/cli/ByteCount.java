package io.finwait.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people type them: {@code 65536}, {@code 32k}, {@code 1M}, {@code 2GiB}. */
final class ByteCount {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(|k|K|M|G|KiB|MiB|GiB)");
    private static final long KILO = 1_000;
    private static final long KIBI = 1_024;

    private ByteCount() {}

    /**
     * @return bytes, where k is 1,000, M and G 1,000 times more each, and KiB, MiB and GiB the same with 1,024
     * @throws IllegalArgumentException if {@code text} is no size
     */
    static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 65536, 32k or 1M");
        }
        long unit =
                switch (form.group(2)) {
                    case "" -> 1;
                    case "KiB" -> KIBI;
                    case "MiB" -> KIBI * KIBI;
                    case "GiB" -> KIBI * KIBI * KIBI;
                    case "M" -> KILO * KILO;
                    case "G" -> KILO * KILO * KILO;
                    default -> KILO;
                };
        return Long.parseLong(form.group(1)) * unit;
    }
}
