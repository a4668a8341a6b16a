package io.finwait.capture.libpcap;

import org.jspecify.annotations.Nullable;

/**
 * How a device is captured on.
 *
 * @param snapLength octets kept of each packet
 * @param promiscuous whether packets for others are wanted too
 * @param bufferBytes the kernel's buffer
 * @param immediate whether packets are handed over one by one
 * @param filter in the language of pcap-filter(7); null for all packets
 */
public record DeviceSettings(
        int snapLength,
        boolean promiscuous,
        int bufferBytes,
        boolean immediate,
        @Nullable String filter) {}
