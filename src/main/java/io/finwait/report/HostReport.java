package io.finwait.report;

import io.finwait.host.HostNote;
import io.finwait.host.HostNotes;
import io.finwait.host.HostSample;
import io.finwait.host.HostSockets;
import io.finwait.host.KernelCounter;
import io.finwait.host.Missing;
import io.finwait.host.OwnerCoverage;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.List;

/** What the kernel says of a host, for people: notes first, then what they rest on. */
public final class HostReport {
    private static final String INDENT = "  ";
    private static final int GAP = 2;
    private static final int NOTE_INDENT = 11;

    private final HostSample sample;
    private final TextStyle style;
    private final TextPage page;

    private HostReport(HostSample sample, TextStyle style) {
        this.sample = sample;
        this.style = style;
        this.page = new TextPage(style);
    }

    /**
     * Lays a sample out.
     *
     * @param listed how many rows each table has at most
     */
    public static String of(HostSample sample, int listed, TextStyle style) {
        return new HostReport(sample, style).write(listed);
    }

    private String write(int listed) {
        writeHead();
        writeNotes();
        new HostTables(sample, listed, page).write();
        writeSettings();
        writeCounters();
        writeMissing();
        return page.toString();
    }

    private void writeHead() {
        var about = new ArrayList<String>();
        if (!sample.kernel().isEmpty()) {
            about.add("Linux " + style.safe(sample.kernel()));
        }
        if (sample.upSeconds() >= 0) {
            about.add("up " + DurationText.of((long) (sample.upSeconds() * 1e9)));
        }
        about.add(sample.takenNanos() < 0 ? "from a saved /proc" : InstantText.dateTime(sample.takenNanos()));
        String name = sample.name().isEmpty() ? "this host" : style.safe(sample.name());
        page.wrap(style.bold(name) + INDENT, " ".repeat(name.length() + GAP), String.join(", ", about));
        if (sample.anonymised()) {
            page.wrap(
                    INDENT, INDENT, "anonymised: addresses are pseudonyms that share the prefixes the real ones share");
        }
        HostSockets sockets = sample.sockets();
        page.wrap(
                INDENT,
                INDENT,
                CountText.of(sockets.counts().total(), "TCP socket")
                        + (sockets.counts().total() == 0 ? "" : ": " + states(sockets.counts())));
        if (sockets.strange() > 0) {
            page.wrap(
                    INDENT,
                    INDENT,
                    CountText.of(sockets.strange(), "line") + " of the tables could not be understood.");
        }
    }

    /** {@code LISTEN 3  ESTAB 20}, the states that occur. */
    static String states(StateCounts counts) {
        var parts = new ArrayList<String>();
        for (TcpState state : TcpState.values()) {
            if (counts.count(state) > 0) {
                parts.add(SocketsReport.name(state) + " " + CountText.of(counts.count(state)));
            }
        }
        return String.join("  ", parts);
    }

    private void writeNotes() {
        List<HostNote> notes = HostNotes.of(sample);
        if (notes.isEmpty()) {
            return;
        }
        page.heading("NOTES", "");
        for (HostNote note : notes) {
            String label = note.kind().isWarning() ? style.warning("warning") + "  " : style.dim("note") + "     ";
            page.line(INDENT + label + Lowercase.of(note.kind()).replace('_', '-'));
            page.wrap(" ".repeat(NOTE_INDENT), " ".repeat(NOTE_INDENT), style.named(style.safe(note.text())));
        }
    }

    private void writeSettings() {
        if (sample.settings().isEmpty()) {
            return;
        }
        page.heading("SETTINGS", "");
        var rows = new ArrayList<List<String>>();
        sample.settings()
                .forEach((setting, value) -> rows.add(List.of(
                        setting.label() + " " + (value.isEmpty() ? "-" : style.safe(value.replaceAll("\\s+", " "))),
                        SettingText.of(setting, sample.setting(setting)))));
        writeMeanings(rows, page);
    }

    private void writeCounters() {
        if (sample.counters().isEmpty()) {
            return;
        }
        page.heading("COUNTERS", "since boot, or since this network namespace was made; those that are not 0");
        var rows = new ArrayList<List<String>>();
        for (KernelCounter counter : KernelCounter.values()) {
            long count = sample.counter(counter.label());
            if (count != 0) {
                rows.add(List.of(counter.label(), CountText.of(count), counter.meaning()));
            }
        }
        writeMeanings(rows, page);
    }

    /** Rows of some cells, numbers on the right of theirs, and what they mean, which may take several lines. */
    static void writeMeanings(List<List<String>> rows, TextPage page) {
        for (List<String> row : rows) {
            var first = new StringBuilder(INDENT);
            for (int i = 0; i < row.size() - 1; i++) {
                boolean number = row.get(i).matches("[+0-9,]+");
                first.append(TextTable.pad(row.get(i), width(rows, i), number)).append(INDENT);
            }
            page.wrap(first.toString(), " ".repeat(first.length()), row.get(row.size() - 1));
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private void writeMissing() {
        var parts = new ArrayList<String>();
        for (Missing missing : sample.missing()) {
            parts.add(style.safe(missing.file()) + " (" + style.safe(missing.why()) + ")");
        }
        OwnerCoverage owners = sample.owners();
        if (parts.isEmpty() && (owners == null || owners.isWhole())) {
            return;
        }
        page.blank();
        if (!parts.isEmpty()) {
            page.wrap(style.bold("NOT READ") + INDENT, " ".repeat("NOT READ".length() + GAP), String.join(", ", parts));
        }
        if (owners != null && owners.unreadable() > 0) {
            page.wrap(
                    style.bold("NOTE") + INDENT,
                    " ".repeat("NOTE".length() + GAP),
                    "What " + CountText.of(owners.unreadable())
                            + (owners.unreadable() == 1 ? " process holds" : " processes hold")
                            + " could not be read, so programs may be missing; root can read more.");
        }
        if (owners != null && (owners.cutShort() || owners.socketsLeftOut() > 0)) {
            page.wrap(
                    style.bold("NOTE") + INDENT,
                    " ".repeat("NOTE".length() + GAP),
                    "There are too many sockets or descriptors: not all were looked at for the programs that hold them.");
        }
    }
}
