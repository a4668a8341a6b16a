package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.report.TextStyle;
import io.finwait.screen.KernelReport;
import io.finwait.screen.KernelWatch;
import io.finwait.screen.LiveScreen;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a live capture beside its reports: the screen, and at the end what the kernel has.
 *
 * @param screen null where there is none
 * @param kernel null where it is not looked at
 */
record LiveView(@Nullable LiveScreen screen, @Nullable KernelWatch kernel) implements Closeable {
    /** What is to hear of the analysis. */
    List<AnalysisListener> listeners() {
        var listeners = new ArrayList<AnalysisListener>();
        if (screen != null) {
            listeners.add(screen.listener());
        }
        if (kernel != null) {
            listeners.add(kernel);
        }
        return listeners;
    }

    /**
     * Writes what the kernel has to standard output, behind the report.
     *
     * @throws OutputException if that cannot be written
     */
    void writeKernel(TextStyle style) throws IOException {
        String text = kernel == null ? "" : KernelReport.of(kernel, style);
        if (!text.isEmpty()) {
            try (OutputFile out = OutputFile.stdout()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Gives the terminal back. */
    void giveBack() {
        try {
            if (screen != null) {
                screen.close();
            }
        } catch (IOException e) {
            // It is gone.
        }
    }

    @Override
    public void close() {
        giveBack();
        if (kernel != null) {
            kernel.close();
        }
    }
}
