package io.finwait.finding;

import io.finwait.decode.DecodeCounters;
import io.finwait.lifecycle.HostProfiles;

/**
 * What is known of the capture as a whole when it is read.
 *
 * @param firstNanos time of its first frame and {@code lastNanos} of its last, instants; both 0 without frames
 * @param connections how many there were
 * @param profiles what is assumed of hosts
 */
public record CaptureEnd(
        long firstNanos, long lastNanos, long connections, DecodeCounters decoded, HostProfiles profiles) {}
