package io.finwait.pair;

import io.finwait.lifecycle.Role;

/**
 * A segment that reached the far capture point and yet was not acted upon: lost, or dropped, behind that point.
 *
 * @param from who sent it
 * @param leftFrame its frame where it left
 * @param arrivedFrame its frame at the far side
 * @param replyFrame what the receiver sent as though it had not got it, in the capture of its side; -1 if it sent nothing
 * @param replyNanos how long after the arrival that was, or for how long nothing came, nanoseconds
 */
public record Unheard(
        Pair pair, Kind kind, Role from, long leftFrame, long arrivedFrame, long replyFrame, long replyNanos) {
    /** The side where it arrived. */
    public Side side() {
        return pair.near(from).other();
    }
}
