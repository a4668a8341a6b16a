package io.finwait.decode;

/** Reads a TCP header (RFC 9293 §3.1) into a segment. */
final class TcpHeader {
    private static final int MIN = 20;

    private TcpHeader() {}

    /**
     * Fills what the TCP header says: ports, numbers, flags, window, payload and what it looks like, options.
     *
     * @param at index of the header
     * @param limit index after the last octet present
     * @param length octets of header and payload by the IP header
     * @return {@link Layer#TCP}, or why this is no segment; what was filled until then means nothing
     */
    static int read(byte[] buffer, int at, int limit, int length, TcpSegment segment) {
        int captured = Math.min(limit - at, length);
        if (captured < MIN) {
            return Layer.TCP_HEADER_TRUNCATED;
        }
        // Ports and SEQ in one read, ACK, data offset, flags and window in the next.
        long first = Octets.i64(buffer, at);
        long second = Octets.i64(buffer, at + 8);
        int headerLength = (int) (second >>> 26) & 0x3C;
        if (headerLength < MIN || headerLength > length) {
            return Layer.TCP_BAD_DATA_OFFSET;
        }
        segment.srcPort = (int) (first >>> 48);
        segment.dstPort = (int) (first >>> 32) & 0xFFFF;
        segment.seq = (int) first;
        segment.ack = (int) (second >>> 32);
        segment.flags = (int) (second >>> 16) & 0x1FF;
        segment.window = (int) second & 0xFFFF;
        segment.payloadLength = length - headerLength;
        segment.payloadCaptured = Math.max(0, captured - headerLength);
        segment.headerCut = captured < headerLength;
        segment.icmp = -1;
        segment.hints = segment.payloadLength == 0
                ? 0
                : PayloadHints.of(buffer, at + headerLength, segment.payloadCaptured, segment.payloadLength);
        TcpOptions.clear(segment);
        if (headerLength > MIN) {
            TcpOptions.parse(buffer, at + MIN, at + Math.min(headerLength, captured), segment);
        }
        return Layer.TCP;
    }
}
