package io.finwait.lifecycle.zeek;

import static io.finwait.lifecycle.zeek.EndpointState.ESTABLISHED;
import static io.finwait.lifecycle.zeek.EndpointState.INACTIVE;
import static io.finwait.lifecycle.zeek.EndpointState.PARTIAL;
import static io.finwait.lifecycle.zeek.EndpointState.RESET;
import static io.finwait.lifecycle.zeek.EndpointState.SYN_ACK_SENT;
import static io.finwait.lifecycle.zeek.EndpointState.SYN_SENT;
import static io.finwait.lifecycle.zeek.PackedEnds.DATA_ACKED;
import static io.finwait.lifecycle.zeek.PackedEnds.FIN_SENT;
import static io.finwait.lifecycle.zeek.PackedEnds.REPEATS;
import static io.finwait.lifecycle.zeek.PackedEnds.RST_SENT;

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

    static long relativeSeq(PackedEnds ends, boolean a, int seq) {
        Stream stream = ends.streamIfAny(a);
        return relative(seq, ends.last(a), stream == null ? 0 : stream.seqWraps, ends.start(a));
    }

    /** Notes what the peer acknowledges of this side; gives it relative to this side's start, 0 if it cannot be. */
    static long noteAck(PackedEnds ends, boolean a, int ack, boolean rst) {
        if (ends.state(a) == INACTIVE) {
            rebase(ends, a, ack - 1, ack - 1);
            return 1;
        }
        Stream stream = ends.streamIfAny(a);
        long acked = stream == null
                ? relative(ack, ends.start(a), 0, ends.start(a))
                : relative(ack, stream.ack, stream.ackWraps, ends.start(a));
        if (acked < 0) {
            return 0;
        }
        if (!rst) {
            advanceAck(ends, a, ack, acked);
        }
        return acked;
    }

    /** Zeek's update_last_seq. */
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

    static void rememberFin(PackedEnds ends, boolean a, int end, long relativeEnd, boolean otherFlags) {
        boolean isPlain = !otherFlags && end == ends.last(a) && relativeEnd == ends.sent(a);
        Stream stream = isPlain ? ends.streamIfAny(a) : ends.stream(a);
        if (stream != null) {
            stream.finEnd = relativeEnd;
            stream.lastFin = otherFlags ? stream.lastFin : relativeEnd - 1;
        }
        ends.setBits(a, ends.bits(a) | FIN_SENT);
    }

    static void rememberRst(PackedEnds ends, boolean a, int seq, long relativeSeq) {
        boolean isPlain = seq == ends.last(a) && relativeSeq == ends.sent(a);
        Stream stream = isPlain ? ends.streamIfAny(a) : ends.stream(a);
        if (stream != null) {
            stream.lastRst = relativeSeq;
        }
        ends.setBits(a, ends.bits(a) | RST_SENT);
    }

    /** Whether Zeek's size of that end is 0: nothing but SYN and FIN was sent or acknowledged. */
    static boolean isEmpty(PackedEnds ends, boolean a) {
        Stream stream = ends.streamIfAny(a);
        if (stream != null && (stream.seqWraps | stream.ackWraps) != 0) {
            return false;
        }
        int acked = stream == null ? ends.ackedIfPacked(a) : SeqNum.distance(stream.ack, ends.start(a));
        int octets = Math.max(ends.sent(a), acked);
        int controls = 1 + ((ends.bits(a) & FIN_SENT) != 0 ? 1 : 0);
        return ends.sent(a) >= 0 && octets <= controls;
    }

    private static void rebase(PackedEnds ends, boolean a, int start, int last) {
        Stream stream = (ends.bits(a) & (FIN_SENT | RST_SENT)) != 0 ? ends.stream(a) : ends.streamIfAny(a);
        if (stream != null) {
            stream.ack = start;
        }
        ends.setNumbers(a, start, last);
        ends.setBits(a, ends.bits(a) & ~DATA_ACKED);
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
        return ((long) turns << 32) + Integer.toUnsignedLong(seq) - Integer.toUnsignedLong(start);
    }

    /** Zeek's update_ack_seq. */
    private static void advanceAck(PackedEnds ends, boolean a, int ack, long acked) {
        boolean wraps = acked > 0 && Integer.compareUnsigned(ack, ends.start(a)) < 0;
        Stream stream = wraps ? ends.stream(a) : ends.streamIfAny(a);
        if (stream != null) {
            int advance = SeqNum.distance(ack, stream.ack);
            if (advance <= 0 || ack == 0 && advance > TOO_LARGE_JUMP_BYTES) {
                return;
            }
            if (Integer.compareUnsigned(ack, stream.ack) < 0) {
                stream.ackWraps++;
            }
            stream.ack = ack;
        }
        if (acked > 1) {
            ends.setBits(a, ends.bits(a) | DATA_ACKED);
        }
    }

    private static void advanceLast(PackedEnds ends, boolean a, int end) {
        boolean wraps = Integer.compareUnsigned(end, ends.last(a)) < 0;
        if (wraps) {
            ends.stream(a).seqWraps++;
        } else if ((ends.bits(a) & (FIN_SENT | RST_SENT)) != 0 && end != ends.last(a)) {
            ends.stream(a); // from now on the FIN or RST is not at the end
        }
        ends.setNumbers(a, ends.start(a), end);
    }
}
