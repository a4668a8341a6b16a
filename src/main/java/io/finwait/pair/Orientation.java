package io.finwait.pair;

import java.util.List;

/** Which side is nearer to the client of each connection: the one that waits longer for the SYN-ACK. */
final class Orientation {
    private Orientation() {}

    /**
     * Decides it for all pairs whose handshakes tell; the others are as they were given.
     *
     * @return whether most were opened from the server side, so that the captures seem to have been given the other way round
     */
    static boolean decide(List<Pair> pairs) {
        long forward = 0;
        long backward = 0;
        for (Pair pair : pairs) {
            long here = pair.at(Side.CLIENT).synToSynAckNanos();
            long there = pair.at(Side.SERVER).synToSynAckNanos();
            if (here >= 0 && there >= 0 && here != there) {
                pair.opensForward = here > there;
                forward += pair.opensForward ? 1 : 0;
                backward += pair.opensForward ? 0 : 1;
            }
        }
        return backward > forward;
    }
}
