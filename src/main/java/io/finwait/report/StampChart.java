package io.finwait.report;

import io.finwait.analysis.SynStamps;
import io.finwait.analysis.SynStamps.SynStamp;
import io.finwait.report.Chart.Kind;
import io.finwait.report.Chart.Series;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.List;

/** The chart of an address whose timestamps a finding tells of: the TSval of its SYNs against time, and which of them were answered. */
final class StampChart {
    private static final long NONE = -1;

    private StampChart() {}

    static Chart of(SynStamps stamps, int number, TextStyle style) {
        String from = style.named(
                stamps.between().client() + " to " + stamps.between().server());
        return new Chart(
                "tsval-" + number,
                "Timestamps of the SYNs from " + from,
                Kind.POINTS,
                "TSval",
                stamps.syns().stream().map(syn -> syn.timeNanos() / 1e6).toList(),
                List.of(series(stamps, true), series(stamps, false)),
                says(stamps, from),
                List.of(
                        List.of("SYNs from " + from, ""),
                        List.of("answered", CountText.of(stamps.answered())),
                        List.of("not answered", CountText.of(stamps.unanswered()))));
    }

    private static Series series(SynStamps stamps, boolean answered) {
        var values = new ArrayList<Long>();
        var labels = new ArrayList<String>();
        for (SynStamp syn : stamps.syns()) {
            boolean shown = syn.answered() == answered;
            values.add(shown ? syn.tsVal() : NONE);
            labels.add(shown ? "port " + syn.port() + ", frame " + syn.frame() : "");
        }
        return new Series(answered ? "answered" : "not answered", answered ? "good" : "bad", false, values, labels);
    }

    private static String says(SynStamps stamps, String from) {
        long dropped = stamps.between().droppedSyns();
        int clocks = stamps.between().clocks();
        return "Each point is a SYN from " + from + ". "
                + (dropped > 0
                        ? CountText.of(dropped, "SYN") + " ("
                                + CountText.of(stamps.between().droppedConnections(), "connection")
                                + ") got no answer while the TSval of a newer connection lay above: look for the points below the"
                                + " newest one before them. "
                        : "")
                + (clocks >= 2
                        ? "The points of one clock lie on one line, which rises with time; where clocks are far apart it looks"
                                + " flat. Each clock is a host of its own behind the address: at least " + clocks
                                + ". "
                        : "")
                + "In all " + CountText.of(stamps.answered()) + " were answered and "
                + CountText.of(stamps.unanswered()) + " were not."
                + (stamps.answeredKept() > 1
                        ? " Of those answered one in " + stamps.answeredKept() + " is drawn."
                        : "");
    }
}
