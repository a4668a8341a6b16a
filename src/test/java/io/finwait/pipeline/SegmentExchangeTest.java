package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On one thread: there is room for all that is published here. Hangs where nothing is handed over. */
@Timeout(60)
class SegmentExchangeTest {
    private static final long NOW = 1_795_361_957_000_000_000L;

    private final SegmentExchange exchange = new SegmentExchange();

    private void publish(int segments) {
        for (int i = 0; i < segments; i++) {
            exchange.claim();
            exchange.publish();
        }
    }

    private SegmentBatch take() throws InterruptedException {
        return Objects.requireNonNull(exchange.take());
    }

    @Test
    void aPauseIsToldBehindABatchThatHappenedToBeFull() throws InterruptedException {
        exchange.handOver(NOW);
        take();
        publish(SegmentBatch.CAPACITY);

        exchange.handOver(NOW);

        assertThat(take().isHandedOver()).isFalse();
        assertThat(take().isHandedOver()).isTrue(); // at once, although time has not gone on
    }

    @Test
    void aPauseThatIsKnownIsToldAgainOnlyAsTimeGoesOn() throws InterruptedException {
        publish(1);
        exchange.handOver(NOW);
        exchange.handOver(NOW + 100_000_000);
        exchange.handOver(NOW + 200_000_000);

        assertThat(take().untilNanos).isEqualTo(NOW);
        assertThat(take().untilNanos).isEqualTo(NOW + 200_000_000);
    }
}
