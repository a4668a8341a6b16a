package io.finwait.pipeline;

import io.finwait.analysis.ConnectionStory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stands in for the pipeline. */
public final class ConnectionTrace {
    private ConnectionTrace() {}

    public static @Nullable ConnectionStory of(AnalysisRequest request, int id) throws IOException {
        return null;
    }
}
