package io.finwait.lifecycle.zeek;

import static io.finwait.lifecycle.zeek.EndpointState.ESTABLISHED;
import static io.finwait.lifecycle.zeek.EndpointState.INACTIVE;
import static io.finwait.lifecycle.zeek.EndpointState.PARTIAL;
import static io.finwait.lifecycle.zeek.EndpointState.RESET;
import static io.finwait.lifecycle.zeek.EndpointState.SYN_ACK_SENT;
import static io.finwait.lifecycle.zeek.EndpointState.SYN_SENT;
import static io.finwait.lifecycle.zeek.PackedEnds.DATA_ACKED;
import static io.finwait.lifecycle.zeek.PackedEnds.FIN_ACKED;
import static io.finwait.lifecycle.zeek.PackedEnds.FIN_SENT;
import static io.finwait.lifecycle.zeek.PackedEnds.REPEATS;
import static io.finwait.lifecycle.zeek.PackedEnds.RST_SENT;
import static io.finwait.lifecycle.zeek.PackedEnds.SYN_ACKED;

import io.finwait.decode.SeqNum;

/**
 * Sequence numbers of both ends: where they begin, how far they got, what is relative to what (Zeek: init_endpoint,
 * get_relative_seq, update_ack_seq and update_last_seq of TCPSessionAdapter.cc).
 */
final class Numbers {
    /** Zeek's TOO_LARGE_SEQ_DELTA: numbers of a SYN or RST that jump farther are not believed. */
    private static final int TOO_LARGE_JUMP_BYTES = 1 << 20;

    private Numbers() {}

    /** Sets the base of the sender's numbers where this segment is its first or a SYN that makes it start again. */
    static void prepareSender(PackedEnds ends, boolean a, boolean syn, int seq, int end) {
        switch (ends.state(a)) {
            case INACTIVE -> {
                // without a SYN as if there had been one, and the segment itself still to come
                rebase(ends, a, syn ? seq : seq - 1, syn ? end : seq);
            }
            case SYN_SENT, SYN_ACK_SENT -> {
                if (syn && seq != ends.start(a)) {
                    rebase(ends, a, seq, end);
                }
            }
            case ESTABLISHED, PARTIAL -> {
                if (syn) {
                    rebase(ends, a, seq, end);
                }
            }
            case RESET -> {
                if (syn && ends.previous(a) == INACTIVE) {
                    rebase(ends, a, seq, end);
                }
            }
            default -> {}
        }
    }

    /** A sequence number of that end relative to its start; negative if it lies before. */
    static long relativeSeq(PackedEnds ends, boolean a, int seq) {
        SequenceSpace space = ends.spaceIfAny(a);
        return relative(seq, ends.last(a), space == null ? 0 : space.seqWraps, ends.start(a));
    }

    /** The highest acknowledgement of what that end sent, relative to its start. */
    static long acked(PackedEnds ends, boolean a, SequenceSpace space) {
        return unwrapped(space.ack, space.ackWraps) - unwrapped(ends.start(a), 0);
    }

    /** Marks which of SYN, data and FIN are acknowledged. */
    static void markAcked(PackedEnds ends, boolean a, long acked) {
        if (acked > 0) {
            int old = ends.bits(a);
            boolean finAcked = (old & FIN_SENT) != 0 && acked >= ends.sent(a);
            int marks = SYN_ACKED | (acked > 1 ? DATA_ACKED : 0) | (finAcked ? FIN_ACKED : 0);
            ends.setBits(a, old | marks);
        }
    }

    /** Notes what the peer acknowledges of this side; gives it relative to this side's start, 0 if it cannot be. */
    static long noteAck(PackedEnds ends, boolean a, int ack, boolean rst) {
        if (ends.state(a) == INACTIVE) {
            rebase(ends, a, ack - 1, ack - 1);
            return 1;
        }
        SequenceSpace space = ends.spaceIfAny(a);
        long acked = space == null
                ? relative(ack, ends.ackIfPacked(a), 0, ends.start(a))
                : relative(ack, space.ack, space.ackWraps, ends.start(a));
        if (acked < 0) {
            return 0;
        }
        if (!rst) {
            advanceAck(ends, a, ack, acked);
        }
        return acked;
    }

    /**
     * Notes how far an end has sent, or that it repeats itself (Zeek's update_last_seq).
     *
     * @param end the sequence number after the segment
     */
    static void noteEnd(PackedEnds ends, boolean a, int end, boolean synOrRst, boolean fin, int length) {
        int advance = SeqNum.distance(end, ends.last(a));
        if (synOrRst && (advance > TOO_LARGE_JUMP_BYTES || advance < -TOO_LARGE_JUMP_BYTES)) {
            return;
        }
        boolean onlySynSeen = ends.last(a) == ends.start(a) + 1;
        if (fin && onlySynSeen) {
            advanceLast(ends, a, end); // even backwards: there may be more than 2 GiB between SYN and FIN
        } else if (ends.state(a) == RESET) {
            return;
        } else if (advance > 0) {
            advanceLast(ends, a, end);
        } else if (length > 0) {
            History.tally(ends, a, REPEATS, Letters.T);
        }
    }

    /**
     * Remembers a FIN, after {@link #noteEnd}.
     *
     * @param relativeEnd the number after the FIN, relative
     * @param otherFlags whether SYN or RST was set beside it
     */
    static void rememberFin(PackedEnds ends, boolean a, int end, long relativeEnd, boolean otherFlags) {
        boolean isPlain = !otherFlags && end == ends.last(a) && relativeEnd == ends.sent(a) && relativeEnd > 0;
        SequenceSpace space = isPlain ? ends.spaceIfAny(a) : ends.space(a);
        if (space != null) {
            space.finEnd = relativeEnd;
            space.lastFin = otherFlags ? space.lastFin : relativeEnd - 1;
        }
        ends.setBits(a, ends.bits(a) | FIN_SENT);
    }

    /** Remembers a RST, after {@link #noteEnd}. */
    static void rememberRst(PackedEnds ends, boolean a, int seq, long relativeSeq) {
        boolean isPlain = seq == ends.last(a) && relativeSeq == ends.sent(a);
        SequenceSpace space = isPlain ? ends.spaceIfAny(a) : ends.space(a);
        if (space != null) {
            space.lastRst = relativeSeq;
        }
        ends.setBits(a, ends.bits(a) | RST_SENT);
    }

    /** Whether Zeek's size of that end is 0: nothing but SYN and FIN was sent or acknowledged (TCP_Endpoint::Size). */
    static boolean isEmpty(PackedEnds ends, boolean a) {
        SequenceSpace space = ends.spaceIfAny(a);
        long last = unwrapped(ends.last(a), space == null ? 0 : space.seqWraps);
        long ack = space == null ? unwrapped(ends.ackIfPacked(a), 0) : unwrapped(space.ack, space.ackWraps);
        long octets = Math.max(last, ack) - unwrapped(ends.start(a), 0);
        int controls = (ends.bits(a) & FIN_SENT) != 0 ? 2 : 1;
        return 0 <= octets && octets <= controls;
    }

    private static void rebase(PackedEnds ends, boolean a, int start, int last) {
        SequenceSpace space = (ends.bits(a) & (FIN_SENT | RST_SENT)) != 0 ? ends.space(a) : ends.spaceIfAny(a);
        if (space != null) {
            space.ack = start;
        }
        ends.setNumbers(a, start, last);
        ends.setBits(a, ends.bits(a) & ~(SYN_ACKED | DATA_ACKED | FIN_ACKED));
    }

    /**
     * Zeek's get_relative_seq: {@code seq} relative to {@code start}, near {@code reference}. Negative where Zeek calls it an
     * underflow, which includes everything from 2^31 octets up to the first wrap.
     */
    private static long relative(int seq, int reference, int wraps, int start) {
        int delta = SeqNum.distance(seq, reference);
        int unsigned = Integer.compareUnsigned(seq, reference);
        int turns = wraps;
        if (delta < 0 && turns != 0 && unsigned > 0) {
            turns--;
        } else if (delta > 0 && unsigned < 0) {
            turns++;
        }
        if (turns == 0) {
            return SeqNum.distance(seq, start);
        }
        return unwrapped(seq, turns) - unwrapped(start, 0);
    }

    private static long unwrapped(int number, int wraps) {
        return ((long) wraps << 32) + Integer.toUnsignedLong(number);
    }

    /** Zeek's update_ack_seq. */
    private static void advanceAck(PackedEnds ends, boolean a, int ack, long acked) {
        boolean wraps = acked > 0 && Integer.compareUnsigned(ack, ends.start(a)) < 0;
        SequenceSpace space = wraps ? ends.space(a) : ends.spaceIfAny(a);
        if (space != null) {
            int advance = SeqNum.distance(ack, space.ack);
            if (advance <= 0 || ack == 0 && advance > TOO_LARGE_JUMP_BYTES) {
                return;
            }
            if (Integer.compareUnsigned(ack, space.ack) < 0) {
                space.ackWraps++;
            }
            space.ack = ack;
        }
        markAcked(ends, a, acked);
    }

    private static void advanceLast(PackedEnds ends, boolean a, int end) {
        boolean wraps = Integer.compareUnsigned(end, ends.last(a)) < 0;
        if (wraps) {
            ends.space(a).seqWraps++;
        } else if ((ends.bits(a) & (FIN_SENT | RST_SENT)) != 0 && end != ends.last(a)) {
            ends.space(a); // from now on the FIN or RST is not at the end
        }
        ends.setNumbers(a, ends.start(a), end);
    }
}
