package io.finwait.decode;

/**
 * One TCP segment as the lifecycle needs it: a flat copy of its header fields, filled again for every segment. Not thread-safe;
 * never keep a reference. Sequence and acknowledgement numbers and timestamps are unsigned 32-bit values in an {@code int}:
 * compare them with {@link SeqNum} only.
 */
public final class TcpSegment {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    /** The ACK control bit (named so that it is not taken for {@link #ack}). */
    public static final int ACK_FLAG = 0x10;

    public static final int URG = 0x20;
    public static final int ECE = 0x40;
    public static final int CWR = 0x80;

    /** High half of an address that is IPv4: no IPv6 unicast address begins with ffff:ffff:ffff:ffff (RFC 4291 §2.4). */
    public static final long IPV4_MARK = -1L;

    /** Capture time, nanoseconds since the epoch. */
    public long timeNanos;

    /** Frame number as in {@link io.finwait.capture.Frame#number}. */
    public long frame;

    /** Source address: IPv6 in two halves; for IPv4 {@code srcHigh} is {@link #IPV4_MARK} and {@code srcLow} the address as an unsigned 32-bit value. */
    public long srcHigh;

    public long srcLow;
    public long dstHigh;
    public long dstLow;

    /** Ports, 0 to 65535. */
    public int srcPort;

    public int dstPort;

    /** SEG.SEQ and SEG.ACK (RFC 9293 §3.3.1). {@link #ack} means something only if {@link #ACK_FLAG} is set. */
    public int seq;

    public int ack;

    /** Control bits, RFC 9293 §3.1: {@link #FIN} to {@link #CWR}; bit 8 is AE/NS (RFC 9768). */
    public int flags;

    /** The window field as sent, not scaled; 0 to 65535. */
    public int window;

    /** Payload octets by the IP header: what was on the wire, however much of it was captured; of a first fragment those in it. */
    public int payloadLength;

    /** How many of the payload octets the capture holds; less than {@link #payloadLength} where the snap length cut them. */
    public int payloadCaptured;

    /** What its payload is, as far as that is told: bits of {@link PayloadHint}; 0 without payload. */
    public int hints;

    /**
     * -1 for a segment on its way. Otherwise this is no segment but an ICMP error that quotes one: type times 256 plus code, with
     * {@link #ICMP_V6} for ICMPv6. Addresses, ports and {@link #seq} are then those of the quoted header; no other field of a
     * segment means anything.
     */
    public int icmp = -1;

    /** Bit of {@link #icmp}. */
    public static final int ICMP_V6 = 1 << 16;

    /** Who sent the ICMP error, as {@link #srcHigh} and {@link #srcLow}. Only if {@link #icmp} is not -1. */
    public long icmpSenderHigh;

    public long icmpSenderLow;

    /** Octets of the whole frame on the wire. */
    public int wireLength;

    /** Time to live, or hop limit. */
    public int ttl;

    /** IPv4 identification; -1 for IPv6. */
    public int ipId;

    /** Whether a timestamps option (RFC 7323 §3) was seen; only then are the next two meaningful. */
    public boolean hasTimestamps;

    public int tsVal;
    public int tsEcr;

    /** Maximum segment size option; -1 if absent. Only on SYN. */
    public int mss;

    /** Window scale option, 0 to 14 and above as sent; -1 if absent. Only on SYN. */
    public int windowScale;

    public boolean sackPermitted;

    /** Octets of the cookie in a Fast Open option (RFC 7413 §4.1.1), 0 if it asks for one; -1 if absent. Only on SYN. */
    public int fastOpen = -1;

    /** Whether the snap length cut the TCP header, so that options may be missing. */
    public boolean headerCut;

    /** Whether the IP or TCP checksum was verified and found wrong; false where it was not verified. */
    public boolean badChecksum;

    /** Whether Wireshark may by now have numbered more TCP streams than there were segments here: see {@link DecodeCounters}. */
    public boolean afterWhatOnlyWiresharkCounts;

    /** Whether all of {@code mask} is set. */
    public boolean has(int mask) {
        return (flags & mask) == mask;
    }

    /** SEG.LEN: payload plus one each for SYN and FIN (RFC 9293 §3.4). */
    public int segLen() {
        return payloadLength + Integer.bitCount(flags & (SYN | FIN));
    }

    /** The sequence number after this segment: SEG.SEQ + SEG.LEN, modulo 2^32. */
    public int end() {
        return seq + segLen();
    }
}
