package io.finwait.capture.live;

import java.util.List;

/**
 * Something packets can be captured on: a network interface, or a pseudo-device such as {@code any}.
 *
 * @param name what libpcap opens it by
 * @param description what it is, in libpcap's words; empty where they say nothing
 * @param addresses the addresses it has
 * @param up whether it is switched on
 * @param running whether it has a carrier
 * @param loopback whether packets on it never leave the host
 */
public record CaptureDevice(
        String name, String description, List<Address> addresses, boolean up, boolean running, boolean loopback) {
    /**
     * One address and its network.
     *
     * @param ip as text, perhaps with zeros that could be left out
     * @param prefixLength bits of the network's mask; -1 where it is not known
     */
    public record Address(String ip, int prefixLength) {}
}
