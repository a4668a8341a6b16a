package io.finwait.report;

import io.finwait.analysis.Names;

/**
 * How text is drawn.
 *
 * @param width columns a line may take, at least {@link #MIN_WIDTH}
 * @param color whether ANSI colours may be used
 * @param unicode whether characters beyond ASCII may be used
 * @param names what stands beside addresses
 */
public record TextStyle(int width, boolean color, boolean unicode, Names names) {
    public static final int MIN_WIDTH = 60;
    public static final int DEFAULT_WIDTH = 80;

    /** One that names nobody. */
    public TextStyle(int width, boolean color, boolean unicode) {
        this(width, color, unicode, Names.NONE);
    }

    public TextStyle {
        if (width < MIN_WIDTH) {
            throw new IllegalArgumentException("width " + width + " is less than " + MIN_WIDTH);
        }
    }

    public TextStyle withNames(Names given) {
        return new TextStyle(width, color, unicode, given);
    }

    /** Text that finwait made, with the names of those whose addresses are in it. */
    public String named(String text) {
        return names.in(text, this::safe);
    }

    /** An address, or an address with its port, and the name of whom it is. */
    public String named(Object address) {
        return named(address.toString());
    }

    /** What stands between a sender and a receiver. */
    public String arrow() {
        return unicode ? "→" : "->";
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String warning(String text) {
        return paint("1;33", text);
    }

    public String error(String text) {
        return paint("1;31", text);
    }

    /** Colours {@code text} with an SGR code (ECMA-48 §8.3.117). */
    public String paint(String code, String text) {
        return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** A bar of at most {@code cells} columns, in proportion to {@code part} of {@code whole}; visible unless {@code part} is 0. */
    public String bar(long part, long whole, int cells) {
        if (part == 0 || whole == 0) {
            return "";
        }
        double share = (double) part / whole;
        if (!unicode) {
            return "#".repeat((int) Math.max(1, Math.round(share * cells)));
        }
        int eighths = (int) Math.max(1, Math.round(share * cells * 8));
        String bar = "█".repeat(eighths / 8);
        return eighths % 8 == 0 ? bar : bar + "▏▎▍▌▋▊▉".charAt(eighths % 8 - 1);
    }

    /** A column for each value, as high as it is in proportion to {@code peak}; a blank only for 0. */
    public String curve(long[] values, long peak) {
        String heights = unicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@";
        var curve = new StringBuilder(values.length);
        for (long value : values) {
            int height = peak == 0 ? 0 : (int) Math.ceil((double) value / peak * heights.length());
            curve.append(height == 0 ? ' ' : heights.charAt(Math.min(height, heights.length()) - 1));
        }
        return curve.toString();
    }

    /**
     * Text from outside, such as a file name, made safe for a terminal: control characters and invisible format characters
     * (which can turn the direction of a line) are shown as escapes.
     */
    public String safe(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.UNASSIGNED;
            if (c < 0x80 && hidden) {
                safe.append("\\x").append(Integer.toHexString(0x100 | c).substring(1));
            } else if (hidden || (c >= 0x80 && !unicode)) {
                safe.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
