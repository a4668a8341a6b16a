package io.finwait.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.Frame;
import io.finwait.finding.Catalog;
import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import org.junit.jupiter.api.Test;

class FrameCommentsTest {
    private static Finding finding(int kind, long... frames) {
        return Finding.of(Catalog.kinds().get(kind), Confidence.CERTAIN, frames, () -> "");
    }

    private static Frame frame(long number, long numberInFile) {
        var frame = new Frame();
        frame.number = number;
        frame.numberInFile = numberInFile;
        return frame;
    }

    @Test
    void aFrameHasALineForEachFindingThatCitesIt() {
        var comments = new FrameComments();
        comments.add(3, finding(0, 7, 9));
        comments.add(3, finding(1, 9));
        comments.add(3, finding(1, 9));

        assertThat(comments.of(frame(9, 2)))
                .containsExactly(
                        "finwait: syn-retransmitted #3: A connection needed more than one SYN to open (frame 2)",
                        "finwait: synack-retransmitted #3: A server sent its SYN-ACK more than once (frame 2)");
        assertThat(comments.of(frame(8, 1))).isEmpty();
    }

    @Test
    void whatIsKeptIsBounded() {
        var comments = new FrameComments(2);
        comments.add(0, finding(0, 1, 2, 3));
        comments.add(0, finding(1, 2));

        assertThat(comments.of(frame(3, 3))).isEmpty();
        assertThat(comments.of(frame(2, 2))).hasSize(2);
    }
}
