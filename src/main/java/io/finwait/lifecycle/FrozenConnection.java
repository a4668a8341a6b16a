package io.finwait.lifecycle;

import io.finwait.lifecycle.zeek.ZeekView;
import org.jspecify.annotations.Nullable;

/** Any connection, as a {@link ConnectionImage}. */
final class FrozenConnection extends Frozen {
    private static final int OWN_BYTES = 80;

    private final byte[] image;

    /** What is not in the image because few connections have it. */
    private final @Nullable Leftovers leftovers;

    private record Leftovers(Endpoint.@Nullable Rare a, Endpoint.@Nullable Rare b, ZeekView.@Nullable Detail zeek) {}

    FrozenConnection(Connection c, ConnectionImage writer) {
        super(c);
        image = writer.write(c);
        ZeekView.Detail zeek = c.zeek.detailIfAny();
        boolean plain = c.a.rare == null && c.b.rare == null && zeek == null;
        leftovers = plain ? null : new Leftovers(c.a.rare, c.b.rare, zeek);
    }

    @Override
    void restore(Connection c, Freezer freezer) {
        freezer.image().read(image, c);
        if (leftovers != null) {
            c.a.rare = leftovers.a;
            c.b.rare = leftovers.b;
            c.zeek.setDetail(leftovers.zeek);
        }
    }

    @Override
    int heapBytes() {
        return OWN_BYTES + image.length;
    }
}
