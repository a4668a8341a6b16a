package io.finwait.cli;

import io.finwait.capture.CaptureException;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.Damage;
import io.finwait.capture.filter.FilterException;
import io.finwait.report.TextStyle;
import io.finwait.words.CountText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

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
            complain(err, e);
            return ExitCode.USAGE;
        } catch (OutputException e) {
            if (e.readerGone()) {
                return ExitCode.DONE;
            }
            complain(err, e);
            return ExitCode.USAGE;
        } catch (CaptureException e) {
            complain(err, e);
            return ExitCode.UNREADABLE;
        } catch (FilterException e) {
            complain(err, e);
            return ExitCode.USAGE;
        } catch (IOException e) {
            complain(err, FileFailure.sentence(e));
            return ExitCode.UNREADABLE;
        }
    }

    private static void complain(PrintWriter err, Exception e) {
        String message = e.getMessage();
        complain(err, message == null ? e.toString() : message);
    }

    /** Prints the one line. Names of files in it are anybody's: nothing in them may speak to the terminal. */
    static void complain(PrintWriter err, String message) {
        var style = new TextStyle(TextStyle.DEFAULT_WIDTH, false, new Terminal(System.getenv()).isUnicode());
        err.println("finwait: " + style.safe(message));
    }

    /**
     * Says which inputs break off.
     *
     * @param became what was done with what comes before, as {@code was extracted}
     * @return whether any is damaged other than by its end
     */
    static boolean complainOfDamage(PrintWriter err, List<CaptureFile> files, String became) {
        boolean damaged = false;
        for (CaptureFile file : files) {
            Damage damage = file.damage();
            if (damage != null) {
                damaged |= !damage.cutShort();
                complain(
                        err,
                        file.name() + ": breaks off after packet " + CountText.of(damage.frame()) + ": "
                                + damage.reason() + "; what comes before that " + became);
            }
        }
        return damaged;
    }
}
