package io.finwait.testing;

/**
 * A segment that an end of a scripted connection sent.
 *
 * @param frame frame number of its capture, from 1; 0 if it was not captured
 * @param timeNanos when it passed the capture point, nanoseconds since the epoch
 * @param flags control bits
 * @param tsVal its timestamp; meaningful only if {@code hasTimestamps}
 * @param octets the whole Ethernet frame
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sent(
        ScriptedEnd by,
        int frame,
        long timeNanos,
        int flags,
        int seq,
        int ack,
        int payloadLength,
        boolean hasTimestamps,
        int tsVal,
        byte[] octets) {
    private static final int SYN_AND_FIN = 0x03;

    /** SEG.LEN. */
    public int segLen() {
        return payloadLength + Integer.bitCount(flags & SYN_AND_FIN);
    }

    /** The sequence number after it. */
    public int end() {
        return seq + segLen();
    }
}
