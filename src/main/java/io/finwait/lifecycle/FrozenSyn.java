package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * A single SYN that nothing has answered: what scans and floods leave by the million. Made whole by taking the SYN in again.
 */
final class FrozenSyn extends Frozen {
    private static final int BYTES = 72;
    private static final int TIMESTAMPS = 1;
    private static final int FROM_A = 1 << 1;
    private static final int ID_IS_TCP_STREAM = 1 << 2;
    private static final int ZEEK = 1 << 3;

    private final int isn;

    /** Frame number times 2^24, TTL and IPv4 identification: a SYN has nothing to waste. */
    private final long frameTtlAndIpId;

    private final int tsVal;
    private final char wireLength;
    private final byte bits;

    private FrozenSyn(Connection c) {
        super(c);
        Endpoint opener = c.clientIsA ? c.a : c.b;
        isn = opener.isn;
        frameTtlAndIpId = c.firstFrame << 24 | (long) c.log.ttl(0) << 16 | c.log.ipId(0);
        tsVal = opener.lastTsVal;
        wireLength = (char) opener.wireBytes;
        bits = (byte) ((opener.is(Endpoint.TIMESTAMPS) ? TIMESTAMPS : 0)
                | (c.clientIsA ? FROM_A : 0)
                | (c.idIsTcpStream ? ID_IS_TCP_STREAM : 0)
                | (c.zeek != null ? ZEEK : 0));
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
                && (c.zeek == null || c.zeek.isLoneSyn() && isPlainOnWire(opener));
        return plain ? new FrozenSyn(c) : null;
    }

    private static boolean isPlainOnWire(Endpoint opener) {
        return opener.wireBytes <= Character.MAX_VALUE && opener.controlBits() == TcpSegment.SYN;
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
        syn.hasTimestamps = (bits & TIMESTAMPS) != 0;
        syn.wireLength = wireLength;
        c.beginAgain(id, (bits & ID_IS_TCP_STREAM) != 0, (bits & ZEEK) != 0, syn, clientIsA());
        c.forgetSynOptions();
    }

    @Override
    public boolean clientIsA() {
        return (bits & FROM_A) != 0;
    }

    @Override
    boolean knowsStates() {
        return true;
    }

    @Override
    void rememberStates(TcpState client, TcpState server) {}

    @Override
    TcpState state(Role role) {
        return role == Role.CLIENT ? TcpState.SYN_SENT : TcpState.CLOSED;
    }

    @Override
    int heapBytes() {
        return BYTES;
    }
}
