package io.finwait.pair;

import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.SynOptions;
import org.jspecify.annotations.Nullable;

/** A SYN, a SYN-ACK or a FIN as one capture has it: the first copy, which it is itself, the latest, and how many there were. */
public final class Notable extends SegmentCopy {
    /** A copy in one capture, and the same one in the other. */
    record SameCopy(SegmentCopy here, SegmentCopy there) {}

    final int isn;
    final int end;
    final int ack;
    int copies = 1;
    private int optionBits;
    private @Nullable SegmentCopy later;

    Notable(TcpSegment s) {
        super(s);
        isn = s.seq;
        end = s.end();
        ack = s.ack;
    }

    void again(TcpSegment s) {
        copies++;
        later = new SegmentCopy(s);
    }

    SegmentCopy latest() {
        SegmentCopy last = later;
        return last == null ? this : last;
    }

    /** The frame of the first copy. */
    @Override
    public long frame() {
        return super.frame();
    }

    /** Its TTL or hop limit in that capture. */
    @Override
    public int ttl() {
        return super.ttl();
    }

    public SynOptions options() {
        return new SynOptions(optionBits);
    }

    void offer(SynOptions options) {
        optionBits = options.bits();
    }

    /** Whether each capture has a single copy. */
    boolean isSingleWith(Notable other) {
        return copies == 1 && other.copies == 1;
    }

    /** Whether the first copy is surely the same in both. */
    boolean isSameFirst(Notable other) {
        return isSingleWith(other) || isStampedAs(other);
    }

    /** A copy that surely is in both captures: either has just one, or the timestamps are the same; null if none is. */
    @Nullable
    SameCopy sameCopy(Notable other) {
        if (isSameFirst(other)) {
            return new SameCopy(this, other);
        }
        SegmentCopy last = latest();
        SegmentCopy otherLast = other.latest();
        if (last.isStampedAs(otherLast)) {
            return new SameCopy(last, otherLast);
        }
        if (isStampedAs(otherLast)) {
            return new SameCopy(this, otherLast);
        }
        return last.isStampedAs(other) ? new SameCopy(last, other) : null;
    }
}
