package io.finwait.finding;

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
import io.finwait.finding.opening.SynHitsLiveConnection;
import io.finwait.finding.opening.SynRetransmitted;
import io.finwait.finding.quality.CaptureDrops;
import io.finwait.finding.quality.CaptureEndedOpen;
import io.finwait.finding.quality.ClockAnomaly;
import io.finwait.finding.quality.DuplicatePackets;
import io.finwait.finding.quality.FilterSuspected;
import io.finwait.finding.quality.MidstreamStart;
import io.finwait.finding.quality.OffloadArtifacts;
import io.finwait.finding.quality.OneDirectionOnly;
import io.finwait.finding.quality.TruncatedSnaplen;
import io.finwait.finding.teardown.FinRetransmitted;
import io.finwait.finding.timewait.ChallengeOrRstFiltered;
import io.finwait.finding.timewait.TimeWaitAssassinated;
import io.finwait.finding.timewait.TimeWaitDestroyedEarly;
import io.finwait.finding.timewait.TimeWaitProlonged;
import io.finwait.finding.timewait.TimeWaitReopenedByServer;
import io.finwait.finding.timewait.TimeWaitReusedByClient;
import io.finwait.finding.timewait.TimeWaitSynRefused;
import java.util.List;

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
                            DeferAcceptPattern.KIND,
                            SynHitsLiveConnection.KIND,
                            SynCollisionInSynRecv.KIND,
                            HandshakeAbortedByClient.KIND,
                            RstIgnoredInSynSent.KIND,
                            SimultaneousOpen.KIND,
                            FastOpen.KIND)),
            new Area("Closing a connection", List.of(FinRetransmitted.KIND)),
            new Area(
                    "TIME_WAIT and ports used again",
                    List.of(
                            TimeWaitDestroyedEarly.KIND,
                            TimeWaitProlonged.KIND,
                            TimeWaitReopenedByServer.KIND,
                            TimeWaitReusedByClient.KIND,
                            TimeWaitSynRefused.KIND,
                            ChallengeOrRstFiltered.KIND,
                            TimeWaitAssassinated.KIND)),
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
                new TimeWaitAssassinated());
    }

    /** Rules across connections that find anything wanted; new ones, since they remember. */
    static List<CaptureRule> captureRules(FindingChoice choice) {
        return List.of(
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
