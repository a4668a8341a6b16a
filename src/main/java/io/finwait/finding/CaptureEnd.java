package io.finwait.finding;

import io.finwait.decode.DecodeCounters;
import io.finwait.lifecycle.HostProfiles;
import java.util.List;

/**
 * What is known of the capture as a whole when it is read.
 *
 * @param firstNanos time of its first frame and {@code lastNanos} of its last, instants; both 0 without frames
 * @param connections how many there were
 * @param profiles what is assumed of hosts
 * @param inputs the files it was read from
 */
public record CaptureEnd(
        long firstNanos,
        long lastNanos,
        long connections,
        DecodeCounters decoded,
        HostProfiles profiles,
        List<Input> inputs) {
    /** For the rules of a book, of a capture that goes on: they look at times and hosts alone. */
    static CaptureEnd soFar(long firstNanos, long nowNanos, HostProfiles profiles) {
        return new CaptureEnd(firstNanos, nowNanos, 0, new DecodeCounters(), profiles, List.of());
    }

    /**
     * What is known of one of its files.
     *
     * @param name as the user gave it
     * @param snapLength the largest that it declares, octets; 0 where it declares none
     * @param backwardSteps frames whose time was before their predecessor's
     * @param largestBackwardStepNanos how far the largest of them went back; 0 if there is none
     * @param dropped packets that the capturing system says it lost; -1 where it does not say
     */
    public record Input(String name, int snapLength, long backwardSteps, long largestBackwardStepNanos, long dropped) {}
}
