package io.finwait.finding;

import io.finwait.finding.opening.SynRetransmitted;
import io.finwait.finding.path.BlindRstAttempts;
import io.finwait.finding.path.BlindSyn;
import io.finwait.finding.path.InjectedRst;
import io.finwait.finding.path.MiddleboxIdleTimeout;
import io.finwait.finding.path.PathMtuBlackhole;
import io.finwait.finding.quality.CaptureDrops;
import io.finwait.finding.quality.CaptureEndedOpen;
import io.finwait.finding.quality.ClockAnomaly;
import io.finwait.finding.quality.DuplicatePackets;
import io.finwait.finding.quality.FilterSuspected;
import io.finwait.finding.quality.MidstreamStart;
import io.finwait.finding.quality.OffloadArtifacts;
import io.finwait.finding.quality.OneDirectionOnly;
import io.finwait.finding.quality.TruncatedSnaplen;
import io.finwait.finding.talking.HalfOpenDiscovered;
import io.finwait.finding.talking.IdleThenReset;
import io.finwait.finding.talking.IdleThenSilence;
import io.finwait.finding.talking.KeepalivePeerDead;
import io.finwait.finding.talking.KeepaliveProbing;
import io.finwait.finding.talking.KeepaliveRace;
import io.finwait.finding.talking.SilentDeath;
import io.finwait.finding.talking.ZeroWindowCloseStall;
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
import java.util.List;

/** All findings there are. A new one is named here twice: its rule, and its kind in the area it belongs to. */
public final class Catalog {
    /** Kinds about one part of a connection's life, as {@code finwait explain} groups them. */
    public record Area(String title, List<FindingKind> kinds) {}

    private static final List<Area> AREAS = List.of(
            new Area("Opening a connection", List.of(SynRetransmitted.KIND)),
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
                            SimultaneousClose.KIND)),
            new Area(
                    "What stands on the path",
                    List.of(
                            InjectedRst.KIND,
                            BlindRstAttempts.KIND,
                            BlindSyn.KIND,
                            PathMtuBlackhole.KIND,
                            MiddleboxIdleTimeout.KIND)),
            new Area(
                    "The capture itself",
                    List.of(
                            CaptureDrops.KIND,
                            CaptureEndedOpen.KIND,
                            ClockAnomaly.KIND,
                            DuplicatePackets.KIND,
                            FilterSuspected.KIND,
                            MidstreamStart.KIND,
                            OffloadArtifacts.KIND,
                            OneDirectionOnly.KIND,
                            TruncatedSnaplen.KIND)));

    private static final List<FindingKind> KINDS =
            AREAS.stream().flatMap(area -> area.kinds().stream()).toList();

    private Catalog() {}

    /** Rules about one connection. */
    static List<ConnectionRule> connectionRules() {
        return List.of(
                new SynRetransmitted(),
                new FinRetransmitted(),
                new KeepaliveRace(),
                new HalfOpenDiscovered(),
                new IdleThenReset(),
                new IdleThenSilence(),
                new SilentDeath(),
                new KeepaliveProbing(),
                new KeepalivePeerDead(),
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
                new SimultaneousClose(),
                new InjectedRst(),
                new BlindRstAttempts(),
                new BlindSyn(),
                new PathMtuBlackhole());
    }

    /** Rules across connections that find anything wanted; new ones, since they remember. */
    static List<CaptureRule> captureRules(FindingChoice choice) {
        return List.of(
                new MiddleboxIdleTimeout(),
                new CloseWaitStuckOnHost(),
                new LastAckStuckOnHost(),
                new CaptureDrops(),
                new CaptureEndedOpen(),
                new ClockAnomaly(),
                new DuplicatePackets(),
                new FilterSuspected(),
                new MidstreamStart(),
                new OffloadArtifacts(),
                new OneDirectionOnly(),
                new TruncatedSnaplen());
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
