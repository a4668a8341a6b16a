package io.finwait.lifecycle;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.zeek.ZeekView;
import org.jspecify.annotations.Nullable;

/** Any connection, as a {@link ConnectionImage}. */
final class FrozenConnection extends Frozen {
    private static final int OWN_BYTES = 80;

    private final byte[] image;

    /** What is not in the image because few connections have it. */
    private final @Nullable Leftovers leftovers;

    private record Leftovers(
            Endpoint.@Nullable Rare a,
            Endpoint.@Nullable Rare b,
            ZeekView.@Nullable Detail zeek,
            @Nullable Predecessor predecessor,
            @Nullable IpAddress icmpSender) {}

    FrozenConnection(Connection c, ConnectionImage writer) {
        super(c);
        image = writer.write(c);
        ZeekView.Detail zeek = c.zeek == null ? null : c.zeek.detailIfAny();
        boolean plain =
                c.a.rare == null && c.b.rare == null && zeek == null && c.predecessor == null && c.icmpSender == null;
        leftovers = plain ? null : new Leftovers(c.a.rare, c.b.rare, zeek, c.predecessor, c.icmpSender);
    }

    @Override
    void restore(Connection c, Freezer freezer) {
        freezer.image().read(image, c);
        if (leftovers != null) {
            c.a.rare = leftovers.a;
            c.b.rare = leftovers.b;
            c.predecessor = leftovers.predecessor;
            c.icmpSender = leftovers.icmpSender;
            if (c.zeek != null) {
                c.zeek.setDetail(leftovers.zeek);
            }
        }
    }

    @Override
    int heapBytes() {
        return OWN_BYTES + image.length;
    }
}
