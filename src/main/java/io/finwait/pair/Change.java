package io.finwait.pair;

import io.finwait.lifecycle.Role;

/**
 * Something that was changed between the two capture points.
 *
 * @param of whose segments, or whose address
 * @param count of how many pairs
 * @param compared how many pairs could be compared in this
 * @param example one of them
 * @param before as it left, in the example
 * @param after as it arrived
 */
public record Change(What what, Role of, long count, long compared, Pair example, String before, String after) {
    /** What was changed. */
    public enum What {
        ADDRESS,
        PORT,
        SEQUENCE_NUMBERS,
        TIMESTAMP_VALUES,
        TTL,
        MSS,
        WINDOW_SCALE,
        SACK_PERMITTED,
        TIMESTAMPS,
        IP_IDENTIFICATION
    }

    /** The frame of the example's SYN or SYN-ACK in that capture; -1 if there is none. */
    public long frame(Side side) {
        Sighting sighting = example.at(side);
        Notable opening = of == Role.CLIENT ? sighting.syn : sighting.synAck;
        return opening == null ? -1 : opening.frame();
    }
}
