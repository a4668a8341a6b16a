package io.finwait.cli;

/** Exit statuses, a contract with scripts. */
final class ExitCode {
    /** Done; a reader that closed our output early included. */
    static final int DONE = 0;
    /** Done, and something was found that {@code --fail-on} asked for. */
    static final int FOUND = 1;
    /** The command line is wrong, or an output cannot be written. */
    static final int USAGE = 2;
    /** The input could not be read at all. */
    static final int UNREADABLE = 3;
    /** The input was damaged part-way (with {@code --strict} also: cut short); what came before is reported. */
    static final int DAMAGED = 4;
    /** A defect of finwait. */
    static final int DEFECT = 70;

    private ExitCode() {}
}
