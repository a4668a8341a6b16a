package io.finwait.lifecycle;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.zeek.ZeekView;
import org.jspecify.annotations.Nullable;

/** Any connection, as a {@link ConnectionImage}. */
final class FrozenConnection extends Frozen {
    private static final int OWN_BYTES = 80;

    /** So that one that lingers takes at most 400 octets of heap, the rest being for what few have. */
    private static final int MOST_OCTETS = 300;

    /** What was odd about one shows in its milestones; few are odd, so they may be larger. */
    private static final int MOST_OCTETS_OF_ODD = 1_200;

    /** The close is among the last ones: both FINs, their ACKs, and a segment that crossed them. */
    private static final int LAST_KEPT = 6;

    private static final TcpState[] STATES = TcpState.values();
    private static final byte UNKNOWN = -1;

    private final byte[] image;
    private final boolean clientIsA;

    /** Ordinals of {@link TcpState}. */
    private byte clientState = UNKNOWN;

    private byte serverState = UNKNOWN;

    /** What is not in the image because few connections have it. */
    private final @Nullable Leftovers leftovers;

    private record Leftovers(
            Endpoint.@Nullable Rare a,
            Endpoint.@Nullable Rare b,
            ZeekView.@Nullable Detail zeek,
            @Nullable Predecessor predecessor,
            @Nullable IpAddress icmpSender) {}

    private FrozenConnection(Connection c, byte[] image) {
        super(c);
        this.image = image;
        clientIsA = c.clientIsA;
        ZeekView.Detail zeek = c.zeek == null ? null : c.zeek.detailIfAny();
        boolean plain =
                c.a.rare == null && c.b.rare == null && zeek == null && c.predecessor == null && c.icmpSender == null;
        leftovers = plain ? null : new Leftovers(c.a.rare, c.b.rare, zeek, c.predecessor, c.icmpSender);
    }

    /** To be kept: of the milestones of {@code c} only as many are left as make it small. */
    static FrozenConnection small(Connection c, ConnectionImage writer) {
        return new FrozenConnection(c, smallEnough(c, writer));
    }

    /** Leaves {@code c} as it is. */
    static FrozenConnection whole(Connection c, ConnectionImage writer) {
        return new FrozenConnection(c, writer.write(c));
    }

    private static byte[] smallEnough(Connection c, ConnectionImage writer) {
        byte[] image = writer.write(c);
        int most = isOdd(c) ? MOST_OCTETS_OF_ODD : MOST_OCTETS;
        for (int first = SegmentLog.FIRST / 2; image.length > most && first > 0; first /= 2) {
            c.log.thin(first, Math.max(first, LAST_KEPT));
            image = writer.write(c);
        }
        return image;
    }

    static boolean isOdd(Connection c) {
        return (c.oddities & ~Trait.DUPLICATES) != 0 // a mirror port copies plain ones as well
                || c.repeatedSegments() > 0
                || c.a.zeroWindows + c.b.zeroWindows > 0
                || c.closeLastNanos - c.closeStartNanos >= Life.SLOW_CLOSE_NANOS;
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
    public boolean clientIsA() {
        return clientIsA;
    }

    @Override
    boolean knowsStates() {
        return clientState != UNKNOWN;
    }

    @Override
    void rememberStates(TcpState client, TcpState server) {
        clientState = (byte) client.ordinal();
        serverState = (byte) server.ordinal();
    }

    @Override
    TcpState state(Role role) {
        return STATES[role == Role.CLIENT ? clientState : serverState];
    }

    @Override
    int heapBytes() {
        return OWN_BYTES + image.length;
    }
}
