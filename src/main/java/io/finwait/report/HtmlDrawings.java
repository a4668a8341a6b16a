package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.ConnectionHistory;
import io.finwait.analysis.Curves;
import io.finwait.analysis.SelectiveReading;
import io.finwait.analysis.SelectiveReading.Seen;
import io.finwait.analysis.SelectiveReading.Wish;
import io.finwait.analysis.SharedAddress;
import io.finwait.analysis.SynStamps;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.words.CountText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the HTML page draws: charts and ladders. Its memory does not grow with the number of connections. */
final class HtmlDrawings {
    private static final int MOST_LADDERS = 400;
    private static final int MOST_ADDRESSES = 4;

    private final ConnectionHistory history = new ConnectionHistory();
    private final LadderCandidates candidates;
    private final @Nullable SelectiveReading reading;
    private @Nullable Curves curves;
    private Seen seen = Seen.NOTHING;
    private String problem = "";

    /** @param reading reads the capture again; null where it can be read only once */
    HtmlDrawings(ConnectionOrder order, @Nullable SelectiveReading reading) {
        candidates = new LadderCandidates(order);
        this.reading = reading;
    }

    /** @param chosen whether it is in the page's table */
    void connection(ConnectionRecord connection, List<Finding> findings, boolean chosen) {
        history.add(connection);
        if (chosen && reading != null) {
            candidates.add(connection, findings);
        }
    }

    void curves(Curves curves) {
        this.curves = curves;
    }

    /**
     * Reads the capture again for what must be drawn segment by segment. Before anything is written.
     *
     * @param mostSegments how many the ladders may have together
     */
    void readAgain(AnalysisResult result, long mostSegments) {
        Curves known = curves;
        List<SharedAddress> addresses =
                known == null ? List.of() : known.sharedAddresses(result.findings(), MOST_ADDRESSES);
        List<Wish> wishes = candidates.wishes(result.findings(), MOST_LADDERS, mostSegments);
        SelectiveReading again = reading;
        if (again == null) {
            problem = "There are no ladders"
                    + (addresses.isEmpty() ? "" : " and no chart of timestamps")
                    + ": what comes through a pipe can be read only once.";
            return;
        }
        if (wishes.isEmpty() && addresses.isEmpty()) {
            return;
        }
        try {
            seen = again.look(wishes, addresses);
        } catch (IOException e) {
            problem = "There are no ladders, because the second reading failed: "
                    + HtmlPageJson.STYLE.safe(String.valueOf(e.getMessage()));
        }
    }

    void writeLadders(JsonGenerator json) throws IOException {
        LaddersJson.write(seen.stories(), json);
    }

    void writeCharts(JsonGenerator json, AnalysisResult result) throws IOException {
        json.writeStartObject();
        List<Chart> charts = charts(result);
        json.writeFieldName("charts");
        ChartsJson.write(charts, json);
        json.writeFieldName("notes");
        ChartsJson.strings(notes(charts, result.summary().connections()), json);
        json.writeEndObject();
    }

    /** Which charts there are not, and why. */
    private List<String> notes(List<Chart> charts, long connections) {
        var notes = new ArrayList<String>();
        if (connections > 0 && charts.stream().allMatch(chart -> chart.series().isEmpty())) {
            notes.add("There are no charts: " + CountText.of(connections, "connection")
                    + (connections == 1 ? " is" : " are") + " better read one by one.");
        } else {
            charts.stream().filter(chart -> chart.series().isEmpty()).forEach(chart -> notes.add(chart.says()));
        }
        if (!problem.isEmpty()) {
            notes.add(problem);
        }
        return notes;
    }

    private List<Chart> charts(AnalysisResult result) {
        var charts = new ArrayList<Chart>();
        Curves known = curves;
        if (known == null || result.summary().connections() == 0) {
            return charts;
        }
        for (SynStamps stamps : seen.stamps()) {
            charts.add(StampChart.of(stamps, charts.size() + 1));
        }
        var overTime = new TimeCharts(result);
        charts.add(overTime.endings(history));
        charts.add(overTime.timeWaits(known));
        charts.add(overTime.ports(known));
        var durations = new DurationChart(result.summary(), known);
        charts.add(durations.ofConnections());
        charts.add(durations.ofStates());
        return charts;
    }
}
