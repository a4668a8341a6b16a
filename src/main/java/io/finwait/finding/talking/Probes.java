package io.finwait.finding.talking;

import io.finwait.decode.SeqNum;
import io.finwait.finding.Segments;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import java.util.List;

/** Keep-alive probes among a connection's milestones: empty, or one octet, one before what is acknowledged already (RFC 9293 §3.8.4). */
final class Probes {
    private Probes() {}

    /** Those of {@code from}; none where its peer ever closed its window, since then they are window probes, which look the same. */
    static List<Milestone> of(Life life, Role from) {
        Life.Side peer = life.side(from.peer());
        if (peer.zeroWindows() > 0 || !peer.acknowledged()) {
            return List.of();
        }
        int acknowledged = peer.rcvNxt();
        return Segments.of(
                life,
                from,
                m -> m.is(Milestone.PROBE)
                        && m.payloadLength() <= 1
                        && !SeqNum.after(m.seq() + 1, acknowledged)
                        && (m.payloadLength() == 0 || life.side(from).sndNxt() == acknowledged));
    }

    /** The last of them, to which its peer never answered, up to the RST with which {@code from} may have given up. */
    static List<Milestone> unanswered(Life life, Role from) {
        List<Milestone> probes = of(life, from);
        Milestone rst = Segments.first(life, from, Milestone::isRst);
        if (probes.isEmpty()) {
            return probes;
        }
        long heard = life.side(from.peer()).lastSentNanos();
        if (rst == null || heard < rst.timeNanos()) {
            return probes.stream().filter(m -> m.timeNanos() > heard).toList();
        }
        // The peer spoke later than that: only the timestamps tell which of the probes it had answered.
        Milestone last = probes.get(probes.size() - 1);
        return probes.stream()
                .filter(m -> m.hasTimestamps() && m.tsEcr() == last.tsEcr() && m.frame() < rst.frame())
                .toList();
    }
}
