package io.finwait.flow;

import io.finwait.decode.TcpSegment;

/**
 * The 4-tuple of one segment, direction taken out: end A is the numerically smaller (address, port). A flyweight: filled
 * again for every segment, never kept. Made by {@link FlowTable#newKey}, whose hash seed it carries.
 */
public final class FlowKey {
    private final long seed;

    /** Both IPv4 addresses, A in the upper half; for IPv6 a mix of all four halves. */
    long addresses;

    /** Port of A in the upper half, port of B in the lower. */
    int ports;

    boolean v6;
    long highA;
    long lowA;
    long highB;
    long lowB;
    int hash;
    private boolean fromA;

    FlowKey(long seed) {
        this.seed = seed;
    }

    /** Takes the 4-tuple of {@code segment}. */
    public void set(TcpSegment segment) {
        v6 = segment.srcHigh != TcpSegment.IPV4_MARK;
        fromA = v6 ? sourceIsLowerV6(segment) : sourceIsLowerV4(segment);
        lowA = fromA ? segment.srcLow : segment.dstLow;
        lowB = fromA ? segment.dstLow : segment.srcLow;
        ports = fromA ? segment.srcPort << 16 | segment.dstPort : segment.dstPort << 16 | segment.srcPort;
        if (v6) {
            highA = fromA ? segment.srcHigh : segment.dstHigh;
            highB = fromA ? segment.dstHigh : segment.srcHigh;
            addresses = mix(mix(mix(highA) + lowA) + highB) + lowB;
        } else {
            addresses = lowA << 32 | lowB;
        }
        rehash();
    }

    /** Takes the 4-tuple of {@code entry}. */
    void set(FourTuple entry) {
        entry.copyTo(this);
        rehash();
    }

    private void rehash() {
        hash = (int) mix((addresses ^ ports * 0x9E37_79B9_7F4A_7C15L) * seed);
    }

    /** A hash without the seed: the same in every run. */
    long unseededHash() {
        return mix(addresses ^ ports * 0x9E37_79B9_7F4A_7C15L);
    }

    private static boolean sourceIsLowerV4(TcpSegment segment) {
        return segment.srcLow != segment.dstLow ? segment.srcLow < segment.dstLow : segment.srcPort <= segment.dstPort;
    }

    private static boolean sourceIsLowerV6(TcpSegment segment) {
        int order = Long.compareUnsigned(segment.srcHigh, segment.dstHigh);
        if (order == 0) {
            order = Long.compareUnsigned(segment.srcLow, segment.dstLow);
        }
        return order != 0 ? order < 0 : segment.srcPort <= segment.dstPort;
    }

    /** Finaliser of MurmurHash3: every input bit reaches every output bit. */
    private static long mix(long value) {
        long h = value;
        h = (h ^ h >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        h = (h ^ h >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return h ^ h >>> 33;
    }

    /** Whether the segment was sent by end A. */
    public boolean fromA() {
        return fromA;
    }
}
