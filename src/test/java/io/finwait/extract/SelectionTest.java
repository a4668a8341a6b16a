package io.finwait.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.Frame;
import io.finwait.pipeline.Analysis;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    /** Of 400 connections 20 were aborted; most of the others have another finding. */
    private static final Choice ABORTED = new Choice(c -> true, Set.of("abort-by-application"));

    @Test
    void whatFindingsOfOthersCiteTakesNoRoomFromThoseAskedFor() throws IOException {
        var selection = new Selection(ABORTED, new FrameComments(), new FrameComments(1));
        new Analysis(Requests.of(Samples.path("churn-seed.pcap"))).run(List.of(selection));

        assertThat(selection.ids().cardinality()).isGreaterThanOrEqualTo(20);
        assertThat(aborts(selection)).isEqualTo(20);
    }

    private static long aborts(Selection selection) {
        var frame = new Frame();
        long aborts = 0;
        for (frame.number = 1; frame.number <= 3_920; frame.number++) {
            aborts += selection.comments(frame).stream()
                    .filter(comment -> comment.contains("abort-by-application"))
                    .count();
        }
        return aborts;
    }
}
