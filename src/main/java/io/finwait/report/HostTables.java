package io.finwait.report;

import io.finwait.host.HostSample;
import io.finwait.host.Owner;
import io.finwait.host.PeerSockets;
import io.finwait.host.PortRange;
import io.finwait.host.SocketGroup;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The tables of a host's sockets: what listens, what is called, and the peers. */
final class HostTables {
    /** The states with a column of their own, the most telling first. */
    private static final List<TcpState> STATES = List.of(
            TcpState.TIME_WAIT,
            TcpState.ESTABLISHED,
            TcpState.CLOSE_WAIT,
            TcpState.LAST_ACK,
            TcpState.FIN_WAIT_2,
            TcpState.FIN_WAIT_1,
            TcpState.SYN_SENT,
            TcpState.SYN_RECEIVED);

    private static final int NAMED_OWNERS = 2;

    private final HostSample sample;
    private final int listed;
    private final TextPage page;
    private final TextStyle style;

    HostTables(HostSample sample, int listed, TextPage page) {
        this.sample = sample;
        this.listed = listed;
        this.page = page;
        this.style = page.style();
    }

    void write() {
        if (listed > 0) {
            writeServices();
            writeDestinations();
            writePeers();
        }
    }

    private void writeServices() {
        List<SocketGroup> services = sample.sockets().services();
        if (services.isEmpty()) {
            return;
        }
        page.heading("SERVICES OF THIS HOST", "waiting: to be accepted; - where nothing listens any more");
        List<TcpState> shown = shown(services.stream().map(SocketGroup::counts).toList());
        var columns = new ArrayList<>(List.of(new Column("waiting", true, 1)));
        columns.addAll(stateColumns(shown));
        columns.add(new Column("program", false, 2));
        var table = new TextTable(style, List.of(new Column("local", false, 0)), columns);
        for (SocketGroup group : first(services)) {
            var cells = new ArrayList<>(List.of(group.isListening() ? CountText.of(group.backlog()) : "-"));
            cells.addAll(counts(group.counts(), shown));
            cells.add(owners(group));
            table.row(List.of(style.named(group.service())), cells);
        }
        table.writeTo(page);
        writeMore(services.size());
    }

    private void writeDestinations() {
        List<SocketGroup> destinations = sample.sockets().destinations();
        if (destinations.isEmpty()) {
            return;
        }
        PortRange range = sample.ports();
        page.heading(
                "CALLS FROM THIS HOST",
                range == null
                        ? "which local ports may be picked could not be read"
                        : CountText.of(range.usable()) + " local ports to pick from for each row (" + range
                                + (range.reservedInside() == 0
                                        ? ""
                                        : ", " + CountText.of(range.reservedInside()) + " of them reserved")
                                + ")");
        List<TcpState> shown =
                shown(destinations.stream().map(SocketGroup::counts).toList());
        var columns = new ArrayList<>(List.of(new Column("ports", true, 1), new Column("left", true, 2)));
        columns.addAll(stateColumns(shown));
        columns.add(new Column("program", false, 3));
        var table = new TextTable(style, List.of(new Column("from", false, 0), new Column("to", false, 0)), columns);
        for (SocketGroup group : first(destinations)) {
            var cells = new ArrayList<>(List.of(
                    range == null ? "-" : CountText.of(group.portsInUse()),
                    range == null ? "-" : CountText.of(Math.max(0, range.usable() - group.portsInUse()))));
            cells.addAll(counts(group.counts(), shown));
            cells.add(owners(group));
            table.row(List.of(style.named(Objects.requireNonNull(group.from())), style.named(group.service())), cells);
        }
        table.writeTo(page);
        writeMore(destinations.size());
    }

    private void writePeers() {
        List<PeerSockets> peers = sample.sockets().peers();
        if (peers.isEmpty()) {
            return;
        }
        page.heading("PEERS", "");
        List<TcpState> shown = shown(peers.stream().map(PeerSockets::counts).toList());
        var columns = new ArrayList<>(List.of(new Column("sockets", true, 1)));
        columns.addAll(stateColumns(shown));
        var table = new TextTable(style, List.of(new Column("address", false, 0)), columns);
        for (PeerSockets peer : first(peers)) {
            var cells = new ArrayList<>(List.of(CountText.of(peer.counts().total())));
            cells.addAll(counts(peer.counts(), shown));
            table.row(List.of(style.named(peer.ip())), cells);
        }
        table.writeTo(page);
        writeMore(peers.size());
        if (sample.sockets().notTold() > 0) {
            page.wrap(
                    "  ",
                    "  ",
                    CountText.of(sample.sockets().notTold(), "socket")
                            + " of further services or peers are in the total alone: there are too many to tell apart.");
        }
    }

    private <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(listed, all.size()));
    }

    private void writeMore(int all) {
        if (all > listed) {
            page.line("  " + CountText.of(all - listed) + " more (--top)");
        }
    }

    private static List<TcpState> shown(List<StateCounts> counts) {
        return STATES.stream()
                .filter(state -> counts.stream().anyMatch(each -> each.count(state) > 0))
                .toList();
    }

    private static List<Column> stateColumns(List<TcpState> states) {
        var columns = new ArrayList<Column>();
        for (TcpState state : states) {
            columns.add(new Column(SocketsReport.name(state), true, columns.size() + 4));
        }
        return columns;
    }

    private static List<String> counts(StateCounts counts, List<TcpState> states) {
        return states.stream().map(state -> CountText.of(counts.count(state))).toList();
    }

    private String owners(SocketGroup group) {
        List<Owner> owners = group.owners();
        String named = owners.stream()
                .limit(NAMED_OWNERS)
                .map(owner -> style.safe(owner.command()) + " " + owner.pid()
                        + (owner.processes() > 1 ? " +" + CountText.of(owner.processes() - 1) : ""))
                .collect(Collectors.joining(", "));
        return owners.size() > NAMED_OWNERS ? named + (style.unicode() ? ", …" : ", ...") : named;
    }
}
