package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.Curves;
import io.finwait.analysis.SelectiveReading;
import io.finwait.analysis.SelectiveReading.Seen;
import io.finwait.analysis.SelectiveReading.Wish;
import io.finwait.analysis.SharedAddress;
import io.finwait.analysis.SynStamps;
import io.finwait.words.CountText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the HTML page draws: charts and ladders. */
final class HtmlDrawings {
    /** Of all ladders together; a segment takes about 250 octets. */
    private static final long MOST_SEGMENTS = 20_000;

    /** Of a ladder that no finding asks for, at each end. */
    private static final int SEGMENTS_AT_EACH_END = 50;

    private static final int MOST_ADDRESSES = 4;

    private final AnalysisResult result;
    private final AnalysisContext asked;
    private final Curves curves;
    private final PageMaking making;
    private final TextStyle style;
    private final Map<Integer, ConnectionStory> ladders = new LinkedHashMap<>();
    private Seen seen = Seen.NOTHING;
    private String problem = "";

    HtmlDrawings(AnalysisContext asked, AnalysisResult result, Curves curves, PageMaking making) {
        this.asked = asked;
        this.result = result;
        this.curves = curves;
        this.making = making;
        style = HtmlPageJson.STYLE.withNames(asked.names());
    }

    /**
     * Chooses the ladders, and reads the capture again for what they lack and for timestamps.
     *
     * @param wanted ids of those that matter, in that order
     * @param known what has been read of these
     * @param further rows whose ladders come after them
     */
    void ladders(Set<Integer> wanted, List<ConnectionStory> known, List<TableRow> further) {
        var byId = new HashMap<Integer, ConnectionStory>();
        known.forEach(story -> byId.put(story.connection().id(), story));
        var wishes = new ArrayList<Wish>();
        for (TableRow row : further) {
            if (!byId.containsKey(row.connection().id())) {
                wishes.add(new Wish(row.connection(), row.findings(), SEGMENTS_AT_EACH_END));
            }
        }
        readAgain(wishes, curves.sharedAddresses(MOST_ADDRESSES));
        long left = MOST_SEGMENTS;
        for (int id : wanted) {
            left = add(byId.get(id), left);
        }
        for (ConnectionStory story : seen.stories()) {
            left = add(story, left);
        }
    }

    private long add(@Nullable ConnectionStory story, long left) {
        if (story == null || story.steps().size() > left) {
            return left;
        }
        ladders.put(story.connection().id(), story);
        return left - story.steps().size();
    }

    private void readAgain(List<Wish> wishes, List<SharedAddress> addresses) {
        SelectiveReading again = making.selectiveReading();
        if (again == null) {
            problem = "There are no ladders"
                    + (addresses.isEmpty() ? "" : " and no chart of timestamps")
                    + ": what comes through a pipe can be read only once.";
        } else if (!wishes.isEmpty() || !addresses.isEmpty()) {
            try {
                seen = again.look(wishes, addresses);
            } catch (IOException e) {
                problem = "Some ladders and charts are missing, because the capture could not be read again"
                        + HtmlPageJson.STYLE.safe(Reread.why(asked, e));
            }
        }
    }

    void writeLadders(JsonGenerator json) throws IOException {
        LaddersJson.write(ladders.values(), style, json);
    }

    void writeCharts(JsonGenerator json) throws IOException {
        json.writeStartObject();
        List<Chart> charts = charts();
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

    private List<Chart> charts() {
        var charts = new ArrayList<Chart>();
        if (result.summary().connections() == 0) {
            return charts;
        }
        for (SynStamps stamps : seen.stamps()) {
            charts.add(StampChart.of(stamps, charts.size() + 1, style));
        }
        var overTime = new TimeCharts(result, style);
        charts.add(overTime.endings(curves.connections()));
        charts.add(overTime.timeWaits(curves));
        charts.add(overTime.ports(curves));
        var durations = new DurationChart(result.summary(), curves);
        charts.add(durations.ofConnections());
        charts.add(durations.ofStates());
        return charts;
    }
}
