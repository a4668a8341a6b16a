package io.finwait.finding.abuse;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.SourceTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** One host that tries many ports of a host, or one port of many hosts, without ever using a connection. */
public final class PortScan implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("port-scan", "A host tries many ports or many hosts", Severity.MEDIUM);

    /** So many ports of one host on average. */
    private static final int PORTS = 15;

    /** So many where nothing answers: a capture that holds nothing but SYNs looks like that too. */
    private static final int SILENT_PORTS = 100;

    /** So many hosts, with few different ports: programs that look for each other try a port of its own at each. */
    private static final int HOSTS = 30;

    private static final int HOSTS_PER_PORT = 10;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (SourceTally source : book.sources()) {
            long targets = source.targets();
            long hosts = source.hosts();
            long ports = source.ports();
            boolean manyPorts = targets >= PORTS && targets >= PORTS * hosts;
            boolean manyHosts = hosts >= HOSTS && hosts >= HOSTS_PER_PORT * ports;
            boolean silent = source.refused() + source.answered() + source.withoutSyn() == 0;
            boolean enough =
                    silent ? targets >= SILENT_PORTS && targets >= SILENT_PORTS * hosts : manyPorts || manyHosts;
            if (enough) {
                found.accept(finding(source, silent));
            }
        }
    }

    private static HostFinding finding(SourceTally source, boolean silent) {
        long targets = source.targets();
        long hosts = source.hosts();
        long ports = source.ports();
        long span = source.lastNanos() - source.firstNanos();
        String message = source.source() + " tried about " + CountText.of(ports, "port") + " of "
                + (hosts == 1 ? "1 host" : "about " + CountText.of(hosts) + " hosts") + " in " + DurationText.of(span)
                + " and used none: of " + CountText.of(source.count(), "attempt") + ", "
                + CountText.of(source.refused()) + " were refused, " + CountText.of(source.unanswered())
                + " not answered, " + CountText.of(source.answered()) + " answered"
                + (source.withoutSyn() > 0 ? ", " + CountText.of(source.withoutSyn()) + " sent without SYN" : "") + ".";
        return new Draft(KIND, new Subject.Host(source.source()))
                .confidence(silent ? Confidence.HINT : Confidence.LIKELY)
                .concerns(source.examples())
                .seen(source.firstNanos(), source.lastNanos())
                .measured("attempts", source.count())
                .measured("targets", targets)
                .measured("hosts", hosts)
                .measured("ports", ports)
                .says(message);
    }
}
