package io.finwait.anonymise;

import io.finwait.analysis.ConnectionHistory;
import io.finwait.analysis.Curves;
import io.finwait.analysis.DurationBins;
import io.finwait.analysis.HostTimeWait;
import io.finwait.analysis.PortUse;
import io.finwait.analysis.SharedAddress;
import java.util.List;

/** What charts are drawn from, with pseudonyms for addresses. */
final class AnonymousCurves implements Curves {
    private final AnonymousRecords anonymous;
    private final Curves curves;

    AnonymousCurves(AnonymousRecords anonymous, Curves curves) {
        this.anonymous = anonymous;
        this.curves = curves;
    }

    @Override
    public ConnectionHistory connections() {
        return curves.connections();
    }

    @Override
    public List<DurationBins> durations() {
        return curves.durations();
    }

    @Override
    public boolean sumHosts() {
        return curves.sumHosts();
    }

    @Override
    public List<HostTimeWait> timeWaits(int most) {
        return curves.timeWaits(most).stream()
                .map(host -> new HostTimeWait(anonymous.of(host.peak()), host.levels()))
                .toList();
    }

    @Override
    public List<PortUse> ports(int most) {
        return curves.ports(most).stream()
                .map(use -> new PortUse(anonymous.of(use.pair()), use.range(), use.inUse(), use.timeWait()))
                .toList();
    }

    @Override
    public List<SharedAddress> sharedAddresses(int most) {
        return curves.sharedAddresses(most).stream().map(anonymous::of).toList();
    }
}
