package io.finwait.pipeline;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import java.io.IOException;
import java.util.List;

/** Stands in for the pipeline. */
public final class Analysis {
    public Analysis(AnalysisRequest request) {}

    public Progress progress() {
        return new Progress();
    }

    public AnalysisResult run(List<AnalysisListener> listeners) throws IOException {
        throw new IOException("not wired");
    }

    /** Stands in. */
    public static final class Progress {
        public long bytesRead() {
            return 0;
        }

        public long totalBytes() {
            return -1;
        }

        public long frames() {
            return 0;
        }
    }
}
