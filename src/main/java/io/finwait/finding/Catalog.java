package io.finwait.finding;

import io.finwait.finding.abuse.HealthCheck;
import io.finwait.finding.abuse.PortScan;
import io.finwait.finding.abuse.ResetStorm;
import io.finwait.finding.abuse.SynFlood;
import io.finwait.finding.nat.NatMultipleClocks;
import io.finwait.finding.nat.SnatPortClash;
import io.finwait.finding.nat.TwRecycleSynDropSuspected;
import io.finwait.finding.opening.SynRetransmitted;
import io.finwait.finding.resource.ConnectionChurn;
import io.finwait.finding.resource.ConnectionLeak;
import io.finwait.finding.resource.NoConnectionReuse;
import io.finwait.finding.resource.PoolTooSmall;
import io.finwait.finding.resource.PortExhaustionForecast;
import io.finwait.finding.resource.PortParityCrossed;
import io.finwait.finding.resource.PortReuseInterval;
import io.finwait.finding.resource.ServerClosesFirst;
import io.finwait.finding.resource.TimeWaitPileUp;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.TallyRule;
import io.finwait.finding.teardown.FinRetransmitted;
import java.util.List;

/** All findings there are. A new one is named here twice: its rule, and its kind in the area it belongs to. */
public final class Catalog {
    /** Kinds about one part of a connection's life, as {@code finwait explain} groups them. */
    public record Area(String title, List<FindingKind> kinds) {}

    private static final List<Area> AREAS = List.of(
            new Area("Opening a connection", List.of(SynRetransmitted.KIND)),
            new Area("Closing a connection", List.of(FinRetransmitted.KIND)),
            new Area(
                    "What connections cost",
                    List.of(
                            ServerClosesFirst.KIND,
                            PortExhaustionForecast.KIND,
                            PortParityCrossed.KIND,
                            PortReuseInterval.KIND,
                            TimeWaitPileUp.KIND,
                            NoConnectionReuse.KIND,
                            ConnectionChurn.KIND,
                            PoolTooSmall.KIND,
                            ConnectionLeak.KIND)),
            new Area(
                    "Hosts behind one address",
                    List.of(TwRecycleSynDropSuspected.KIND, SnatPortClash.KIND, NatMultipleClocks.KIND)),
            new Area(
                    "Floods, scans and health checks",
                    List.of(SynFlood.KIND, PortScan.KIND, ResetStorm.KIND, HealthCheck.KIND)));

    private static final List<FindingKind> KINDS =
            AREAS.stream().flatMap(area -> area.kinds().stream()).toList();

    private Catalog() {}

    /** Rules about one connection. */
    static List<ConnectionRule> connectionRules() {
        return List.of(
                new SynRetransmitted(),
                new FinRetransmitted(), //
                new SnatPortClash());
    }

    /** Rules across connections that find anything wanted; new ones, since they remember. */
    static List<CaptureRule> captureRules(FindingChoice choice) {
        List<TallyRule> wanted =
                tallyRules().stream().filter(rule -> choice.wants(rule.kind())).toList();
        return wanted.isEmpty() ? List.of() : List.of(new Book(wanted));
    }

    /** Rules about sums over connections. */
    private static List<TallyRule> tallyRules() {
        return List.of(
                new ServerClosesFirst(),
                new PortExhaustionForecast(),
                new PortParityCrossed(),
                new PortReuseInterval(),
                new TimeWaitPileUp(),
                new NoConnectionReuse(),
                new ConnectionChurn(),
                new PoolTooSmall(),
                new ConnectionLeak(),
                new TwRecycleSynDropSuspected(),
                new NatMultipleClocks(),
                new SynFlood(),
                new PortScan(),
                new ResetStorm(),
                new HealthCheck());
    }

    public static List<Area> areas() {
        return AREAS;
    }

    /** Every kind of finding, in the order of {@link #areas}. */
    public static List<FindingKind> kinds() {
        return KINDS;
    }

    /** The ids of {@link #kinds}. */
    public static List<String> ids() {
        return KINDS.stream().map(FindingKind::id).toList();
    }
}
