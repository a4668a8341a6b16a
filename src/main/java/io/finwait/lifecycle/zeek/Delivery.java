package io.finwait.lifecycle.zeek;

import static io.finwait.lifecycle.zeek.EndpointState.CLOSED;
import static io.finwait.lifecycle.zeek.EndpointState.ESTABLISHED;
import static io.finwait.lifecycle.zeek.PackedEnds.DATA_ACKED;
import static io.finwait.lifecycle.zeek.PackedEnds.FIN_SENT;

/** Octets in order, and gaps between them (Zeek: TCP_Reassembler.cc). */
final class Delivery {
    private Delivery() {}

    /** Takes captured octets that an end sent, {@code from} relative to its start. */
    static void deliver(PackedEnds ends, boolean a, long from, int length) {
        long upper = from + length;
        SequenceSpace space = ends.spaceIfAny(a);
        if (space == null) {
            int next = ends.next(a);
            if (upper <= next) {
                return;
            }
            if (from <= next && upper <= Integer.MAX_VALUE) {
                ends.setNext(a, (int) upper);
                return;
            }
            space = ends.space(a);
        }
        long wanted = Math.max(from, Numbers.acked(ends, a, space));
        space.received(wanted, upper, (ends.bits(a) & DATA_ACKED) != 0);
    }

    /** The other end acknowledged everything before {@code acked}; what of it was never captured is a gap. */
    static void deliverUpTo(PackedEnds ends, boolean a, long acked) {
        int gaps = giveUpTo(ends, a, acked);
        if (gaps > 0 && isClean(ends, a) && isClean(ends, !a)) {
            for (int i = 0; i < gaps; i++) {
                History.tally(ends, a, PackedEnds.GAPS, Letters.G);
            }
        }
    }

    private static int giveUpTo(PackedEnds ends, boolean a, long acked) {
        SequenceSpace space = ends.spaceIfAny(a);
        if (space == null) {
            long upTo = (ends.bits(a) & FIN_SENT) != 0 ? Math.min(acked, ends.sent(a) - 1) : acked;
            if (upTo <= ends.next(a)) {
                return 0;
            }
            if (upTo <= Integer.MAX_VALUE && !(ends.isPartial() && upTo <= 2)) {
                ends.setNext(a, (int) upTo);
                return 1;
            }
            space = ends.space(a);
        }
        return space.acknowledged(acked, ends.isPartial());
    }

    private static boolean isClean(PackedEnds ends, boolean a) {
        int state = ends.state(a);
        return state == ESTABLISHED || state == CLOSED && ends.previous(a) == ESTABLISHED;
    }
}
