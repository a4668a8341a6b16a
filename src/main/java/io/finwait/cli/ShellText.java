package io.finwait.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command line as one types it into bash or zsh to run the same again. */
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./=-]+");

    private ShellText() {}

    /** {@code finwait} with these arguments. */
    static String command(List<String> arguments) {
        return arguments.stream().map(ShellText::quoted).collect(Collectors.joining(" ", "finwait ", ""));
    }

    static String quoted(String argument) {
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        boolean visible = argument.codePoints().allMatch(ShellText::isVisible);
        return visible ? "'" + argument.replace("'", "'\\''") + "'" : escaped(argument);
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The form of quotation in which everything has an escape. */
    private static String escaped(String argument) {
        var text = new StringBuilder("$'");
        argument.codePoints().forEach(c -> {
            if (c == '\'' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (isVisible(c)) {
                text.appendCodePoint(c);
            } else if (c < 0x80) {
                text.append("\\x").append(Integer.toHexString(0x100 | c).substring(1));
            } else {
                text.append("\\U").append(Long.toHexString(0x1_0000_0000L | c).substring(1));
            }
        });
        return text.append('\'').toString();
    }
}
