package io.finwait.host;

/**
 * Something of a sample that people should know, in words.
 *
 * @param kind what it is about
 * @param text sentences with the numbers; may hold the name of a program, which is anybody's choice
 * @param source where the numbers are from, as files below /proc, settings and counters are called
 */
public record HostNote(Kind kind, String text, String source) {
    /** What notes are about, gravest first. */
    public enum Kind {
        PORTS_RUNNING_OUT(true),
        TW_RECYCLE(true),
        CONNTRACK_FULL(true),
        MEMORY(true),
        ORPHANS(true),
        LISTEN_OVERFLOWS(true),
        TIME_WAIT_OVERFLOW(true),
        CONNECTIONS_WAIT(false),
        CLOSE_WAIT(false),
        LAST_ACK(false),
        SYN_QUEUE_FULL(false),
        ABORTED_FOR_MEMORY(false),
        TW_REUSE_WITHOUT_TIMESTAMPS(false);

        private final boolean warning;

        Kind(boolean warning) {
            this.warning = warning;
        }

        /** Whether connections are refused or lost by it, or nearly are; else it may be normal. */
        public boolean isWarning() {
            return warning;
        }
    }
}
