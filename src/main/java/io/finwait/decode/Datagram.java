package io.finwait.decode;

/**
 * What the fragments of one IP datagram with TCP have in common (RFC 791 §3.2, RFC 8200 §4.5).
 *
 * @param srcHigh addresses as in {@link TcpSegment#srcHigh}
 * @param id identification: 16 bits of IPv4, 32 of IPv6
 */
public record Datagram(long srcHigh, long srcLow, long dstHigh, long dstLow, int id) {}
