package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

import io.finwait.decode.TcpSegment;

/** Tells a packet that was captured a second time, at another interface, from a segment that was sent again. */
final class CapturedTwice {
    /** Segments identical to one less than this before are the same packet captured twice (FINDINGS: duplicate-packets). */
    private static final long WITHIN_NANOS = 5_000_000;

    /**
     * A packet that went through a tunnel and was captured before and behind it takes longer. Only timestamps and an identification
     * together tell it then: a loss probe may repeat a FIN as soon (RFC 8985 §7), but with an identification of its own (Linux,
     * ip_select_ident).
     */
    private static final long TUNNEL_NANOS = 50_000_000;

    private CapturedTwice() {}

    /**
     * Whether this is the packet that was captured just before, seen at a second interface. Without an identification of its own
     * it may also be the same answer given twice: a SYN-ACK to a repeated SYN right after one that its timer sent, or the RSTs or
     * ACKs for data and the FIN after it. Notes what is not, for the next ones.
     */
    static boolean justNow(TcpSegment s, Endpoint x, Endpoint y) {
        int print = print(s);
        boolean recent = x.lastSentNanos != NEVER && s.timeNanos - x.lastSentNanos <= WITHIN_NANOS;
        boolean identified = s.ipId > 0;
        boolean mayAnswer = !identified && (s.segLen() == 0 || y.lastSentNanos >= x.lastSentNanos);
        boolean alike = print == x.lastPrint || identified && print == x.lastButOnePrint;
        if (recent && alike && !mayAnswer) {
            return true;
        }
        x.lastButOnePrint = x.lastPrint;
        x.lastPrint = print;
        return false;
    }

    /**
     * Whether this SYN or FIN is a copy of one further back: several interfaces may be written in turn, each some packets at a
     * time.
     */
    static boolean further(TcpSegment s, Endpoint x, SegmentLog log, boolean fromA) {
        int seen = (s.has(TcpSegment.SYN) ? Endpoint.SYN_SEEN | Endpoint.SYN_ACK_SEEN : 0)
                | (s.has(TcpSegment.FIN) ? Endpoint.FIN_SEEN : 0);
        return (x.flags & seen) != 0 && log.holdsCopyOf(s, fromA, isUnmistakable(s) ? TUNNEL_NANOS : WITHIN_NANOS);
    }

    private static boolean isUnmistakable(TcpSegment s) {
        return s.hasTimestamps && s.ipId > 0;
    }

    /** All that TCP sets, and the IP identification, which a repeated segment would have new. Never 0. */
    static int print(TcpSegment s) {
        int print = s.seq;
        print = print * 31 + s.ack;
        print = print * 31 + s.flags;
        print = print * 31 + s.payloadLength;
        print = print * 31 + s.ipId;
        print = print * 31 + s.window;
        return (print * 31 + s.tsVal) * 31 + s.tsEcr | 1;
    }
}
