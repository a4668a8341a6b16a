package io.finwait.pipeline;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.SummaryCollector;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.decode.DecodeCounters;
import java.io.IOException;
import java.util.List;

/** Stands in for the pipeline. */
public final class Analysis {
    private final AnalysisRequest request;

    public Analysis(AnalysisRequest request) {
        this.request = request;
    }

    public Progress progress() {
        return new Progress();
    }

    public AnalysisResult run(List<AnalysisListener> listeners) throws IOException {
        try (var input = CaptureInput.open(request.inputs(), System.in)) {
            var context = new AnalysisContext(request.inputs(), request.filter(), request.version());
            for (AnalysisListener listener : listeners) {
                listener.begin(context, input.files());
            }
            var frame = new Frame();
            while (input.next(frame)) {}
            var result = new AnalysisResult(
                    input.files(), new DecodeCounters(), 0, 0, new SummaryCollector().summary(), true, 0);
            for (AnalysisListener listener : listeners) {
                listener.end(result);
            }
            return result;
        }
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
