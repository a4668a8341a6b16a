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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the HTML page draws: charts and ladders. */
final class HtmlDrawings {
    /** Of a ladder that no finding asks for, at each end. */
    private static final int SEGMENTS_AT_EACH_END = 50;

    private static final int MOST_ADDRESSES = 4;

    private final AnalysisResult result;
    private final AnalysisContext asked;
    private final Curves curves;
    private final PageMaking making;
    private final TextStyle style;
    /** By the connection's id, as JSON. */
    private final Map<Integer, byte[]> ladders = new LinkedHashMap<>();

    private long bytesLeft;
    private int leftOut;
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
     * @param mostBytes what all ladders may take
     */
    void ladders(Set<Integer> wanted, List<ConnectionStory> known, List<TableRow> further, long mostBytes)
            throws IOException {
        var byId = new HashMap<Integer, ConnectionStory>();
        known.forEach(story -> byId.put(story.connection().id(), story));
        var wishes = new ArrayList<Wish>();
        for (TableRow row : further) {
            if (!byId.containsKey(row.connection().id())) {
                wishes.add(new Wish(row.connection(), row.findings(), SEGMENTS_AT_EACH_END));
            }
        }
        readAgain(wishes, curves.sharedAddresses(MOST_ADDRESSES));
        bytesLeft = mostBytes;
        for (int id : wanted) {
            add(byId.get(id));
        }
        for (ConnectionStory story : seen.stories()) {
            add(story);
        }
    }

    /** Adds a ladder if there is room for it; a later one that is shorter may find some. */
    private void add(@Nullable ConnectionStory story) throws IOException {
        if (story == null || ladders.containsKey(story.connection().id())) {
            return;
        }
        byte[] ladder = LaddersJson.of(story, style);
        if (ladder.length > bytesLeft) {
            leftOut++;
        } else {
            ladders.put(story.connection().id(), ladder);
            bytesLeft -= ladder.length;
        }
    }

    /** A sentence that says how many ladders there was no room for; empty if there was. */
    String leftOut() {
        if (leftOut == 0) {
            return "";
        }
        return CountText.of(leftOut, "ladder") + (leftOut == 1 ? " is" : " are")
                + " left out, to keep connections and ladders within " + CountText.of(making.maxBytes())
                + " bytes (--max-size); what finwait flow prints is the same.";
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
        json.writeStartObject();
        for (Map.Entry<Integer, byte[]> ladder : ladders.entrySet()) {
            json.writeFieldName(String.valueOf(ladder.getKey()));
            json.writeRawValue(new String(ladder.getValue(), StandardCharsets.UTF_8));
        }
        json.writeEndObject();
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
