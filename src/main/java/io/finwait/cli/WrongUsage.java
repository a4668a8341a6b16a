package io.finwait.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be understood: one line, in the words that commands use themselves. */
final class WrongUsage {
    private WrongUsage() {}

    static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        ArgSpec argument = e.getArgSpec();
        String value = e.getValue();
        if (value != null) {
            if (argument == null) {
                return "unknown command '" + value + "'"; // asked for by help
            }
            Class<?> type = argument.type();
            if (type.isEnum()) {
                return name(argument) + ": there is no '" + value + "'; use " + names(type);
            }
            if (type == int.class || type == Integer.class) {
                return name(argument) + ": '" + value + "' is not a whole number up to " + Integer.MAX_VALUE;
            }
            if (type == long.class || type == Long.class) {
                return name(argument) + ": '" + value + "' is not a whole number";
            }
        }
        return oneLine(String.valueOf(e.getMessage()));
    }

    /**
     * Refuses empty values: they are variables of a script that are not set, and an empty name would stand for the working directory.
     *
     * @throws ParameterException naming the first of them
     */
    static void requireValues(ParseResult parsed) {
        for (ParseResult command = parsed; command != null; command = command.subcommand()) {
            for (ArgSpec argument : command.matchedArgs()) {
                if (argument.arity().max() > 0
                        && argument.originalStringValues().contains("")) {
                    throw new ParameterException(command.commandSpec().commandLine(), name(argument) + " is empty");
                }
            }
        }
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String unknown(UnmatchedArgumentException unmatched) {
        String argument = unmatched.getUnmatched().get(0);
        List<String> suggestions = unmatched.getSuggestions();
        boolean option = argument.startsWith("-");
        boolean command = unmatched.getCommandLine().getParent() == null;
        String hint = "";
        if (!option && command && isFile(argument)) {
            hint = "; did you mean 'finwait analyze " + argument + "'?";
        } else if (!suggestions.isEmpty()) {
            hint = "; did you mean " + String.join(" or ", suggestions.subList(0, Math.min(3, suggestions.size())))
                    + "?";
        }
        String what = option ? "option" : command ? "command" : "argument";
        return "unknown " + what + " '" + argument + "'" + hint;
    }

    private static boolean isFile(String argument) {
        try {
            return Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
