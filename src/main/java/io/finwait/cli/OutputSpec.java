package io.finwait.cli;

/**
 * One output that was asked for.
 *
 * @param file a file name, or {@link #STDOUT}
 */
record OutputSpec(Format format, String file) {
    static final String STDOUT = "-";

    /** Formats of {@code analyze}. */
    enum Format {
        TEXT,
        MARKDOWN,
        HTML,
        JSON,
        NDJSON,
        CSV,
        ZEEK,
        EVE;

        @Override
        public String toString() {
            return Finwait.lowercase(this);
        }
    }

    boolean toStdout() {
        return file.equals(STDOUT);
    }
}
