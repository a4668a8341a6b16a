package io.finwait.cli;

import io.finwait.cli.OutputSpec.Format;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plainest command lines of {@code analyze}: files and the options that most runs have. To load picocli takes as long as to
 * read half a million packets; that is left to what needs it: the other options, help, and mistakes.
 */
final class PlainArguments {
    private final String[] args;
    private final AnalyzeCommand command = new AnalyzeCommand();
    private int next = 1;

    private PlainArguments(String[] args) {
        this.args = args;
    }

    /** What picocli would make of {@code args}; null where it is to be asked. */
    static @Nullable AnalyzeCommand analyze(String[] args) {
        if (args.length < 2 || !args[0].equals("analyze")) {
            return null;
        }
        var plain = new PlainArguments(args);
        while (plain.next < args.length) {
            if (!plain.take()) {
                return null;
            }
        }
        return plain.command.inputs.isEmpty() ? null : plain.command;
    }

    /** Takes the next argument and its value, if it is plain. */
    private boolean take() {
        String argument = args[next++];
        switch (argument) {
            case "-q", "--quiet" -> command.quiet = true;
            case "--no-progress" -> command.noProgress = true;
            case "--top" -> {
                return next < args.length && top(args[next++]);
            }
            case "-f", "--format" -> {
                return next < args.length && format(args[next++]);
            }
            case "-o", "--output" -> {
                return next < args.length && output(args[next++]);
            }
            default -> {
                return input(argument);
            }
        }
        return true;
    }

    private boolean top(String rows) {
        try {
            command.reportOptions.lengthOptions.top = Integer.parseInt(rows);
            return command.reportOptions.lengthOptions.top >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean format(String name) {
        for (Format format : Format.values()) {
            if (format.toString().equals(name)) {
                command.reportOptions.outputOptions.format(format);
                return true;
            }
        }
        return false;
    }

    private boolean output(String file) {
        command.reportOptions.outputOptions.output(file);
        return isName(file);
    }

    private boolean input(String file) {
        return isName(file) && command.inputs.add(file);
    }

    /** Whether picocli takes {@code argument} for no option. */
    private static boolean isName(String argument) {
        return !argument.isEmpty() && (argument.charAt(0) != '-' || argument.equals("-"));
    }
}
