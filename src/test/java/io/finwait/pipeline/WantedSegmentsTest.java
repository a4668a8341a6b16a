package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.SelectiveReading.Seen;
import io.finwait.analysis.SelectiveReading.Wish;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tracking only the connections that are wanted shows them as tracking all does. */
class WantedSegmentsTest {
    private static final int AT_EACH_END = 20;

    static List<String> samples() {
        return Samples.names();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void segmentsAreThoseThatTheWholeTrackerFinds(String sample) throws IOException {
        AnalysisRequest request = Requests.of(Samples.path(sample));
        var wishes = new Wishes();
        new Analysis(request).run(List.of(wishes));
        Set<Integer> ids =
                wishes.list.stream().map(wish -> wish.connection().id()).collect(Collectors.toSet());

        Seen seen = WantedSegments.of(request, new Progress()).look(wishes.list, List.of());

        List<ConnectionStory> byTheWhole = new CloserReading(request, AT_EACH_END, new Progress())
                .look(ids, Set.of())
                .stories();
        assertThat(seen.stories()).usingRecursiveComparison().isEqualTo(byTheWhole);
    }

    /** Every third connection, so that there are others to pass over. */
    private static final class Wishes implements AnalysisListener {
        private final List<Wish> list = new ArrayList<>();

        @Override
        public void begin(AnalysisContext context, List<CaptureFile> files) {}

        @Override
        public void connection(ConnectionRecord connection, List<Finding> findings) {
            if (connection.id() % 3 == 0) {
                list.add(new Wish(connection, findings, AT_EACH_END));
            }
        }

        @Override
        public void end(AnalysisResult result) {
            list.sort((a, b) -> a.connection().id() - b.connection().id());
        }
    }
}
