package io.finwait.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.path.ProxyTerminates;
import io.finwait.finding.timewait.TimeWaitReopenedByServer;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of all findings of a kind between a client and a service holds for the one whose sentence is shown. */
class FindingGroupsTest {
    private static final Comparator<Finding> GRAVEST_THEN_SUREST =
            Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::confidence);

    @ParameterizedTest
    @ValueSource(strings = {"syn-proxy.pcap", "time-wait-overflow.pcap", "churn-seed.pcap", "last-ack-lost.pcap"})
    void severityConfidenceAndModelAreThoseOfTheOneShown(String sample) throws IOException {
        Found found = Found.inSample(sample);

        assertThat(found.findings().ofConnections()).isNotEmpty().allSatisfy(group -> {
            List<Finding> all = found.of(group.kind()); // these samples have one client and one service for each kind
            assertThat(all).hasSize((int) group.count());
            FindingGroup.Example example = group.examples().get(0);
            Finding shown = all.stream()
                    .filter(finding -> finding.message().equals(example.message()))
                    .findFirst()
                    .orElseThrow();
            assertThat(all).allSatisfy(finding -> assertThat(GRAVEST_THEN_SUREST.compare(shown, finding))
                    .isNotPositive());
            assertThat(example.frames()).isEqualTo(shown.frames());
            assertThat(group.severity()).isEqualTo(shown.severity());
            assertThat(group.confidence()).isEqualTo(shown.confidence());
            assertThat(group.modelled()).isEqualTo(shown.modelled());
        });
    }

    @Test
    void theSureOnesLendNothingToAGraverOneThatIsLessSure() throws IOException {
        Found found = Found.inSample("syn-proxy.pcap");
        assertThat(found.of(ProxyTerminates.KIND))
                .extracting(Finding::confidence)
                .contains(Confidence.STRONG);

        assertThat(only(found, ProxyTerminates.KIND).confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aGroupKnowsTheLeastSureOfThem() throws IOException {
        FindingGroup group = only(Found.inSample("time-wait-overflow.pcap"), TimeWaitReopenedByServer.KIND);

        assertThat(group.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(group.leastSure()).isEqualTo(Confidence.LIKELY);
    }

    private static FindingGroup only(Found found, FindingKind kind) {
        List<FindingGroup> groups = found.findings().ofConnections().stream()
                .filter(group -> group.kind().equals(kind))
                .toList();
        assertThat(groups).hasSize(1);
        return groups.get(0);
    }
}
