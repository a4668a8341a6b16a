package io.finwait.cli;

import io.finwait.pipeline.AnalysisRequest;
import io.finwait.report.TextStyle;
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

    /**
     * The screen, where standard output is a terminal that can have one; null otherwise.
     *
     * @param quit called when somebody has pressed the key for it
     */
    @Nullable
    LiveScreen open(Terminal terminal, AnalysisRequest request, TextStyle style, Runnable quit) {
        if (none || terminal.isDumb() || !terminal.isTerminal(Terminal.STDOUT)) {
            return null;
        }
        try {
            LiveScreen screen = LiveScreen.open(
                    new LiveScreen.Setting(style.withNames(request.names()), request.profiles(), quit),
                    terminal.type());
            ProcessSignals.handle("WINCH", screen::resized);
            return screen;
        } catch (IOException e) {
            return null; // a terminal of another kind: the report at the end is what there is
        }
    }
}
