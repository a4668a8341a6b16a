package io.finwait.pair;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Role;
import org.jspecify.annotations.Nullable;

/** One connection that both captures have. */
public final class Pair {
    private final Sighting atClientSide;
    private final Sighting atServerSide;
    private final Basis basis;

    private int clientSeqShift;
    private int serverSeqShift;
    private final int clientTsShift;
    private final int serverTsShift;

    /** Whether its client sits beyond the client side, and its server beyond the server side; otherwise it was opened the other way. */
    boolean opensForward = true;

    Pair(Sighting atClientSide, Sighting atServerSide, Basis basis) {
        this.atClientSide = atClientSide;
        this.atServerSide = atServerSide;
        this.basis = basis;
        if (basis == Basis.TIMESTAMPS) {
            clientSeqShift = atServerSide.clientIsn() - atClientSide.clientIsn();
            serverSeqShift = atServerSide.serverIsn() - atClientSide.serverIsn();
        }
        clientTsShift = tsShift(atClientSide.syn, atServerSide.syn);
        serverTsShift = tsShift(atClientSide.synAck, atServerSide.synAck);
    }

    private static int tsShift(@Nullable Notable here, @Nullable Notable there) {
        if (here == null || there == null || !here.isSingleWith(there)) {
            return 0;
        }
        boolean stamped = here.hasTimestamps() && there.hasTimestamps();
        return stamped ? there.tsVal() - here.tsVal() : 0;
    }

    /** What to take from a sequence number of the server side to get that of the client side, if that end counts with it. */
    int seqShift(Role end) {
        return end == Role.CLIENT ? clientSeqShift : serverSeqShift;
    }

    /** Likewise of timestamps. */
    int tsShift(Role end) {
        return end == Role.CLIENT ? clientTsShift : serverTsShift;
    }

    /** Whether that is the number the end began with, as far as either side shows. */
    boolean isInitial(Role end, int seqOfClientSide) {
        for (Side side : Side.values()) {
            Sighting sighting = at(side);
            boolean known = end == Role.CLIENT ? sighting.knowsClientIsn() : sighting.knowsServerIsn();
            int isn = end == Role.CLIENT ? sighting.clientIsn() : sighting.serverIsn();
            if (known && isn - (side == Side.SERVER ? seqShift(end) : 0) == seqOfClientSide) {
                return true;
            }
        }
        return false;
    }

    /** Whether a SYN-ACK with that number is known to have left the end that sends it. */
    boolean answeredWith(Role end, int seqOfClientSide) {
        Side near = near(end);
        Notable answer = at(near).synAck;
        return answer != null && answer.isn - (near == Side.SERVER ? seqShift(end) : 0) == seqOfClientSide;
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

    /** Where a capture misses packets a SYN-ACK may be that of the next connection on the same ports. */
    private boolean isSameAnswer() {
        Notable here = atClientSide.synAck;
        Notable there = atServerSide.synAck;
        return here != null && there != null && here.isn == there.isn - serverSeqShift;
    }

    /**
     * How much longer the client's side waits for the SYN-ACK: the round trip between the two capture points, nanoseconds; -1 if not known.
     */
    public long betweenNanos() {
        long near = at(near(Role.CLIENT)).synToSynAckNanos();
        long far = at(near(Role.CLIENT).other()).synToSynAckNanos();
        return near < 0 || far < 0 || near < far || !isSameAnswer() ? -1 : near - far;
    }
}
