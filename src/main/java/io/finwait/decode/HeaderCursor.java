package io.finwait.decode;

/**
 * Where decoding stands inside a frame, and what the innermost IP header said. Filled again for every frame.
 *
 * <p>{@link #limit} bounds every read. {@link #wireLimit} is where the data would end had nothing been cut; it is compared, never read.
 */
final class HeaderCursor {
    byte[] buffer = {};
    /** Index of the next header's first octet; at most {@link #limit}. */
    int at;
    /** Index after the last octet that is present and belongs to the current header. */
    int limit;
    /** Index after the last octet by the lengths on the wire; at least {@link #limit}. */
    int wireLimit;

    long srcHigh;
    long srcLow;
    long dstHigh;
    long dstLow;
    int ttl;
    /** IPv4 identification; -1 for IPv6. */
    int ipId;
    /** IP headers passed so far. */
    int ipHeaders;
    /** Protocol number of the extension header at {@link #at}; meaningful for {@link Layer#IPV6_EXTENSION}. */
    int extension;
    /** Whether the innermost IP header is of a fragment (its first one, or decoding would have stopped). */
    boolean fragment;
    /** Whether the innermost IP packet is larger than an Ethernet frame carries, or gives no length. */
    boolean offloaded;
    /** Whether an IPv4 header checksum was verified and found wrong. */
    boolean badIpChecksum;
    /** Whether the MAC header of an 802.11 frame is padded to a multiple of four octets. */
    boolean wlanPadded;
    /** Whether the octets of its 16-bit fields stand the other way round. */
    boolean wlanSwapped;
    /** Index of the TCP header that the ICMP error at {@link #at} quotes, {@link #limit} if there is none; only for such errors. */
    int quotedTcp;
    /** Whether the destination in the IP header is not the one of the TCP pseudo header (RFC 8200 §8.1: routing header under way). */
    boolean routed;

    void reset(byte[] frameBuffer, int offset, int capturedLength, int wireLength) {
        buffer = frameBuffer;
        at = offset;
        limit = offset + capturedLength;
        wireLimit = offset + Math.min(Math.max(wireLength, capturedLength), Integer.MAX_VALUE - offset);
        ipHeaders = 0;
        badIpChecksum = false;
        wlanPadded = false;
        wlanSwapped = false;
    }

    /** Whether that many octets are present from {@link #at}. */
    boolean has(int octets) {
        return limit - at >= octets;
    }

    /** The unsigned octet {@code offset} after {@link #at}. */
    int u8(int offset) {
        return Octets.u8(buffer, at + offset);
    }

    int u16(int offset) {
        return Octets.u16(buffer, at + offset);
    }

    int i32(int offset) {
        return Octets.i32(buffer, at + offset);
    }

    long i64(int offset) {
        return Octets.i64(buffer, at + offset);
    }

    /**
     * Moves over an IP header to its payload. The length in the header wins over the frame's on the wire: a file that lost the tail of its
     * frames often lost their true length with it.
     */
    void setIpPayload(int headerLength, int payloadLength) {
        at += headerLength;
        wireLimit = at + payloadLength;
        limit = Math.min(limit, wireLimit);
    }

    /** Moves over a tunnel's header of {@code length} octets; returns {@code layer}, or why there is no TCP if it is cut. */
    int enterTunnel(int length, int layer) {
        if (!has(length)) {
            return Layer.NOT_TCP;
        }
        at += length;
        return layer;
    }

    /** Drops what lies beyond {@code length} octets from {@link #at}, such as the padding of a short Ethernet frame. */
    void cutTo(int length) {
        wireLimit = Math.min(wireLimit, at + length);
        limit = Math.min(limit, wireLimit);
    }
}
