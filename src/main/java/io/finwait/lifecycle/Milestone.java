package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;

/**
 * One of the segments that matter to a connection's life, as captured: handshake, first data of each side, what follows a long
 * silence, whatever was repeated or out of order, and everything from the first FIN or RST on. Immutable.
 *
 * @param timeNanos capture time, nanoseconds since the epoch
 * @param from who sent it, by the addresses it carries
 * @param flags control bits as in {@link TcpSegment}
 * @param seq SEG.SEQ and {@code ack} SEG.ACK as sent: unsigned 32-bit numbers, to be compared with {@code SeqNum} only
 * @param payloadLength octets on the wire
 * @param window as sent, not scaled
 * @param ttl time to live or hop limit
 * @param ipId IPv4 identification; -1 for IPv6
 * @param marks how it stood to the connection when it came: {@link #REPEAT} and the others
 */
public record Milestone(
        long timeNanos,
        long frame,
        Role from,
        int flags,
        int seq,
        int ack,
        int payloadLength,
        int window,
        int ttl,
        int ipId,
        boolean hasTimestamps,
        int tsVal,
        int tsEcr,
        int marks) {
    /** It sent nothing that had not been sent before: SYN, FIN or data once more. */
    public static final int REPEAT = 1;

    /** Without anything new, one before what was sent: a keep-alive, or a probe of a closed window (RFC 9293 §3.8.4, §3.8.6.1). */
    public static final int PROBE = 1 << 1;

    /** It began beyond what its sender had been seen to send: something is missing or out of order. */
    public static final int BEYOND = 1 << 2;

    /** Its numbers are another incarnation's, or no window's of this one. */
    public static final int STRAY = 1 << 3;

    /** It followed a silence of at least {@link Life#LONG_GAP_NANOS}. */
    public static final int AFTER_GAP = 1 << 4;

    /** It acknowledged what its peer had not been seen to send. */
    public static final int ACKS_UNSEEN = 1 << 5;

    /** It is the ICMP error that quotes such a segment of {@code from}; only time, frame, seq and {@link #icmp} mean something. */
    public static final int ICMP = 1 << 6;

    /** Whether all of {@code mask} is set. */
    public boolean has(int mask) {
        return (flags & mask) == mask;
    }

    public boolean is(int mark) {
        return (marks & mark) != 0;
    }

    public boolean isSyn() {
        return has(TcpSegment.SYN) && !has(TcpSegment.ACK_FLAG);
    }

    public boolean isSynAck() {
        return has(TcpSegment.SYN | TcpSegment.ACK_FLAG);
    }

    public boolean isFin() {
        return has(TcpSegment.FIN) && !is(ICMP);
    }

    public boolean isRst() {
        return has(TcpSegment.RST);
    }

    /** Neither SYN, FIN nor RST, nor data. */
    public boolean isPureAck() {
        return has(TcpSegment.ACK_FLAG)
                && (flags & (TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST)) == 0
                && payloadLength == 0
                && !is(ICMP);
    }

    /**
     * A RST as Linux sends it where no socket matches: no ACK and no timestamps, its number taken from the ACK of what it
     * answers (RFC 9293 §3.10.7.1; tcp_v4_send_reset). IPv4 identification 0 where there is one.
     */
    public boolean isStatelessRst() {
        return isRst() && !has(TcpSegment.ACK_FLAG) && !hasTimestamps && ipId <= 0;
    }

    /** A RST that a live socket sends on its own: with ACK, a number and, where negotiated, timestamps (tcp_send_active_reset). */
    public boolean isSocketRst() {
        return isRst() && has(TcpSegment.ACK_FLAG) && seq != 0;
    }

    /** The sequence number after it. */
    public int end() {
        return seq + payloadLength + Integer.bitCount(flags & (TcpSegment.SYN | TcpSegment.FIN));
    }

    /** Of an ICMP error: type times 256 plus code. */
    public int icmp() {
        return window;
    }
}
