package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.HostTally;
import io.finwait.finding.tally.Levels;
import io.finwait.finding.tally.TallyRule;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.CountText;
import io.finwait.words.InstantText;
import java.util.function.Consumer;

/** A host that holds very many TIME_WAITs. */
public final class TimeWaitPileUp implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("time-wait-pile-up", "A host holds very many TIME_WAITs", Severity.LOW);

    /** Fewer than this are an ordinary day's, and a quarter of the least tcp_max_tw_buckets that Linux sets by itself is more. */
    private static final int MANY = 5000;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (HostTally host : book.hosts()) {
            Levels levels = host.levels(TcpState.TIME_WAIT);
            if (levels.looks() > 0 && levels.peak() >= MANY) {
                found.accept(finding(host, levels));
            }
        }
    }

    private static HostFinding finding(HostTally host, Levels levels) {
        long asServer = host.timeWaits(Role.SERVER);
        long asClient = host.timeWaits(Role.CLIENT);
        boolean mostlyServer = asServer >= asClient;
        String message = host.host() + " held " + CountText.of(levels.peak()) + " TIME_WAITs at "
                + InstantText.milli(levels.lookNanos(levels.peakLook())) + "Z, "
                + CountText.of(asServer) + " of all as a server and " + CountText.of(asClient) + " as a client. "
                + (mostlyServer
                        ? "On a server they cost a few hundred octets each and no port."
                        : "On a client each keeps a port from that server (see port-exhaustion-forecast).");
        return new Draft(KIND, new Subject.Host(host.host()))
                .modelled()
                .seen(levels.lookNanos(0), levels.lookNanos(levels.looks() - 1))
                .measured("time_wait_peak", levels.peak())
                .measured("as_server", asServer)
                .measured("as_client", asClient)
                .says(message);
    }
}
