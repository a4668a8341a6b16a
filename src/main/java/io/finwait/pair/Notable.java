package io.finwait.pair;

import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.SynOptions;
import org.jspecify.annotations.Nullable;

/** A SYN, a SYN-ACK or a FIN as one capture has it: the first copy and the latest, and how many there were. */
public final class Notable {
    /** One copy. */
    record Copy(long nanos, long frame, boolean hasTimestamps, int tsVal, int ipId, int ttl) {
        static Copy of(TcpSegment s) {
            return new Copy(s.timeNanos, s.frame, s.hasTimestamps, s.tsVal, s.ipId, s.ttl);
        }

        boolean isStampedAs(Copy other) {
            return hasTimestamps && other.hasTimestamps && tsVal == other.tsVal;
        }
    }

    /** A copy in one capture, and the same one in the other. */
    record SameCopy(Copy here, Copy there) {}

    final int isn;
    final int end;
    final int ack;
    final Copy first;
    Copy latest;
    SynOptions options = new SynOptions(0);
    int copies = 1;

    Notable(TcpSegment s) {
        isn = s.seq;
        end = s.end();
        ack = s.ack;
        first = Copy.of(s);
        latest = first;
    }

    void again(TcpSegment s) {
        copies++;
        latest = Copy.of(s);
    }

    /** The frame of the first copy. */
    public long frame() {
        return first.frame;
    }

    /** Its TTL or hop limit in that capture. */
    public int ttl() {
        return first.ttl;
    }

    public SynOptions options() {
        return options;
    }

    /** Whether each capture has a single copy. */
    boolean isSingleWith(Notable other) {
        return copies == 1 && other.copies == 1;
    }

    /** Whether the first copy is surely the same in both. */
    boolean isSameFirst(Notable other) {
        return isSingleWith(other) || first.isStampedAs(other.first);
    }

    /** A copy that surely is in both captures: either has just one, or the timestamps are the same; null if none is. */
    @Nullable
    SameCopy sameCopy(Notable other) {
        if (isSameFirst(other)) {
            return new SameCopy(first, other.first);
        }
        if (latest.isStampedAs(other.latest)) {
            return new SameCopy(latest, other.latest);
        }
        if (first.isStampedAs(other.latest)) {
            return new SameCopy(first, other.latest);
        }
        return latest.isStampedAs(other.first) ? new SameCopy(latest, other.first) : null;
    }
}
