package io.finwait.analysis;

import io.finwait.lifecycle.Role;

/**
 * One segment of one connection, as a ladder shows it.
 *
 * @param timeNanos capture time, nanoseconds since the epoch
 * @param frame frame number
 * @param from who sent it
 * @param flags control bits as in {@link io.finwait.decode.TcpSegment#flags}
 * @param relativeSeq sequence number relative to the sender's ISN, wrap-free; as Wireshark shows it
 * @param relativeAck acknowledgement relative to the peer's ISN; -1 without ACK
 * @param payloadLength octets
 * @param window window field, scaled where the scale is known
 * @param repeats whether it only repeats what the capture already holds of this side
 */
public record LadderStep(
        long timeNanos,
        long frame,
        Role from,
        int flags,
        long relativeSeq,
        long relativeAck,
        int payloadLength,
        long window,
        boolean repeats) {}
