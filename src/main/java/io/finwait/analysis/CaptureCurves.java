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

/** What the sums of an analysis hold beyond its result; worked out when asked for. */
public final class CaptureCurves implements Curves {
    private final AnalysisResult result;
    private final SummaryCollector summary;
    private final ConnectionHistory history;
    private final @Nullable Book book;
    private final HostProfiles profiles;

    /** @param book null where nothing across connections was looked for: then there are distributions alone */
    public CaptureCurves(
            AnalysisResult result,
            SummaryCollector summary,
            ConnectionHistory history,
            @Nullable Book book,
            HostProfiles profiles) {
        this.result = result;
        this.summary = summary;
        this.history = history;
        this.book = book;
        this.profiles = profiles;
    }

    @Override
    public ConnectionHistory connections() {
        return history;
    }

    @Override
    public List<DurationBins> durations() {
        return summary.durationBins();
    }

    @Override
    public boolean sumHosts() {
        return book != null;
    }

    @Override
    public List<HostTimeWait> timeWaits(int most) {
        Book known = book;
        if (known == null) {
            return List.of();
        }
        var tallies = new HashMap<Object, HostTally>();
        known.hosts().forEach(tally -> tallies.put(tally.host(), tally));
        return result.summary().timeWaitPeaks().stream()
                .limit(most)
                .map(peak -> of(peak, tallies.get(peak.host())))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable HostTimeWait of(Summary.HostPeak peak, @Nullable HostTally tally) {
        return tally == null ? null : new HostTimeWait(peak, tally.levels(TcpState.TIME_WAIT));
    }

    @Override
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

    @Override
    public List<SharedAddress> sharedAddresses(int most) {
        Book known = book;
        if (known == null) {
            return List.of();
        }
        return known.hostPairs().stream()
                .filter(pair -> tellsOf(result.findings(), pair))
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
