package io.finwait.pair;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Role;
import org.jspecify.annotations.Nullable;

/** One connection that both captures have. */
public final class Pair {
    private final Sighting atClientSide;
    private final Sighting atServerSide;
    private final Basis basis;

    /** What to take from a number of the server side to get that of the client side, by the role that counts with it. */
    final int[] seqShift = new int[2];

    /** Likewise of timestamps. */
    final int[] tsShift = new int[2];

    /** Whether its client sits beyond the client side, and its server beyond the server side; otherwise it was opened the other way. */
    boolean opensForward = true;

    Pair(Sighting atClientSide, Sighting atServerSide, Basis basis) {
        this.atClientSide = atClientSide;
        this.atServerSide = atServerSide;
        this.basis = basis;
        if (basis == Basis.TIMESTAMPS) {
            seqShift[Role.CLIENT.ordinal()] = atServerSide.clientIsn() - atClientSide.clientIsn();
            seqShift[Role.SERVER.ordinal()] = atServerSide.serverIsn() - atClientSide.serverIsn();
        }
        tsShift[Role.CLIENT.ordinal()] = tsShift(atClientSide.syn, atServerSide.syn);
        tsShift[Role.SERVER.ordinal()] = tsShift(atClientSide.synAck, atServerSide.synAck);
    }

    private static int tsShift(@Nullable Notable here, @Nullable Notable there) {
        if (here == null || there == null || !here.isSingleWith(there)) {
            return 0;
        }
        boolean stamped = here.first.hasTimestamps() && there.first.hasTimestamps();
        return stamped ? there.first.tsVal() - here.first.tsVal() : 0;
    }

    public Sighting at(Side side) {
        return side == Side.CLIENT ? atClientSide : atServerSide;
    }

    public Basis basis() {
        return basis;
    }

    /** Its id in the capture of the client side. */
    public int id() {
        return atClientSide.id;
    }

    /** The side that is nearer to that end. */
    public Side near(Role end) {
        return (end == Role.CLIENT) == opensForward ? Side.CLIENT : Side.SERVER;
    }

    /** The end's address and port as that side has it. */
    public HostPort address(Role end, Side side) {
        return end == Role.CLIENT ? at(side).client : at(side).server;
    }

    /** How much longer the client's side waits for the SYN-ACK: the round trip between the two capture points, nanoseconds; -1 if not known. */
    public long betweenNanos() {
        long near = at(near(Role.CLIENT)).synToSynAckNanos();
        long far = at(near(Role.CLIENT).other()).synToSynAckNanos();
        return near < 0 || far < 0 || near < far ? -1 : near - far;
    }
}
