package io.finwait.screen;

import io.finwait.finding.Subject;
import io.finwait.lifecycle.Census;
import io.finwait.lifecycle.HostProfile;
import java.util.List;

/** What the use of local ports comes to. */
final class PortTrend {
    /** Growth over fewer looks says little. */
    private static final int FEWEST_LOOKS = 10;

    private PortTrend() {}

    static Subject.Pair pair(Census.Ports ports) {
        return new Subject.Pair(ports.client(), ports.server());
    }

    /** @param known whether the client's system was asked for its range */
    static Standing.PortsRow row(Census.Ports ports, boolean known, List<Long> trend, double secondsPerLook) {
        HostProfile profile = ports.assumed();
        HostProfile defaults = profile.system().defaults();
        boolean assumed = !known
                && profile.firstEphemeralPort() == defaults.firstEphemeralPort()
                && profile.lastEphemeralPort() == defaults.lastEphemeralPort();
        int all = profile.ephemeralPorts();
        return new Standing.PortsRow(
                ports.client(),
                ports.server(),
                ports.inUse(),
                ports.timeWait(),
                all,
                assumed,
                trend,
                fullInSeconds(trend, all, secondsPerLook));
    }

    /** When all are in use if their number grows on as over the latest looks; -1 where it does not grow. */
    static long fullInSeconds(List<Long> trend, int all, double secondsPerLook) {
        if (trend.size() < FEWEST_LOOKS) {
            return -1;
        }
        long latest = trend.get(trend.size() - 1);
        double growth = (latest - trend.get(trend.size() - FEWEST_LOOKS)) / (FEWEST_LOOKS - 1.0) / secondsPerLook;
        return growth <= 0 || latest >= all ? -1 : (long) Math.ceil((all - latest) / growth);
    }
}
