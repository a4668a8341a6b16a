package io.finwait.pipeline;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.BitSet;

/**
 * A few 4-tuples, for passing over the segments of nearly all others with one look: by a hash that is the same in both directions. Now
 * and then it takes another 4-tuple for one of them.
 */
final class TupleSet {
    private static final int BITS = 16;

    private final BitSet hashes = new BitSet(1 << BITS);

    void add(HostPort one, HostPort other) {
        hashes.set(slot(end(one) + end(other)));
    }

    /** Whether it is a segment of one of them, in whatever direction; hardly ever true of one of another. */
    boolean mayContain(TcpSegment s) {
        return hashes.get(slot(end(s.srcHigh, s.srcLow, s.srcPort) + end(s.dstHigh, s.dstLow, s.dstPort)));
    }

    private static int slot(long sum) {
        return (int) (sum >>> Long.SIZE - BITS);
    }

    private static long end(HostPort end) {
        IpAddress ip = end.ip();
        return end(ip.high(), ip.low(), end.port());
    }

    private static long end(long high, long low, int port) {
        long mixed = ((high * 31 + low) * 31 + port)
                * 0x9E37_79B9_7F4A_7C15L; // the golden ratio: spreads what differs little
        return (mixed ^ mixed >>> 32) * 0x9E37_79B9_7F4A_7C15L;
    }
}
