package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.Curves;
import io.finwait.analysis.SharedAddress;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.Distribution;
import io.finwait.analysis.SynStamps;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.pipeline.Analysis;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.ConnectionTrace;
import io.finwait.pipeline.Progress;
import io.finwait.pipeline.WantedSegments;
import io.finwait.report.Chart.Series;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import io.finwait.words.CountText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts and ladders hold the numbers of the text report. */
class HtmlDrawingsTest {
    private static final String CHURN = "churn-seed.pcap";

    @ParameterizedTest
    @ValueSource(strings = {CHURN, "two-tier.pcapng"})
    void connectionsOverTimeAddUpToThoseOfTheSummary(String sample) throws IOException {
        Told told = Told.of(Requests.of(Samples.path(sample)));

        Chart chart = new TimeCharts(told.result(), HtmlPageJson.STYLE)
                .endings(told.curves().connections());

        Summary summary = told.result().summary();
        assertThat(sum(series(chart, "begun"))).isEqualTo(summary.connections());
        for (Series ended : chart.series().subList(0, chart.series().size() - 1)) {
            assertThat(sum(ended)).isEqualTo(summary.byKind().get(kind(ended.tone())));
        }
        assertThat(chart.x()).hasSameSizeAs(series(chart, "begun").values()).isSorted();
    }

    @Test
    void theHighestPointOfTimeWaitIsThePeakOfTheSummary() throws IOException {
        Told told = Told.of(Requests.of(Samples.path(CHURN)));

        Chart chart = new TimeCharts(told.result(), HtmlPageJson.STYLE).timeWaits(told.curves());

        Summary.HostPeak peak = told.result().summary().timeWaitPeaks().get(0);
        List<Long> values = chart.series().get(0).values();
        assertThat(values.stream().mapToLong(Long::longValue).max()).hasValue(peak.sockets());
        assertThat(chart.x().get(values.indexOf(peak.sockets()))).isEqualTo(peak.atNanos() / 1e6);
        assertThat(chart.says()).startsWith("10.77.0.2 held most: 96 at peak");
    }

    @Test
    void distributionsCountEachDurationOfTheSummaryOnce() throws IOException {
        Told told = Told.of(Requests.of(Samples.path(CHURN)));

        assertThat(told.curves().durations())
                .extracting(bins ->
                        bins.counts().stream().mapToLong(Long::longValue).sum())
                .containsExactlyElementsOf(told.result().summary().times().stream()
                        .map(Distribution::count)
                        .toList());
        assertThat(new DurationChart(told.result().summary(), told.curves())
                        .ofStates()
                        .series())
                .extracting(Series::name)
                .contains("FIN_WAIT_1 (server)", "LAST_ACK (client)");
    }

    @Test
    void ofAFewConnectionsThereIsNoChartAndAReason() throws IOException {
        Told told = Told.of(Requests.of(Samples.path("last-ack-lost.pcap")));
        var json = new ByteArrayOutputStream();
        var generator = JsonOutput.to(json, "");

        new HtmlDrawings(told.asked(), told.result(), told.curves(), PageMaking.NONE).writeCharts(generator);
        generator.flush();

        assertThat(json.toString(StandardCharsets.UTF_8))
                .contains("\"charts\":[]")
                .contains("There are no charts: 1 connection is better read one by one.");
    }

    @Test
    void aChartOfPortsSaysWhatTheFindingWouldCount() throws IOException {
        Told told = Told.of(Requests.of(capture("kernel/s04a_redis_churn/client.pcap")));

        Chart chart = new TimeCharts(told.result(), HtmlPageJson.STYLE).ports(told.curves());

        long peak = told.curves().ports(1).get(0).inUse().peak();
        assertThat(chart.series().get(0).values()).contains(peak);
        assertThat(chart.says()).contains(" had " + CountText.of(peak) + " of 28,232 local ports");
    }

    @Test
    void timestampsAreThoseOfTheSynsThatTheFindingCounts() throws IOException {
        AnalysisRequest request = Requests.of(capture("kernel/s21a_nat_tw_recycle/server.pcap"));
        Told told = Told.of(request);
        List<SharedAddress> addresses = told.curves().sharedAddresses(4);

        SynStamps stamps = WantedSegments.of(request, new Progress())
                .look(List.of(), addresses)
                .stamps()
                .get(0);

        HostFinding finding = told.result().findings().ofHosts().stream()
                .filter(found -> found.kind().id().equals("tw-recycle-syn-drop-suspected"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.measurements()).containsEntry("dropped_syns", (double) stamps.unanswered());
        assertThat(stamps.syns()).hasSize((int) (stamps.answered() + stamps.unanswered()));
        assertThat(StampChart.of(stamps, 1, HtmlPageJson.STYLE).says())
                .contains("29 SYNs (7 connections) got no answer");
    }

    @Test
    void theTextOfALadderIsWhatFlowPrints() throws IOException {
        AnalysisRequest request = Requests.of(Samples.path("last-ack-lost.pcap"));
        ConnectionStory story = Objects.requireNonNull(ConnectionTrace.of(request, 0));

        var ladder = new ObjectMapper().readTree(LaddersJson.of(story, HtmlPageJson.STYLE));
        assertThat(ladder.get("text").asText()).isEqualTo(LadderReport.of(story, HtmlPageJson.STYLE, false));
        assertThat(ladder.get("rows")).hasSize(10);
        assertThat(ladder.get("rows").get(5).get("server").get(0).asText()).isEqualTo("CLOSE_WAIT");
        assertThat(ladder.get("findings").get(0).get("frames")).isNotEmpty();
    }

    private static String capture(String name) {
        return Pcaps.required(name).toString();
    }

    private static Series series(Chart chart, String tone) {
        return chart.series().stream()
                .filter(one -> one.tone().equals(tone))
                .findFirst()
                .orElseThrow();
    }

    private static long sum(Series series) {
        return series.values().stream().mapToLong(Long::longValue).sum();
    }

    private static CloseKind kind(String tone) {
        return CloseKind.valueOf(tone.toUpperCase(Locale.ROOT));
    }

    /** What an analysis tells a report that draws. */
    private record Told(AnalysisContext asked, AnalysisResult result, Curves curves) {
        static Told of(AnalysisRequest request) throws IOException {
            var listener = new Listener();
            AnalysisResult result = new Analysis(request).run(List.of(listener));
            return new Told(listener.asked.get(0), result, listener.heard.get(0));
        }
    }

    private static final class Listener implements AnalysisListener {
        private final List<AnalysisContext> asked = new ArrayList<>();
        private final List<Curves> heard = new ArrayList<>();

        @Override
        public void begin(AnalysisContext context, List<CaptureFile> files) {
            asked.add(context);
        }

        @Override
        public boolean wantsConnections() {
            return false;
        }

        @Override
        public boolean wantsCurves() {
            return true;
        }

        @Override
        public void curves(Curves curves) {
            heard.add(curves);
        }

        @Override
        public void connection(ConnectionRecord connection, List<Finding> findings) {}

        @Override
        public void end(AnalysisResult result) {}
    }
}
