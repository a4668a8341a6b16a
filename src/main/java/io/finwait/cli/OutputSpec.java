package io.finwait.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One output that was asked for: a format, a file, or both. */
final class OutputSpec {
    static final String STDOUT = "-";

    /** Formats of {@code analyze}. */
    enum Format {
        TEXT,
        JSON,
        NDJSON,
        CSV;

        @Override
        public String toString() {
            return Finwait.lowercase(this);
        }
    }

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description =
                    "${COMPLETION-CANDIDATES}; text by default. With -o after it, for that file; repeatable in pairs.")
    private @Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the output of the --format before it goes; - is standard output, the default.")
    private @Nullable String file;

    Format format() {
        return format == null ? Format.TEXT : format;
    }

    /** A file name, or {@link #STDOUT}. */
    String file() {
        return file == null ? STDOUT : file;
    }

    boolean toStdout() {
        return file().equals(STDOUT);
    }
}
