package io.finwait.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Moment;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.Census;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.pipeline.Analysis;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandingCollectorTest {
    private final AtomicLong nanos = new AtomicLong();
    private final StandingCollector collector = new StandingCollector(null, nanos::get);

    private static Moment moment(long frames, long begun) {
        return new Moment(new Census(0, begun, List.of(), List.of(), 0), frames, 3, List.of());
    }

    @Test
    void ratesAreThoseSinceTheLookBefore() {
        nanos.addAndGet(2_000_000_000);
        collector.moment(moment(100, 10));
        assertThat(collector.standing().perSecond()).isEqualTo(new Standing.Rates(50, 5, 0));
        nanos.addAndGet(500_000_000);
        collector.moment(moment(200, 10));
        assertThat(collector.standing().perSecond()).isEqualTo(new Standing.Rates(200, 0, 0));
        assertThat(collector.standing().dropped()).isEqualTo(3);
    }

    @Test
    void servicesAndFindingsAddUpToTheSummary() throws IOException {
        for (String sample : Samples.names()) {
            var fresh = new StandingCollector(null, nanos::get);
            AnalysisResult result = new Analysis(Requests.of(Samples.path(sample))).run(List.of(fresh));
            nanos.addAndGet(1_000_000_000);
            fresh.moment(moment(1, 1));
            Standing standing = fresh.standing();

            assertThat(standing.counts().ended()).isEqualTo(result.summary().connections());
            assertThat(standing.services().stream()
                            .mapToLong(Standing.ServiceRow::byServer)
                            .sum())
                    .isEqualTo(result.summary().services().stream()
                            .mapToLong(service -> service.closedFirstByServer())
                            .sum());
            long inConnections = result.findings().counts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    - result.findings().ofHosts().size();
            assertThat(standing.found().stream()
                            .mapToLong(Standing.FoundRow::count)
                            .sum())
                    .as("%s", sample)
                    .isEqualTo(inConnections);
        }
    }

    @Test
    void whatWasToldWhenItWasClosedCountsOnce() throws IOException {
        var twice = new StandingCollector(null, nanos::get) {
            @Override
            public void connection(ConnectionRecord connection, List<Finding> findings) {
                closed(connection, findings);
                super.connection(connection, findings);
            }
        };
        AnalysisResult result = new Analysis(Requests.of(Samples.path("fin-answered-by-rst.pcap"))).run(List.of(twice));
        twice.moment(moment(1, 1));

        assertThat(twice.standing().counts().ended()).isEqualTo(result.summary().connections());
        assertThat(twice.standing().found().stream()
                        .mapToLong(Standing.FoundRow::count)
                        .sum())
                .isEqualTo(result.findings().counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }
}
