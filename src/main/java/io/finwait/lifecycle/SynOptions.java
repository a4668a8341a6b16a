package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;

/**
 * What a SYN or SYN-ACK offered. Packed, because every connection keeps two.
 *
 * @param bits MSS in the lowest 17 bits, moved by one; then window scale in 5, moved by one; SACK; timestamps; known; Fast Open, with a cookie
 */
public record SynOptions(int bits) {
    private static final int MSS_BITS = 17;
    private static final int SCALE_BITS = 5;
    private static final int SACK = 1 << 22;
    private static final int TIMESTAMPS = 1 << 23;
    private static final int KNOWN = 1 << 24;
    private static final int FAST_OPEN = 1 << 25;
    private static final int FAST_OPEN_COOKIE = 1 << 26;

    /** Of packed options only whether there were timestamps. */
    static int timestampsOf(int bits) {
        return bits & TIMESTAMPS;
    }

    static int of(TcpSegment syn) {
        return syn.mss + 1
                | Math.min(syn.windowScale + 1, 31) << MSS_BITS
                | (syn.sackPermitted ? SACK : 0)
                | (syn.hasTimestamps ? TIMESTAMPS : 0)
                | (syn.headerCut ? 0 : KNOWN)
                | (syn.fastOpen >= 0 ? FAST_OPEN : 0)
                | (syn.fastOpen > 0 ? FAST_OPEN_COOKIE : 0);
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

    /** Whether it has the Fast Open option (RFC 7413), with a cookie or asking for one. */
    public boolean fastOpen() {
        return (bits & FAST_OPEN) != 0;
    }

    /** Whether it has a Fast Open cookie: the client's proof, or the one that the server grants. */
    public boolean fastOpenCookie() {
        return (bits & FAST_OPEN_COOKIE) != 0;
    }
}
