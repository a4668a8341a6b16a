package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.lifecycle.Turn;
import io.finwait.testing.PacketScript;
import io.finwait.testing.SegmentFeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnExchangeTest {
    private static final int CONNECTIONS = 20_000;

    /** What one thread sees of the turns, in order. */
    private static final class Seen implements TurnWork {
        final List<String> turns = new ArrayList<>();

        @Override
        public String name() {
            return "seen";
        }

        @Override
        public void on(TurnBatch batch) throws IOException {
            for (int i = 0; i < batch.size(); i++) {
                Turn turn = batch.get(i);
                boolean finished = turn.kind() == Turn.Kind.FINISHED;
                turns.add(turn.kind() + " " + (finished ? turn.connection().id() : turn.id()));
            }
        }
    }

    /** Work that fails at its second batch. */
    private static final class Failing implements TurnWork {
        private final Throwable failure;
        int batches;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public void on(TurnBatch batch) throws IOException {
            if (++batches == 2) {
                if (failure instanceof IOException e) {
                    throw e;
                }
                throw (RuntimeException) failure;
            }
        }
    }

    /** Feeds short connections, one after the other, that reuse a hundred ports. */
    private static void feed(TurnExchange turns) {
        var tracker = new ConnectionTracker(HostProfiles.linux(), turns, Long.MAX_VALUE);
        turns.returnTo(tracker::release);
        var script = PacketScript.empty();
        for (int i = 0; i < CONNECTIONS; i++) {
            script.open("10.0.0.1:" + (1_000 + i % 100), "10.0.0.9:80")
                    .established()
                    .closedByServer();
        }
        var feed = new SegmentFeed(tracker::segment);
        script.replay(feed);
        tracker.finish(feed.claim().timeNanos);
    }

    @Test
    void everyThreadSeesAllTurnsInTheOrderTheyCame() throws IOException {
        var first = new Seen();
        var second = new Seen();
        try (var turns = new TurnExchange(List.of(first, second))) {
            feed(turns);
            turns.finish();
        }

        assertThat(first.turns).startsWith("OPENED 0", "TIME_WAIT_ENTERED 0").hasSizeGreaterThan(4 * CONNECTIONS - 1);
        assertThat(first.turns.stream().filter(turn -> turn.startsWith("FINISHED")))
                .doesNotHaveDuplicates()
                .hasSize(CONNECTIONS);
        assertThat(second.turns).isEqualTo(first.turns);
    }

    @Test
    void workThatFailsEndsTheRunWithItsFailure() {
        for (Throwable failure : List.of(new IOException("disk full"), new IllegalStateException("a mistake"))) {
            var failing = new Failing(failure);
            var behind = new Seen();
            try (var turns = new TurnExchange(List.of(failing, behind))) {
                feed(turns); // does not wait for ever, though nothing is worked on any more

                assertThatThrownBy(turns::finish).isSameAs(failure);
                assertThat(turns.failed()).isTrue();
                assertThat(failing.batches).isEqualTo(2);
            }
        }
    }

    @Test
    void whatIsGivenUpIsNotWorkedOn() {
        var failing = new Failing(new IllegalStateException("never thrown"));
        var turns = new TurnExchange(List.of(failing));
        turns.close();

        assertThat(failing.batches).isZero();
    }
}
