package io.finwait.pair;

import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.SynOptions;

/** A SYN, or a SYN-ACK, as one capture has it: the first copy, and how many there were. */
public final class Opening {
    final int isn;
    final int ack;
    final long nanos;
    final long frame;
    final boolean hasTimestamps;
    final int tsVal;
    final int ipId;
    final int ttl;
    SynOptions options = new SynOptions(0);
    int copies = 1;

    Opening(TcpSegment s) {
        isn = s.seq;
        ack = s.ack;
        nanos = s.timeNanos;
        frame = s.frame;
        hasTimestamps = s.hasTimestamps;
        tsVal = s.tsVal;
        ipId = s.ipId;
        ttl = s.ttl;
    }

    public long frame() {
        return frame;
    }

    public int ttl() {
        return ttl;
    }

    public SynOptions options() {
        return options;
    }

    /** Whether it is surely the same copy as {@code other} of the other capture: either has just one, or their timestamps are the same. */
    boolean isSameCopyAs(Opening other) {
        return copies == 1 && other.copies == 1 || hasTimestamps && other.hasTimestamps && tsVal == other.tsVal;
    }
}
