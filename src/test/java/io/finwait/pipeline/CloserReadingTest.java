package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.CloserLook;
import io.finwait.analysis.ConnectionStory;
import io.finwait.finding.Finding;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A reading that ends early tells what a whole one tells. */
class CloserReadingTest {
    private static final int MOST = 2_000;
    private static final AnalysisRequest CHURN = Requests.of(Samples.path("churn-seed.pcap"));

    @Test
    void connectionsAreAsInAWholeReading() throws IOException {
        CloserLook look = new CloserReading(CHURN, MOST, new Progress()).look(Set.of(0, 12, 39, 399), Set.of());

        assertThat(look.stories()).hasSize(4);
        for (ConnectionStory story : look.stories()) {
            ConnectionStory whole = Objects.requireNonNull(
                    ConnectionTrace.of(CHURN, story.connection().id()));
            assertThat(story.connection()).isEqualTo(whole.connection());
            assertThat(story.steps()).isNotEmpty().isEqualTo(whole.steps());
        }
    }

    @Test
    void framesHaveTheirTimesWhereverTheyStand() throws IOException {
        CloserLook look = new CloserReading(CHURN, MOST, new Progress()).look(Set.of(), Set.of(1L, 3_920L));
        ConnectionStory first = Objects.requireNonNull(ConnectionTrace.of(CHURN, 0));

        assertThat(look.frameNanos())
                .containsKeys(1L, 3_920L)
                .containsAllEntriesOf(Map.of(1L, first.connection().firstSeenNanos()));
    }

    @Test
    void aFrameThatHoldsAnIcmpErrorHasItsTime() throws IOException {
        Path capture = Pcaps.required("lab/icmp_unreach.pcap");
        AnalysisRequest rejected = Requests.of(capture.toString());
        Finding finding = Objects.requireNonNull(ConnectionTrace.of(rejected, 0))
                .findings()
                .get(0);

        CloserLook look =
                new CloserReading(rejected, MOST, new Progress()).look(Set.of(), Set.copyOf(finding.frames()));

        assertThat(finding.kind().id()).isEqualTo("connect-rejected-icmp");
        assertThat(finding.frames()).containsExactly(1L, 2L);
        assertThat(look.frameNanos()).containsOnlyKeys(1L, 2L);
    }

    @Test
    void aConnectionThatIsNotThereIsLeftOut() throws IOException {
        assertThat(new CloserReading(CHURN, MOST, new Progress())
                        .look(Set.of(7, 100_000), Set.of())
                        .stories())
                .hasSize(1);
    }
}
