package io.finwait.pair;

import org.jspecify.annotations.Nullable;

/** Tells packets that one capture holds twice, because it was taken at two interfaces: the latest two of each direction are remembered. */
final class Prints {
    private static final long TWICE_WITHIN_NANOS = 5_000_000;

    /** A packet, as little as tells it from the next. Without an identification of its own it is the same only at another hop. */
    private record Print(int seq, int end, int ack, int flags, int window, int tsVal, int ipId, int ttl, long nanos) {
        static Print of(Passage p) {
            return new Print(p.seq, p.end, p.ack, p.flags, p.window, p.tsVal, p.ipId, p.ttl, p.nanos);
        }

        boolean isSamePacket(Passage p) {
            return seq == p.seq
                    && end == p.end
                    && ack == p.ack
                    && flags == p.flags
                    && window == p.window
                    && tsVal == p.tsVal
                    && (ipId > 0 ? ipId == p.ipId : ttl != p.ttl)
                    && Math.abs(p.nanos - nanos) <= TWICE_WITHIN_NANOS;
        }
    }

    private @Nullable Print last;
    private @Nullable Print lastButOne;

    /** Whether it has been here already; otherwise it is remembered. */
    boolean isTwice(Passage p) {
        Print latest = last;
        Print before = lastButOne;
        if (latest != null && latest.isSamePacket(p) || before != null && before.isSamePacket(p)) {
            return true;
        }
        lastButOne = latest;
        last = Print.of(p);
        return false;
    }
}
