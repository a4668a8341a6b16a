package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.ConnectionStory;
import io.finwait.lifecycle.TimeWait;
import io.finwait.testing.Requests;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A real kernel's TIME_WAIT whose last ACK was lost: {@code samples/last-ack-lost.pcap}. */
class LastAckLostTest {
    @Test
    void theRepeatedFinStartsTheTimerAgainThoughTheAnswerEchoesTheFirstOne() throws IOException {
        ConnectionStory story =
                Objects.requireNonNull(ConnectionTrace.of(Requests.of("samples/last-ack-lost.pcap"), 0));

        TimeWait wait = story.connection().timeWaits().get(0);
        long repeatedFinNanos = story.steps().get(8).timeNanos();
        assertThat(wait.rearmed()).isEqualTo(1);
        assertThat(wait.lastArmedNanos()).isEqualTo(repeatedFinNanos);
        assertThat(wait.enterNanos()).isLessThan(repeatedFinNanos);
    }
}
