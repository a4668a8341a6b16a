package io.finwait.cli;

import io.finwait.pipeline.AnalysisRequest;
import io.finwait.report.TextStyle;
import io.finwait.screen.KernelWatch;
import io.finwait.screen.LiveScreen;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether there is a screen while a capture is live. */
final class ScreenOptions {
    @Option(
            names = "--no-screen",
            description = "On a terminal, show nothing until the report; p, s, f and q are the keys of the screen.")
    private boolean none;

    /** Whether standard output is a terminal that can have one, and nobody does without. */
    boolean isPossible(Terminal terminal) {
        return !none && !terminal.isDumb() && terminal.isTerminal(Terminal.STDOUT);
    }

    /**
     * The screen; null where the terminal turns out not to allow it.
     *
     * @param kernel what this host has; null where that is not looked at
     * @param quit called when somebody has pressed the key for it
     */
    @Nullable
    LiveScreen open(
            Terminal terminal, AnalysisRequest request, TextStyle style, @Nullable KernelWatch kernel, Runnable quit) {
        try {
            LiveScreen screen = LiveScreen.open(
                    new LiveScreen.Setting(style.withNames(request.names()), kernel, quit), terminal.type());
            ProcessSignals.handle("WINCH", screen::resized);
            return screen;
        } catch (IOException e) {
            return null; // a terminal of another kind: the report at the end is what there is
        }
    }
}
