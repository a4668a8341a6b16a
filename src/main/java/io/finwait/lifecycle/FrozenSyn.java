package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * A single SYN that nothing has answered: what scans and floods leave by the million. Made whole by taking the SYN in again.
 */
final class FrozenSyn extends Frozen {
    private static final int BYTES = 72;

    private final int isn;

    /** Frame number times 2^24, TTL and IPv4 identification: a SYN has nothing to waste. */
    private final long frameTtlAndIpId;

    private final int tsVal;
    private final boolean timestamps;
    private final boolean fromA;
    private final boolean idIsTcpStream;

    private FrozenSyn(Connection c) {
        super(c);
        Endpoint opener = c.clientIsA ? c.a : c.b;
        isn = opener.isn;
        frameTtlAndIpId = c.firstFrame << 24 | (long) c.log.ttl(0) << 16 | c.log.ipId(0);
        tsVal = opener.lastTsVal;
        timestamps = opener.is(Endpoint.TIMESTAMPS);
        fromA = c.clientIsA;
        idIsTcpStream = c.idIsTcpStream;
    }

    /** Freezes {@code c}; null if it is more than a plain SYN. */
    static @Nullable FrozenSyn of(Connection c) {
        Endpoint opener = c.clientIsA ? c.a : c.b;
        boolean plain = c.phase == Phase.ATTEMPT
                && c.a.packets + c.b.packets == 1
                && opener.sndNxt == opener.isn + 1 // neither data nor a FIN with it
                && !c.headerCut
                && c.previous == null
                && c.predecessor == null
                && c.oddities == 0
                && (c.zeek == null || c.zeek.isLoneSyn());
        return plain ? new FrozenSyn(c) : null;
    }

    @Override
    void restore(Connection c, Freezer freezer) {
        TcpSegment syn = freezer.syn();
        syn.timeNanos = deadlineNanos() - WaitingRoom.ATTEMPT_NANOS;
        syn.frame = frameTtlAndIpId >>> 24;
        syn.seq = isn;
        syn.ttl = (int) (frameTtlAndIpId >>> 16) & 0xFF;
        syn.ipId = isIpv6() ? -1 : (int) frameTtlAndIpId & 0xFFFF;
        syn.tsVal = tsVal;
        syn.hasTimestamps = timestamps;
        c.beginAgain(id, idIsTcpStream, syn, fromA);
        c.forgetSynOptions();
    }

    @Override
    int heapBytes() {
        return BYTES;
    }
}
