package io.finwait.report;

import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.Distribution;
import io.finwait.analysis.Summary.HostPeak;
import io.finwait.analysis.Summary.Service;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Role;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The numbers of a capture: how connections ended, who closed first, how long things took, which services there are. */
final class SummarySection {
    private static final int SERVICES_LISTED = 10;
    private static final int HOSTS_LISTED = 5;
    private static final int KIND_WIDTH = 11;
    private static final int CLOSER_WIDTH = 12;
    private static final int COUNT_WIDTH = 11;
    private static final int MAX_BAR = 30;

    private static final Map<CloseKind, String> KINDS = new EnumMap<>(Map.of(
            CloseKind.FIN, "FIN",
            CloseKind.RST, "RST",
            CloseKind.HALF_CLOSED, "half-closed",
            CloseKind.REFUSED, "refused",
            CloseKind.UNANSWERED, "unanswered",
            CloseKind.OPEN, "open"));

    /**
     * A table of the summary; without rows where there is nothing to say.
     *
     * @param about what to know of it, or which rows it has; perhaps empty
     */
    record Numbers(String about, TextTable table) {}

    private final Summary summary;
    private final TextStyle style;

    SummarySection(Summary summary, TextStyle style) {
        this.summary = summary;
        this.style = style;
    }

    static String kind(CloseKind kind) {
        return KINDS.getOrDefault(kind, Lowercase.of(kind));
    }

    void writeTo(TextPage page) {
        writeEndings(page);
        write("TIMES", times(), page);
        write("SERVICES", services(), page);
        write("TIME_WAIT PER HOST", timeWaitPerHost(), page);
    }

    private static void write(String title, Numbers numbers, TextPage page) {
        if (!numbers.table().isEmpty()) {
            page.heading(title, numbers.about());
            numbers.table().writeTo(page);
        }
    }

    private void writeEndings(TextPage page) {
        int labels = 2 + KIND_WIDTH + COUNT_WIDTH + 2 + 3 + 2 + CLOSER_WIDTH + COUNT_WIDTH + 2;
        int bar = Math.min(MAX_BAR, (style.width() - labels) / 2);
        int left = 2 + KIND_WIDTH + COUNT_WIDTH + 2 + bar + 3;
        var kinds = new ArrayList<String>();
        for (CloseKind kind : CloseKind.values()) {
            long count = summary.byKind().getOrDefault(kind, 0L);
            kinds.add(barLine(
                    SummarySection.kind(kind),
                    KIND_WIDTH,
                    count,
                    Collections.max(summary.byKind().values()),
                    bar));
        }
        var closers = new ArrayList<String>();
        for (ActiveCloser closer : ActiveCloser.values()) {
            long count = summary.byCloser().getOrDefault(closer, 0L);
            closers.add(barLine(
                    Lowercase.of(closer),
                    CLOSER_WIDTH,
                    count,
                    Collections.max(summary.byCloser().values()),
                    bar));
        }
        page.blank();
        page.line(style.bold("HOW THEY ENDED")
                + " ".repeat(left - "HOW THEY ENDED".length())
                + style.bold("WHO CLOSED FIRST"));
        for (int i = 0; i < kinds.size(); i++) {
            String second = i < closers.size() ? closers.get(i) : "";
            page.line(TextTable.pad(kinds.get(i), left, false) + second);
        }
    }

    private String barLine(String label, int labelWidth, long count, long most, int cells) {
        return "  " + TextTable.pad(label, labelWidth, false) + TextTable.pad(CountText.of(count), COUNT_WIDTH, true)
                + "  " + style.bar(count, most, cells);
    }

    /** How long things took. */
    Numbers times() {
        var table = new TextTable(
                style,
                List.of(new Column("", false, 0)),
                List.of(
                        new Column("median", true, 0),
                        new Column("p95", true, 1),
                        new Column("p99", true, 2),
                        new Column("max", true, 0),
                        new Column("connections", true, 3)));
        for (Distribution times : summary.times()) {
            Role side = times.side();
            String label = times.measure().label() + (side == null ? "" : " (" + Lowercase.of(side) + ")");
            table.row(
                    List.of(label),
                    List.of(
                            DurationText.of(times.medianNanos()),
                            DurationText.of(times.p95Nanos()),
                            DurationText.of(times.p99Nanos()),
                            DurationText.of(times.maxNanos()),
                            CountText.of(times.count())));
        }
        return new Numbers("as seen where the capture was taken; only what was seen to end", table);
    }

    /** Who closes first at each service, and where its TIME_WAIT is. */
    Numbers services() {
        int listed = Math.min(SERVICES_LISTED, summary.services().size());
        int more = summary.services().size() - listed;
        var table = new TextTable(
                style,
                List.of(new Column("server", false, 0)),
                List.of(
                        new Column("conns", true, 0),
                        new Column("conns/s", true, 4),
                        new Column("closed first by", false, 1),
                        new Column("TIME_WAIT peak", false, 2),
                        new Column("bytes/conn", true, 3)));
        for (Service service : summary.services().subList(0, listed)) {
            table.row(
                    List.of(style.named(service.server())),
                    List.of(
                            CountText.of(service.connections()),
                            TallyCells.perSecond(
                                    service.connections(), service.firstSeenNanos(), service.lastSeenNanos()),
                            TallyCells.closedFirstBy(
                                    service.closedFirstByServer(),
                                    service.closedFirstByClient(),
                                    service.closedSimultaneously()),
                            TallyCells.perSide(service.serverTimeWaitPeak(), service.clientTimeWaitPeak()),
                            CountText.of(
                                    Math.round((double) service.payloadBytes() / Math.max(1, service.connections())))));
        }
        return new Numbers(
                more == 0 ? "" : CountText.of(listed) + " of " + CountText.of(listed + more) + ", busiest first",
                table);
    }

    /** How many sockets hosts had in TIME_WAIT; of a single one the verdict says that. */
    Numbers timeWaitPerHost() {
        List<HostPeak> peaks = summary.timeWaitPeaks();
        int listed = peaks.size() == 1 ? 0 : Math.min(HOSTS_LISTED, peaks.size());
        var table = new TextTable(
                style,
                List.of(new Column("host", false, 0)),
                List.of(new Column("at peak", true, 0), new Column("when", false, 0)));
        for (HostPeak peak : peaks.subList(0, listed)) {
            table.row(
                    List.of(style.named(peak.host())),
                    List.of(CountText.of(peak.sockets()), InstantText.second(peak.atNanos())));
        }
        return new Numbers(
                listed == peaks.size() ? "" : CountText.of(listed) + " of " + CountText.of(peaks.size()), table);
    }
}
