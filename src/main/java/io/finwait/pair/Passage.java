package io.finwait.pair;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Role;

/**
 * One segment at one of the capture points, its numbers made those of the client side, and what became of it at the other point. Valid
 * for as long as one likes, unlike the segment it was made from.
 */
public final class Passage {
    private static final int CONTROL = TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST;
    private static final int ESSENTIAL = CONTROL | TcpSegment.ACK_FLAG;

    final Role from;
    final Side seenAt;
    final long nanos;
    final long alignedNanos;
    final long frame;
    final int flags;
    final int seq;
    final int end;
    final int ack;
    final int payloadLength;
    final int window;
    final int ttl;
    final int ipId;
    final boolean hasTimestamps;
    final int tsVal;
    Kind kind = Kind.ACK;
    boolean repeat;

    /** Where and when it was seen at the other point; the first of its parts if it was cut up on the way. */
    long otherFrame = -1;

    long otherNanos;

    /** How much of its sequence space has been seen at the other point. */
    int covered;

    /** It acknowledges what the other capture has already, so that one had begun when it was sent. */
    boolean answersSomethingSeenThere;

    /** Among how many that look the same one arrived less than were sent, or this one itself; 1 if it is told apart. */
    int alike = 1;

    /** A frame at the receiver's side that shows that this did not arrive; -1 without. */
    long deniedFrame = -1;

    /** When that was captured, by the client side's clock. */
    long deniedNanos;

    /** The receiver acknowledged it before any copy of it was seen to arrive. */
    boolean acknowledgedUnseen;

    /** Another copy of it arrived. */
    boolean copyArrived;

    /** When it was sent, the receiver's side had its octets already or acknowledged them: what acknowledges them says nothing of it. */
    boolean thereAlready;

    /** It is one of several copies that were sent before the receiver acknowledged any. */
    boolean ambiguous;

    Passage(TcpSegment s, Role from, Side seenAt, Pair pair, long alignedNanos) {
        boolean shifted = seenAt == Side.SERVER;
        this.from = from;
        this.seenAt = seenAt;
        this.alignedNanos = alignedNanos;
        nanos = s.timeNanos;
        frame = s.frame;
        flags = s.flags;
        seq = s.seq - (shifted ? pair.seqShift(from) : 0);
        end = seq + s.segLen();
        ack = s.has(TcpSegment.ACK_FLAG) ? s.ack - (shifted ? pair.seqShift(from.peer()) : 0) : 0;
        payloadLength = s.payloadLength;
        window = s.window;
        ttl = s.ttl;
        ipId = s.ipId;
        hasTimestamps = s.hasTimestamps;
        tsVal = s.tsVal - (shifted ? pair.tsShift(from) : 0);
    }

    public Role from() {
        return from;
    }

    /** The capture it was seen in. */
    public Side seenAt() {
        return seenAt;
    }

    /** Its number in the capture where it was seen, or seen first. */
    public long frame() {
        return frame;
    }

    /** Its number in the other capture; -1 if it is not there. */
    public long otherFrame() {
        return otherFrame;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it sends again what was sent before. */
    public boolean isRepeat() {
        return repeat;
    }

    public int flags() {
        return flags;
    }

    public int payloadLength() {
        return payloadLength;
    }

    public int ttl() {
        return ttl;
    }

    /** When it was captured, by that capture's clock. */
    public long nanos() {
        return nanos;
    }

    /** When it was captured, by the client side's clock. */
    public long alignedNanos() {
        return alignedNanos;
    }

    /** How many of its octets, SYN and FIN counted, were not seen at the other point. */
    public int missing() {
        return end - seq - covered;
    }

    /** Among how many that cannot be told apart it is; 1 if it is told apart. */
    public int alike() {
        return alike;
    }

    boolean has(int mask) {
        return (flags & mask) == mask;
    }

    boolean isPureAck() {
        return end == seq && (flags & ESSENTIAL) == TcpSegment.ACK_FLAG;
    }

    /** Whether it could be {@code other} at the other point, as far as TCP's own fields tell. */
    boolean isAlike(Passage other) {
        return seq == other.seq
                && end == other.end
                && ack == other.ack
                && (flags & ESSENTIAL) == (other.flags & ESSENTIAL)
                && stampsFit(other);
    }

    /** Whether timestamps do not tell the two apart. */
    boolean stampsFit(Passage other) {
        return !hasTimestamps || !other.hasTimestamps || tsVal == other.tsVal;
    }

    /** Whether both have an identification and it is the same. */
    boolean isIdentifiedAs(Passage other) {
        return ipId > 0 && ipId == other.ipId;
    }

    boolean isIdentifiedOtherwise(Passage other) {
        return ipId > 0 && other.ipId > 0 && ipId != other.ipId;
    }

    /** How much of the sequence space of {@code other} it holds, 0 or more. */
    int overlap(Passage other) {
        int begin = SeqNum.later(seq, other.seq);
        int until = SeqNum.before(end, other.end) ? end : other.end;
        return Math.max(0, SeqNum.distance(until, begin));
    }

    /** Whether who sends {@code reply} behaves as one that did not get this. */
    boolean isDeniedBy(Passage reply) {
        return switch (kind) {
            case RST -> !reply.has(TcpSegment.RST);
            case LAST_ACK, ACK_OF_FIN -> reply.has(TcpSegment.FIN) && reply.repeat && SeqNum.atOrAfter(ack, reply.end);
            case HANDSHAKE_ACK -> reply.kind == Kind.SYN_ACK && reply.repeat;
            case SYN_ACK -> reply.kind == Kind.SYN && reply.repeat;
            case ACK, SYN -> false;
            case DATA, FIN ->
                reply.has(TcpSegment.ACK_FLAG)
                        && !reply.has(TcpSegment.RST)
                        && SeqNum.atOrAfter(reply.ack, seq)
                        && SeqNum.before(reply.ack, end);
        };
    }

    void arrivesAs(Passage other) {
        otherFrame = other.frame;
        otherNanos = other.nanos;
        covered = end - seq;
    }
}
