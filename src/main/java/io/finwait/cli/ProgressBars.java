package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.pipeline.Analysis;
import io.finwait.pipeline.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bars on standard error for readings that take longer than a moment: on a terminal, where they are not unwanted. */
final class ProgressBars {
    /** None. */
    static final ProgressBars NONE = new ProgressBars(null);

    /** Null where none are shown. */
    private final @Nullable Terminal terminal;

    private ProgressBars(@Nullable Terminal terminal) {
        this.terminal = terminal;
    }

    /** Bars on that terminal, if it is one. */
    static ProgressBars on(Terminal terminal) {
        return terminal.isTerminal(Terminal.STDERR) ? new ProgressBars(terminal) : NONE;
    }

    /** Something that reads captures. */
    interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Shows a bar while something is read.
     *
     * @param task what that is, in a word or two
     * @param progress what the reading tells of itself
     */
    <T> T during(String task, Progress progress, Reading<T> reading) throws IOException {
        Terminal shown = terminal;
        if (shown == null) {
            return reading.read();
        }
        try (var display = new ProgressDisplay(task, progress, shown)) {
            display.start();
            return reading.read();
        }
    }

    /** Runs an analysis with a bar that is gone before a report appears where it stood. */
    AnalysisResult run(Analysis analysis, List<? extends AnalysisListener> listeners) throws IOException {
        Terminal shown = terminal;
        if (shown == null) {
            return analysis.run(List.copyOf(listeners));
        }
        try (var display = new ProgressDisplay("reading", analysis.progress(), shown)) {
            display.start();
            var all = new ArrayList<AnalysisListener>();
            all.add(display);
            all.addAll(listeners);
            return analysis.run(all);
        }
    }
}
