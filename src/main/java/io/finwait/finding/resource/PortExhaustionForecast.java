package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.PairTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/**
 * A client that has, or soon will have, no local port left for a service. Running out sends no packet: connect() fails on the spot, so
 * it shows only in what is used, and in attempts that stop.
 */
public final class PortExhaustionForecast implements TallyRule {
    public static final FindingKind KIND = new FindingKind(
            "port-exhaustion-forecast", "A client runs out of local ports for a service", Severity.HIGH);

    private static final long SECOND = 1_000_000_000;

    /** From this share of the ports on it is worth a word, and from that it is grave. */
    private static final double NOTABLE = 0.5;

    private static final double GRAVE = 0.8;

    /** A rate that has held for so long is taken for one that lasts. */
    private static final long SUSTAINED_NANOS = 5 * SECOND;

    /** A rate is told from no fewer TIME_WAITs than this. */
    private static final int SUSTAINED_TIME_WAITS = 1000;

    /** Without taking over ports as many are in use as were closed; less than this share of them shows that some came back. */
    private static final double MOST_WITH_TAKING_OVER = 0.75;

    /** Attempts that come at this pace and then not at all for that long have stopped. */
    private static final long STOPPED_NANOS = 2 * SECOND;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (PairTally pair : book.pairs()) {
            if (pair.portsInUse().looks() > 0) {
                examine(pair, end, found);
            }
        }
    }

    private static void examine(PairTally pair, CaptureEnd end, Consumer<HostFinding> found) {
        PortRange range = PortRange.of(pair, end.profiles());
        long peak = pair.portsInUse().peak();
        double share = (double) peak / range.ports();
        long timeWait = end.profiles().timeWaitNanos(pair.subject().client());
        long active = pair.lastSynNanos() - pair.firstSynNanos();
        boolean sustained = active >= SUSTAINED_NANOS && pair.clientTimeWaits() >= SUSTAINED_TIME_WAITS;
        double perSecond = sustained ? pair.clientTimeWaits() * (double) SECOND / active : 0;
        boolean takesOver = takesOver(peak, perSecond, Math.min(active, timeWait));
        double steadyShare = takesOver ? 0 : perSecond * timeWait / SECOND / range.ports();
        if (share < NOTABLE && steadyShare < GRAVE) {
            return;
        }
        boolean grave = share >= GRAVE || steadyShare >= 1;
        long stopped = end.lastNanos() - pair.lastSynNanos();
        boolean stops = share >= GRAVE && stopped >= STOPPED_NANOS;
        String message = usage(pair, peak, range)
                + (takesOver ? "" : rate(range, perSecond, timeWait, steadyShare, share))
                + reuse(pair)
                + (stops ? " Its attempts then stop, " + DurationText.of(stopped) + " before the capture ends." : "")
                + " Once all are in use connect() fails with EADDRNOTAVAIL (Cannot assign requested address), and sends no packet.";
        found.accept(new Draft(KIND, pair.subject())
                .severity(grave ? Severity.HIGH : Severity.MEDIUM)
                .confidence(range.assumed() ? Confidence.LIKELY : Confidence.STRONG)
                .modelled()
                .concerns(pair.examples())
                .seen(pair.firstSynNanos(), pair.lastSeenNanos())
                .measured("ports_in_use_peak", peak)
                .measured("ports", range.ports())
                .measured("client_time_wait_peak", pair.timeWait().peak())
                .measured("connections_per_second", perSecond)
                .measured("sustainable_per_second", (double) range.ports() * SECOND / timeWait)
                .says(message));
    }

    /**
     * Whether far fewer ports were in use than closes at that rate leave in TIME_WAIT: then some came back sooner, as where connect()
     * takes them over (tcp_tw_reuse), and they may last for ever at that rate.
     */
    private static boolean takesOver(long peak, double perSecond, long nanos) {
        return peak < MOST_WITH_TAKING_OVER * perSecond * nanos / SECOND;
    }

    private static String usage(PairTally pair, long peak, PortRange range) {
        return "Client " + pair.subject().client() + " had "
                + range.inUse(peak) + " in use for " + pair.subject().server() + " at peak, "
                + CountText.of(pair.timeWait().peak()) + " of them in TIME_WAIT.";
    }

    private static String rate(PortRange range, double perSecond, long timeWait, double steadyShare, double share) {
        if (perSecond <= 0) {
            return "";
        }
        long sustainable = Math.round((double) range.ports() * SECOND / timeWait);
        String text = " It closed " + CountText.of(Math.round(perSecond)) + " connections a second first; "
                + CountText.of(sustainable) + " a second is what the ports allow";
        if (steadyShare >= 1 && share < 1) {
            long seconds = Math.max(1, Math.round(range.ports() / perSecond));
            text += ", so they run out " + DurationText.of(seconds * SECOND) + " after the first";
        }
        return text + ".";
    }

    private static String reuse(PairTally pair) {
        if (pair.reuses() == 0) {
            return "";
        }
        return " " + CountText.of(pair.reuses(), "connection") + " took a port again, "
                + DurationText.of(Math.max(0, pair.reuseNanos().sorted()[0])) + " after its last use at the soonest.";
    }
}
