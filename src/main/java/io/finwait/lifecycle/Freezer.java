package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;

/** Makes lingering connections small, and whole again. Not thread-safe. */
final class Freezer {
    private final ConnectionImage image = new ConnectionImage();
    private final TcpSegment syn = new TcpSegment();

    Freezer() {
        syn.flags = TcpSegment.SYN;
        syn.window = 1; // any but 0, which Zeek's history would show
        syn.mss = -1;
        syn.windowScale = -1;
    }

    /** {@code c} to be kept; it may lose milestones by that. */
    Frozen freeze(Connection c) {
        Frozen small = FrozenSyn.of(c);
        return small != null ? small : FrozenConnection.small(c, image);
    }

    /** Makes {@code copy} the same as {@code c}. */
    void copy(Connection c, Connection copy) {
        FrozenConnection.whole(c, image).thawInto(copy, this);
    }

    ConnectionImage image() {
        return image;
    }

    /** A plain SYN, to be given its time, frame and sequence number. */
    TcpSegment syn() {
        return syn;
    }
}
