package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * A single SYN that nothing has answered: what scans and floods leave by the million. Made whole by taking the SYN in again.
 */
final class FrozenSyn extends Frozen {
    private static final int BYTES = 72;

    private final int isn;
    private final long frame;
    private final boolean fromA;
    private final boolean idIsTcpStream;

    private FrozenSyn(Connection c) {
        super(c);
        Endpoint opener = c.clientIsA ? c.a : c.b;
        isn = opener.isn;
        frame = c.firstFrame;
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
                && (c.zeek == null || c.zeek.isLoneSyn());
        return plain ? new FrozenSyn(c) : null;
    }

    @Override
    void restore(Connection c, Freezer freezer) {
        TcpSegment syn = freezer.syn();
        syn.timeNanos = deadlineNanos() - WaitingRoom.ATTEMPT_NANOS;
        syn.frame = frame;
        syn.seq = isn;
        c.beginAgain(id, idIsTcpStream, syn, fromA);
    }

    @Override
    int heapBytes() {
        return BYTES;
    }
}
