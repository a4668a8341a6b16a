package io.finwait.screen;

import io.finwait.flow.IpAddress;
import io.finwait.host.HostChange;
import io.finwait.host.HostSample;
import io.finwait.host.PeerSockets;
import io.finwait.lifecycle.Census;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import io.finwait.report.HostChangeReport;
import io.finwait.report.SocketsReport;
import io.finwait.report.TextPage;
import io.finwait.report.TextStyle;
import io.finwait.report.TextTable;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the kernel of this host had at the end of a live capture, beside what its packets imply, for people. */
public final class KernelReport {
    private KernelReport() {}

    /** Lays it out; nothing where there was nothing to look at. */
    public static String of(KernelWatch watch, TextStyle style) {
        KernelWatch.Look look = watch.latest();
        if (look == null) {
            return "";
        }
        var page = new TextPage(style);
        writeSockets(look, page);
        HostSample first = watch.first();
        return "\n" + page
                + (first == null ? "" : HostChangeReport.of(HostChange.between(first, look.kernel()), style));
    }

    private static void writeSockets(KernelWatch.Look look, TextPage page) {
        TextStyle style = page.style();
        long late = Math.max(0, look.kernel().takenNanos() - look.inferred().nanos());
        page.heading(
                "SOCKETS OF THIS HOST",
                "inferred: from the packets captured; kernel: all that it had " + DurationText.of(late)
                        + " later, whether their packets were captured or not");
        Map<IpAddress, StateCounts> kernel = byAddress(look.kernel());
        List<Census.Host> hosts = look.inferred().hosts().stream()
                .filter(host -> look.kernel().addresses().contains(host.address()))
                .toList();
        List<TcpState> states = List.of(TcpState.values()).stream()
                .filter(state -> hosts.stream()
                        .anyMatch(host -> host.sockets().count(state)
                                        + kernel.getOrDefault(host.address(), new StateCounts())
                                                .count(state)
                                > 0))
                .toList();
        var columns = new ArrayList<Column>(List.of(new Column("", false, 0)));
        states.forEach(state -> columns.add(new Column(SocketsReport.name(state), true, columns.size())));
        var table = new TextTable(style, List.of(new Column("address", false, 0)), columns);
        for (Census.Host host : hosts) {
            StateCounts there = kernel.getOrDefault(host.address(), new StateCounts());
            table.row(List.of(style.named(host.address())), cells("inferred", host.sockets(), states));
            table.row(List.of(""), cells("kernel", there, states));
        }
        if (hosts.isEmpty()) {
            page.line("  the packets captured imply no socket of this host by now");
        } else {
            table.writeTo(page);
        }
    }

    /** By the own address, listeners left out. */
    static Map<IpAddress, StateCounts> byAddress(HostSample sample) {
        var counts = new HashMap<IpAddress, StateCounts>();
        for (PeerSockets local : sample.sockets().locals()) {
            counts.put(local.ip(), local.counts());
        }
        return counts;
    }

    private static List<String> cells(String whose, StateCounts counts, List<TcpState> states) {
        var cells = new ArrayList<>(List.of(whose));
        states.forEach(state -> cells.add(CountText.of(counts.count(state))));
        return cells;
    }
}
