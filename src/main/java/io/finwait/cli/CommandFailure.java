package io.finwait.cli;

import io.finwait.capture.CaptureException;
import io.finwait.capture.filter.FilterException;
import java.io.IOException;
import java.io.PrintWriter;

/** What a command's failures are to the user: one line on standard error and an exit status. */
final class CommandFailure {
    /** The work of a command. */
    interface Work {
        int run() throws IOException;
    }

    private CommandFailure() {}

    /** Does the work; returns its status, or that of its failure. Defects pass. */
    static int guard(PrintWriter err, Work work) {
        try {
            return work.run();
        } catch (UsageException e) {
            err.println("finwait: " + e.getMessage());
            return ExitCode.USAGE;
        } catch (OutputException e) {
            if (e.readerGone()) {
                return ExitCode.DONE;
            }
            err.println("finwait: " + e.getMessage());
            return ExitCode.USAGE;
        } catch (CaptureException e) {
            err.println("finwait: " + e.getMessage());
            return ExitCode.UNREADABLE;
        } catch (FilterException e) {
            err.println("finwait: " + e.getMessage());
            return ExitCode.USAGE;
        } catch (IOException e) {
            err.println("finwait: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return ExitCode.UNREADABLE;
        }
    }
}
