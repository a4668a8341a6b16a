package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.ServiceTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One of several servers side by side loses SYNs, the others do not. */
public final class ListenerImbalance implements TallyRule {
    public static final FindingKind KIND = new FindingKind(
            "listener-imbalance", "One of several servers loses SYNs, the others do not", Severity.INFO);

    /** So many servers must be side by side, each with so many connections. */
    private static final int SERVERS = 3;

    private static final int CONNECTIONS = 20;

    /** That one must lose so many SYNs, and such a share; the others together no more than this. */
    private static final int LOST = 4;

    private static final double SHARE = 0.1;
    private static final double ELSEWHERE = 0.01;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        Map<HostPort, List<ServiceTally>> groups = new LinkedHashMap<>();
        for (ServiceTally service : book.services()) {
            if (service.established() >= CONNECTIONS) {
                groups.computeIfAbsent(neighbourhood(service.server()), any -> new ArrayList<>())
                        .add(service);
            }
        }
        for (List<ServiceTally> servers : groups.values()) {
            if (servers.size() >= SERVERS) {
                examine(servers, found);
            }
        }
    }

    /** The same port in the same /24, or /64: its first address. */
    private static HostPort neighbourhood(HostPort server) {
        IpAddress ip = server.ip();
        IpAddress network = ip.isV4() ? new IpAddress(ip.high(), ip.low() & ~0xFFL) : new IpAddress(ip.high(), 0);
        return new HostPort(network, server.port());
    }

    private static void examine(List<ServiceTally> servers, Consumer<HostFinding> found) {
        ServiceTally worst = servers.get(0);
        long lost = 0;
        long established = 0;
        for (ServiceTally server : servers) {
            worst = server.served().repeatedSyns().count()
                            > worst.served().repeatedSyns().count()
                    ? server
                    : worst;
            lost += server.served().repeatedSyns().count();
            established += server.established();
        }
        long here = worst.served().repeatedSyns().count();
        long others = established - worst.established();
        if (here >= LOST && here >= SHARE * worst.established() && lost - here <= ELSEWHERE * others) {
            found.accept(finding(worst, servers.size() - 1, others, lost - here));
        }
    }

    private static HostFinding finding(ServiceTally worst, int neighbours, long others, long elsewhere) {
        long here = worst.served().repeatedSyns().count();
        String message = "SYNs to " + worst.server() + " had to be sent again for " + CountText.of(here) + " of "
                + CountText.of(worst.established(), "connection") + ", those to the " + neighbours
                + " servers beside it on that port for " + CountText.of(elsewhere) + " of " + CountText.of(others)
                + ": the fault is that server's, or the way's to it alone.";
        return new Draft(KIND, new Subject.Service(worst.server()))
                .concerns(worst.served().repeatedSyns())
                .seen(worst.firstNanos(), worst.lastNanos())
                .measured("connections_with_repeated_syn", here)
                .measured("connections", worst.established())
                .measured("connections_with_repeated_syn_elsewhere", elsewhere)
                .measured("connections_elsewhere", others)
                .says(message);
    }
}
