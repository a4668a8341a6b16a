package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;

/**
 * What a SYN or SYN-ACK offered. Packed, because every connection keeps two.
 *
 * @param bits MSS in the lowest 17 bits, moved by one; then window scale in 5, moved by one; SACK; timestamps; known
 */
public record SynOptions(int bits) {
    private static final int MSS_BITS = 17;
    private static final int SCALE_BITS = 5;
    private static final int SACK = 1 << 22;
    private static final int TIMESTAMPS = 1 << 23;
    private static final int KNOWN = 1 << 24;

    static int of(TcpSegment syn) {
        return syn.mss + 1
                | Math.min(syn.windowScale + 1, 31) << MSS_BITS
                | (syn.sackPermitted ? SACK : 0)
                | (syn.hasTimestamps ? TIMESTAMPS : 0)
                | (syn.headerCut ? 0 : KNOWN);
    }

    /** Whether all options were captured. */
    public boolean known() {
        return (bits & KNOWN) != 0;
    }

    /** Maximum segment size; -1 without. */
    public int mss() {
        return (bits & (1 << MSS_BITS) - 1) - 1;
    }

    /** Window scale; -1 without. */
    public int windowScale() {
        return (bits >>> MSS_BITS & (1 << SCALE_BITS) - 1) - 1;
    }

    public boolean sackPermitted() {
        return (bits & SACK) != 0;
    }

    public boolean timestamps() {
        return (bits & TIMESTAMPS) != 0;
    }
}
