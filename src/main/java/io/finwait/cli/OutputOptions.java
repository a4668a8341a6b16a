package io.finwait.cli;

import io.finwait.cli.OutputSpec.Format;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The pairs of {@code --format} and {@code -o}. Their order matters: a format begins an output, the file that follows it is
 * its own, and a file without a format of its own is text.
 */
final class OutputOptions {
    private final List<OutputSpec> outputs = new ArrayList<>();
    private @Nullable Format waiting;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; text by default. For the -o after it, else for standard output."
                    + " Repeatable in pairs: several outputs of one reading.")
    void format(@Nullable Format format) {
        finish();
        waiting = format;
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the output goes whose --format stands before it; - is standard output, the default.")
    void output(@Nullable String file) {
        if (file != null) {
            outputs.add(new OutputSpec(waiting == null ? Format.TEXT : waiting, file));
            waiting = null;
        }
    }

    private void finish() {
        Format format = waiting;
        if (format != null) {
            outputs.add(new OutputSpec(format, OutputSpec.STDOUT));
            waiting = null;
        }
    }

    /** What was asked for: text on standard output if nothing was. */
    List<OutputSpec> outputs() {
        List<OutputSpec> given = given();
        return given.isEmpty() ? List.of(new OutputSpec(Format.TEXT, OutputSpec.STDOUT)) : given;
    }

    /** What was asked for, perhaps nothing. */
    List<OutputSpec> given() {
        finish();
        return List.copyOf(outputs);
    }
}
