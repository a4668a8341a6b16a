package io.finwait.cli;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureFormat;
import io.finwait.capture.LinkTypes;
import io.finwait.capture.live.LiveCapture;
import io.finwait.screen.LiveScreen;
import io.finwait.words.CountText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens when capturing has begun: it is said, on standard error and on the screen, and the time begins to run. */
final class LiveStart implements StartListener {
    private final PrintWriter err;
    private final boolean quiet;
    private final @Nullable Long nanos;
    private final LiveCapture capture;
    private final @Nullable LiveScreen screen;

    /**
     * Prepares it.
     *
     * @param nanos how long it may take; null for ever
     * @param screen null where there is none
     */
    LiveStart(PrintWriter err, boolean quiet, @Nullable Long nanos, LiveCapture capture, @Nullable LiveScreen screen) {
        this.screen = screen;
        this.err = err;
        this.quiet = quiet;
        this.nanos = nanos;
        this.capture = capture;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        if (!quiet) {
            say(context, files);
        }
        if (screen != null) {
            screen.start(files.stream().map(LiveStart::name).collect(Collectors.joining(", ")) + filter(context));
        }
        if (nanos != null) {
            endAfter(nanos);
        }
    }

    private void endAfter(long lasting) {
        var clock = new Thread(
                () -> {
                    try {
                        TimeUnit.NANOSECONDS.sleep(lasting);
                        capture.stop();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "finwait-duration");
        clock.setDaemon(true);
        clock.start();
    }

    private void say(AnalysisContext context, List<CaptureFile> files) {
        boolean capturing = files.stream().anyMatch(file -> file.format() == CaptureFormat.LIVE);
        if (capturing && Privileges.ofProcess().root()) {
            CommandFailure.complain(err, "running as root; CAP_NET_RAW alone is enough (docs/live.md)");
        }
        String names = files.stream().map(LiveStart::described).collect(Collectors.joining(", "));
        CommandFailure.complain(err, "listening on " + names + filter(context) + "; Ctrl-C ends with the report");
    }

    private static String filter(AnalysisContext context) {
        String filter = context.filter();
        return filter == null ? "" : ", filter '" + filter + "'";
    }

    private static String name(CaptureFile file) {
        return file.name().equals("-") ? "standard input" : file.name();
    }

    private static String described(CaptureFile file) {
        String links = file.linkTypes().stream().map(LinkTypes::name).collect(Collectors.joining(", "));
        return name(file) + " (" + links + (links.isEmpty() ? "" : ", ") + "snap length "
                + CountText.of(file.snapLength()) + ")";
    }

    /** The reports come now. */
    @Override
    public void end(AnalysisResult result) throws IOException {
        if (screen != null) {
            screen.close();
        }
    }
}
