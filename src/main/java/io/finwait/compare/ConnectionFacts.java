package io.finwait.compare;

import io.finwait.analysis.DurationDistributions;
import io.finwait.analysis.Summary.Measure;
import io.finwait.finding.Finding;
import io.finwait.finding.Severity;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TimeWait;
import io.finwait.lifecycle.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison needs of one connection, wherever it is from.
 *
 * @param completed whether its close was seen to its end
 * @param begunBefore whether it began before the capture
 * @param handshakeNanos and {@code teardownNanos}: -1 where not known
 * @param stays closing states that were seen to end
 * @param timeWaitNanos how long TIME_WAIT was assumed to last; 0 where nobody was in it
 * @param packets of both sides, and {@code payloadBytes} likewise
 * @param exchanges requests, where each side speaks in turn; -1 where not known
 */
record ConnectionFacts(
        int id,
        HostPort client,
        HostPort server,
        CloseKind kind,
        ActiveCloser closer,
        boolean completed,
        boolean begunBefore,
        long handshakeNanos,
        long teardownNanos,
        List<Stay> stays,
        long timeWaitNanos,
        long packets,
        long payloadBytes,
        int exchanges,
        List<Seen> findings) {
    /** One stay of one side in a closing state. */
    record Stay(Role side, Measure state, long nanos) {
        /** The stay that an interval is; null if it is none or was not seen to end. */
        static @Nullable Stay of(Role side, StateInterval interval) {
            Measure state = DurationDistributions.measureOf(interval.state());
            return state == null || interval.end() != StateEnd.OBSERVED
                    ? null
                    : new Stay(side, state, interval.durationNanos());
        }
    }

    /** A finding in the connection; the message is made only when it is read. */
    record Seen(String id, Severity severity, Supplier<String> message) {}

    static ConnectionFacts of(ConnectionRecord c, List<Finding> findings) {
        var stays = new ArrayList<Stay>();
        for (Role side : Role.values()) {
            for (StateInterval interval : c.states(side)) {
                Stay stay = Stay.of(side, interval);
                if (stay != null) {
                    stays.add(stay);
                }
            }
        }
        return new ConnectionFacts(
                c.id(),
                c.client(),
                c.server(),
                c.close().kind(),
                c.close().activeCloser(),
                c.close().completed(),
                c.visibility().contains(Visibility.NO_HANDSHAKE),
                c.handshake().totalNanos(),
                c.close().teardownNanos(),
                stays,
                c.timeWaits().stream().mapToLong(TimeWait::assumedNanos).max().orElse(0),
                c.clientTraffic().packets() + c.serverTraffic().packets(),
                c.clientTraffic().payloadBytes() + c.serverTraffic().payloadBytes(),
                c.exchanges(),
                findings.stream()
                        .map(f -> new Seen(f.kind().id(), f.severity(), f::message))
                        .toList());
    }
}
