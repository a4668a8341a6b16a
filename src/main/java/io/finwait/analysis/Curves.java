package io.finwait.analysis;

import io.finwait.finding.Findings;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Subject;
import io.finwait.finding.nat.NatMultipleClocks;
import io.finwait.finding.nat.TwRecycleSynDropSuspected;
import io.finwait.finding.resource.PortRange;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.HostPairTally;
import io.finwait.finding.tally.HostTally;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.lifecycle.TcpState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the sums of an analysis hold beyond its result, for charts; worked out when asked for. Valid until the analysis has been told of. */
public final class Curves {
    private final SummaryCollector summary;
    private final ConnectionHistory history;
    private final @Nullable Book book;
    private final HostProfiles profiles;

    /** @param book null where nothing across connections was looked for: then there are distributions alone */
    public Curves(SummaryCollector summary, ConnectionHistory history, @Nullable Book book, HostProfiles profiles) {
        this.summary = summary;
        this.history = history;
        this.book = book;
        this.profiles = profiles;
    }

    /** When connections began and ended. */
    public ConnectionHistory connections() {
        return history;
    }

    /** Distributions of the durations in {@link Summary#times}, in the same order. */
    public List<DurationBins> durations() {
        return summary.durationBins();
    }

    /** Whether hosts were looked at across connections: without that nothing is known of their sockets and ports over time. */
    public boolean sumHosts() {
        return book != null;
    }

    /** The hosts that had most sockets in TIME_WAIT at once, as far as they were followed. */
    public List<HostTimeWait> timeWaits(Summary of, int most) {
        Book known = book;
        if (known == null) {
            return List.of();
        }
        var tallies = new HashMap<Object, HostTally>();
        known.hosts().forEach(tally -> tallies.put(tally.host(), tally));
        return of.timeWaitPeaks().stream()
                .limit(most)
                .map(peak -> of(peak, tallies.get(peak.host())))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable HostTimeWait of(Summary.HostPeak peak, @Nullable HostTally tally) {
        return tally == null ? null : new HostTimeWait(peak, tally.levels(TcpState.TIME_WAIT));
    }

    /** Who used most local ports for one service at once. */
    public List<PortUse> ports(int most) {
        Book known = book;
        if (known == null) {
            return List.of();
        }
        return known.pairs().stream()
                .sorted(Comparator.comparingLong(pair -> -pair.portsInUse().peak()))
                .limit(most)
                .map(pair ->
                        new PortUse(pair.subject(), PortRange.of(pair, profiles), pair.portsInUse(), pair.timeWait()))
                .toList();
    }

    /** The addresses whose timestamps {@code findings} tell of. */
    public List<SharedAddress> sharedAddresses(Findings findings, int most) {
        Book known = book;
        if (known == null) {
            return List.of();
        }
        return known.hostPairs().stream()
                .filter(pair -> tellsOf(findings, pair))
                .limit(most)
                .map(SharedAddress::of)
                .toList();
    }

    private static boolean tellsOf(Findings findings, HostPairTally pair) {
        Map<String, Subject> told = Map.of(
                TwRecycleSynDropSuspected.KIND.id(),
                        new Subject.Host(pair.hosts().server()),
                NatMultipleClocks.KIND.id(), new Subject.Host(pair.hosts().client()));
        for (HostFinding finding : findings.ofHosts()) {
            if (finding.subject().equals(told.get(finding.kind().id()))) {
                return TwRecycleSynDropSuspected.isSuspect(pair) || NatMultipleClocks.areSeveral(pair.clocks());
            }
        }
        return false;
    }
}
