package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/** How a segment stands to its connection before it is taken in: the marks of a {@link Milestone}. */
final class SegmentMarks {
    private SegmentMarks() {}

    /** The marks of {@code s}, which {@code x} sent. */
    static int of(TcpSegment s, Endpoint x, Endpoint y) {
        int marks = 0;
        if (x.is(Endpoint.SENT)) {
            int begins = SeqNum.distance(s.seq, x.sndNxt);
            int ends = SeqNum.distance(s.end(), x.sndNxt);
            boolean control = (s.flags & (TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST)) != 0;
            if (!control && begins == -1 && s.payloadLength <= 1 && s.has(TcpSegment.ACK_FLAG)) {
                marks = Milestone.PROBE;
            } else if (begins > 0) {
                marks = Milestone.BEYOND;
            } else if (ends <= 0 && s.segLen() > 0) {
                marks = Milestone.REPEAT;
            }
        }
        if (s.has(TcpSegment.ACK_FLAG) && y.is(Endpoint.SENT) && SeqNum.after(s.ack, y.sndNxt)) {
            marks |= Milestone.ACKS_UNSEEN;
        }
        return marks;
    }

    /** The traits of a connection that has this segment of {@code x}, with these marks; to be asked before it is taken in. */
    static int traits(int marks, TcpSegment s, Endpoint x, Endpoint y) {
        int traits = ofMarks(marks);
        boolean syn = s.has(TcpSegment.SYN);
        boolean rst = s.has(TcpSegment.RST);
        boolean fin = s.has(TcpSegment.FIN);
        boolean nothing = !syn && !rst && !fin;
        boolean ack = s.has(TcpSegment.ACK_FLAG);
        if (syn && (fin || rst) || fin && (rst || !ack) || nothing && !ack) {
            traits |= Trait.ODD_FLAGS;
        }
        if (rst) {
            traits |= Trait.RST_SEEN;
        }
        if (syn && (s.payloadLength > 0 || s.fastOpen >= 0)) {
            traits |= Trait.FAST_OPEN;
        }
        if (x.finAckedNanos != NEVER && y.finAckedNanos != NEVER) {
            traits |= Trait.AFTER_CLOSE;
        } else if (s.payloadLength > 0 && y.is(Endpoint.FIN_SEEN)) {
            traits |= Trait.DATA_AFTER_FIN;
        }
        return traits;
    }

    private static int ofMarks(int marks) {
        return ((marks & Milestone.STRAY) != 0 ? Trait.STRAY_SEGMENTS : 0)
                | ((marks & Milestone.AFTER_GAP) != 0 ? Trait.LONG_GAP : 0)
                | ((marks & Milestone.PROBE) != 0 ? Trait.PROBED : 0)
                | ((marks & Milestone.ACKS_UNSEEN) != 0 ? Trait.ACK_BEFORE_DATA : 0);
    }
}
