package io.finwait.pair;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/** How far what one end of a connection sent goes in one capture: its sequence numbers, and what it acknowledges. */
final class Reach {
    private int firstSeq;
    private int highestEnd;
    private int highestAck;
    private boolean any;
    private boolean acknowledging;
    private long roseNanos;

    void take(Passage p) {
        boolean acks = p.has(TcpSegment.ACK_FLAG);
        if (!goesTo(p.end) || acks && !acknowledges(p.ack)) {
            roseNanos = p.alignedNanos;
        }
        firstSeq = any ? firstSeq : p.seq;
        highestEnd = any ? SeqNum.later(highestEnd, p.end) : p.end;
        any = true;
        if (acks) {
            highestAck = acknowledging ? SeqNum.later(highestAck, p.ack) : p.ack;
            acknowledging = true;
        }
    }

    /** Whether there is any segment. */
    boolean isAny() {
        return any;
    }

    /** Whether any of them acknowledges something. */
    boolean isAcknowledging() {
        return acknowledging;
    }

    /** Whether they went further, or acknowledged more, at that time by the aligned clocks or later. */
    boolean roseSince(long alignedNanos) {
        return any && roseNanos >= alignedNanos;
    }

    /** Whether the first segment has a number before {@code ack}. */
    boolean beganBefore(int ack) {
        return any && SeqNum.before(firstSeq, ack);
    }

    /** Whether they go as far as {@code end}, or further. */
    boolean goesTo(int end) {
        return any && SeqNum.atOrAfter(highestEnd, end);
    }

    /** Whether they acknowledge all before {@code end}. */
    boolean acknowledges(int end) {
        return acknowledging && SeqNum.atOrAfter(highestAck, end);
    }
}
