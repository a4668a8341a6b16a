package io.finwait.finding;

import io.finwait.finding.abuse.Backscatter;
import io.finwait.finding.abuse.HealthCheck;
import io.finwait.finding.abuse.LandOrMartian;
import io.finwait.finding.abuse.PortScan;
import io.finwait.finding.abuse.ResetStorm;
import io.finwait.finding.abuse.SynFlood;
import io.finwait.finding.nat.NatMultipleClocks;
import io.finwait.finding.nat.SnatPortClash;
import io.finwait.finding.nat.TwRecycleSynDropSuspected;
import io.finwait.finding.opening.AcceptQueueOverflow;
import io.finwait.finding.opening.ConnectRefused;
import io.finwait.finding.opening.ConnectRejectedIcmp;
import io.finwait.finding.opening.ConnectTimeout;
import io.finwait.finding.opening.DeferAcceptPattern;
import io.finwait.finding.opening.FastOpen;
import io.finwait.finding.opening.HandshakeAbortedByClient;
import io.finwait.finding.opening.RstIgnoredInSynSent;
import io.finwait.finding.opening.SimultaneousOpen;
import io.finwait.finding.opening.SynAckRetransmitted;
import io.finwait.finding.opening.SynCollisionInSynRecv;
import io.finwait.finding.opening.SynCookiesSuspected;
import io.finwait.finding.opening.SynHitsLiveConnection;
import io.finwait.finding.opening.SynRetransmitted;
import io.finwait.finding.path.BlindRstAttempts;
import io.finwait.finding.path.BlindSyn;
import io.finwait.finding.path.ConntrackInvalidReset;
import io.finwait.finding.path.InjectedRst;
import io.finwait.finding.path.MiddleboxIdleTimeout;
import io.finwait.finding.path.PathMtuBlackhole;
import io.finwait.finding.path.ProxyTerminates;
import io.finwait.finding.path.RstToBothEnds;
import io.finwait.finding.quality.CaptureDrops;
import io.finwait.finding.quality.CaptureEndedOpen;
import io.finwait.finding.quality.ClockAnomaly;
import io.finwait.finding.quality.DoubleVantage;
import io.finwait.finding.quality.DuplicatePackets;
import io.finwait.finding.quality.FilterSuspected;
import io.finwait.finding.quality.MidstreamStart;
import io.finwait.finding.quality.OffloadArtifacts;
import io.finwait.finding.quality.OneDirectionOnly;
import io.finwait.finding.quality.ReorderedCapture;
import io.finwait.finding.quality.TruncatedSnaplen;
import io.finwait.finding.resource.ConnectionChurn;
import io.finwait.finding.resource.ConnectionLeak;
import io.finwait.finding.resource.ListenerImbalance;
import io.finwait.finding.resource.NoConnectionReuse;
import io.finwait.finding.resource.PoolTooSmall;
import io.finwait.finding.resource.PortExhaustionForecast;
import io.finwait.finding.resource.PortParityCrossed;
import io.finwait.finding.resource.PortReuseInterval;
import io.finwait.finding.resource.ServerClosesFirst;
import io.finwait.finding.resource.TimeWaitPileUp;
import io.finwait.finding.resource.TimestampsNotNegotiated;
import io.finwait.finding.talking.HalfOpenDiscovered;
import io.finwait.finding.talking.IdleThenReset;
import io.finwait.finding.talking.IdleThenSilence;
import io.finwait.finding.talking.KeepalivePeerDead;
import io.finwait.finding.talking.KeepaliveProbing;
import io.finwait.finding.talking.KeepaliveRace;
import io.finwait.finding.talking.PawsEstablishedDrop;
import io.finwait.finding.talking.SilentDeath;
import io.finwait.finding.talking.TsFrozenOrZero;
import io.finwait.finding.talking.ZeroWindowCloseStall;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.TallyRule;
import io.finwait.finding.teardown.AbortByApplication;
import io.finwait.finding.teardown.CloseWaitStuck;
import io.finwait.finding.teardown.CloseWaitStuckOnHost;
import io.finwait.finding.teardown.CloseWithUnreadData;
import io.finwait.finding.teardown.DataAfterClose;
import io.finwait.finding.teardown.FinRetransmitted;
import io.finwait.finding.teardown.FinThenRst;
import io.finwait.finding.teardown.FinWait1Stuck;
import io.finwait.finding.teardown.FinWait2Expired;
import io.finwait.finding.teardown.FinWait2Stuck;
import io.finwait.finding.teardown.HalfClosedSession;
import io.finwait.finding.teardown.LastAckStuck;
import io.finwait.finding.teardown.LastAckStuckOnHost;
import io.finwait.finding.teardown.RstAfterNormalClose;
import io.finwait.finding.teardown.SimultaneousClose;
import io.finwait.finding.teardown.StrayAfterClose;
import io.finwait.finding.timewait.ChallengeOrRstFiltered;
import io.finwait.finding.timewait.TimeWaitAssassinated;
import io.finwait.finding.timewait.TimeWaitDestroyedEarly;
import io.finwait.finding.timewait.TimeWaitOverflowSuspected;
import io.finwait.finding.timewait.TimeWaitProlonged;
import io.finwait.finding.timewait.TimeWaitReopenedByServer;
import io.finwait.finding.timewait.TimeWaitReusedByClient;
import io.finwait.finding.timewait.TimeWaitSynRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All findings there are. A new one is named here twice: its rule, and its kind in the area it belongs to. */
public final class Catalog {
    /** Kinds about one part of a connection's life, as {@code finwait explain} groups them. */
    public record Area(String title, List<FindingKind> kinds) {}

    private static final List<Area> AREAS = List.of(
            new Area(
                    "Opening a connection",
                    List.of(
                            SynRetransmitted.KIND,
                            SynAckRetransmitted.KIND,
                            ConnectRefused.KIND,
                            ConnectTimeout.KIND,
                            ConnectRejectedIcmp.KIND,
                            AcceptQueueOverflow.KIND,
                            SynCookiesSuspected.KIND,
                            DeferAcceptPattern.KIND,
                            SynHitsLiveConnection.KIND,
                            SynCollisionInSynRecv.KIND,
                            HandshakeAbortedByClient.KIND,
                            RstIgnoredInSynSent.KIND,
                            SimultaneousOpen.KIND,
                            FastOpen.KIND)),
            new Area(
                    "Talking, and falling silent",
                    List.of(
                            KeepaliveRace.KIND,
                            HalfOpenDiscovered.KIND,
                            IdleThenReset.KIND,
                            IdleThenSilence.KIND,
                            SilentDeath.KIND,
                            KeepaliveProbing.KIND,
                            KeepalivePeerDead.KIND,
                            PawsEstablishedDrop.KIND,
                            TsFrozenOrZero.KIND,
                            ZeroWindowCloseStall.KIND)),
            new Area(
                    "Closing a connection",
                    List.of(
                            FinRetransmitted.KIND,
                            DataAfterClose.KIND,
                            AbortByApplication.KIND,
                            CloseWithUnreadData.KIND,
                            FinWait2Stuck.KIND,
                            CloseWaitStuck.KIND,
                            LastAckStuck.KIND,
                            FinWait1Stuck.KIND,
                            FinWait2Expired.KIND,
                            HalfClosedSession.KIND,
                            FinThenRst.KIND,
                            RstAfterNormalClose.KIND,
                            StrayAfterClose.KIND,
                            SimultaneousClose.KIND)),
            new Area(
                    "TIME_WAIT and ports used again",
                    List.of(
                            TimeWaitDestroyedEarly.KIND,
                            TimeWaitOverflowSuspected.KIND,
                            TimeWaitProlonged.KIND,
                            TimeWaitReopenedByServer.KIND,
                            TimeWaitReusedByClient.KIND,
                            TimeWaitSynRefused.KIND,
                            ChallengeOrRstFiltered.KIND,
                            TimeWaitAssassinated.KIND)),
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
                            ListenerImbalance.KIND,
                            TimestampsNotNegotiated.KIND,
                            PoolTooSmall.KIND,
                            ConnectionLeak.KIND)),
            new Area(
                    "Hosts behind one address",
                    List.of(TwRecycleSynDropSuspected.KIND, SnatPortClash.KIND, NatMultipleClocks.KIND)),
            new Area(
                    "What stands on the path",
                    List.of(
                            InjectedRst.KIND,
                            ConntrackInvalidReset.KIND,
                            RstToBothEnds.KIND,
                            BlindRstAttempts.KIND,
                            BlindSyn.KIND,
                            PathMtuBlackhole.KIND,
                            ProxyTerminates.KIND,
                            MiddleboxIdleTimeout.KIND)),
            new Area(
                    "Floods, scans and health checks",
                    List.of(
                            SynFlood.KIND,
                            PortScan.KIND,
                            LandOrMartian.KIND,
                            Backscatter.KIND,
                            ResetStorm.KIND,
                            HealthCheck.KIND)),
            new Area(
                    "The capture itself",
                    List.of(
                            CaptureDrops.KIND,
                            CaptureEndedOpen.KIND,
                            ClockAnomaly.KIND,
                            DoubleVantage.KIND,
                            DuplicatePackets.KIND,
                            FilterSuspected.KIND,
                            MidstreamStart.KIND,
                            OffloadArtifacts.KIND,
                            OneDirectionOnly.KIND,
                            ReorderedCapture.KIND,
                            TruncatedSnaplen.KIND)));

    private static final List<FindingKind> KINDS =
            AREAS.stream().flatMap(area -> area.kinds().stream()).toList();

    private Catalog() {}

    /** Rules about one connection. */
    static List<ConnectionRule> connectionRules() {
        return List.of(
                new SynRetransmitted(),
                new SynAckRetransmitted(),
                new ConnectRefused(),
                new ConnectTimeout(),
                new ConnectRejectedIcmp(),
                new AcceptQueueOverflow(),
                new DeferAcceptPattern(),
                new SynHitsLiveConnection(),
                new SynCollisionInSynRecv(),
                new HandshakeAbortedByClient(),
                new RstIgnoredInSynSent(),
                new SimultaneousOpen(),
                new FastOpen(),
                new FinRetransmitted(),
                new TimeWaitDestroyedEarly(),
                new TimeWaitProlonged(),
                new TimeWaitReopenedByServer(),
                new TimeWaitReusedByClient(),
                new TimeWaitSynRefused(),
                new ChallengeOrRstFiltered(),
                new TimeWaitAssassinated(),
                new KeepaliveRace(),
                new HalfOpenDiscovered(),
                new IdleThenReset(),
                new IdleThenSilence(),
                new SilentDeath(),
                new KeepaliveProbing(),
                new KeepalivePeerDead(),
                new PawsEstablishedDrop(),
                new TsFrozenOrZero(),
                new ZeroWindowCloseStall(),
                new DataAfterClose(),
                new AbortByApplication(),
                new CloseWithUnreadData(),
                new FinWait2Stuck(),
                new CloseWaitStuck(),
                new LastAckStuck(),
                new FinWait1Stuck(),
                new FinWait2Expired(),
                new HalfClosedSession(),
                new FinThenRst(),
                new RstAfterNormalClose(),
                new StrayAfterClose(),
                new SimultaneousClose(),
                new InjectedRst(),
                new ConntrackInvalidReset(),
                new RstToBothEnds(),
                new BlindRstAttempts(),
                new BlindSyn(),
                new PathMtuBlackhole(),
                new ProxyTerminates(),
                new LandOrMartian(),
                new Backscatter(),
                new SnatPortClash());
    }

    /** A FIN that was repeated is what these are about: beside one of them the repetition itself matters less. */
    private static final Set<FindingKind> EXPLAIN_FINS =
            Set.of(TimeWaitDestroyedEarly.KIND, LastAckStuck.KIND, FinWait1Stuck.KIND, FinWait2Expired.KIND);

    /** Makes those of a connection's findings less severe that another one of it explains. */
    static void lowerWhatOthersExplain(List<Finding> found) {
        if (found.stream().anyMatch(finding -> EXPLAIN_FINS.contains(finding.kind()))) {
            found.replaceAll(finding ->
                    finding.kind().equals(FinRetransmitted.KIND) ? finding.withSeverity(Severity.LOW) : finding);
        }
    }

    /** Rules across connections that find anything wanted; new ones, since they remember. */
    static List<CaptureRule> captureRules(FindingChoice choice) {
        var rules = new ArrayList<>(ownRules());
        List<TallyRule> ofTallies =
                tallyRules().stream().filter(rule -> choice.wants(rule.kind())).toList();
        if (!ofTallies.isEmpty()) {
            rules.add(new Book(ofTallies));
        }
        return rules;
    }

    /** Rules that keep what they need themselves. */
    private static List<CaptureRule> ownRules() {
        return List.of(
                new MiddleboxIdleTimeout(),
                new CloseWaitStuckOnHost(),
                new LastAckStuckOnHost(),
                new TimeWaitOverflowSuspected(),
                new SynCookiesSuspected(),
                new CaptureDrops(),
                new CaptureEndedOpen(),
                new ClockAnomaly(),
                new DoubleVantage(),
                new DuplicatePackets(),
                new FilterSuspected(),
                new MidstreamStart(),
                new OffloadArtifacts(),
                new OneDirectionOnly(),
                new ReorderedCapture(),
                new TruncatedSnaplen());
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
                new ListenerImbalance(),
                new TimestampsNotNegotiated(),
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
