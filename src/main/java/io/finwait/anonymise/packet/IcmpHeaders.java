package io.finwait.anonymise.packet;

import io.finwait.decode.HeaderTrail;

/** ICMP errors about TCP: the message, and of the packet it quotes the headers. */
final class IcmpHeaders {
    private static final int CHECKSUM = 2;
    private static final int V6_PROTOCOL = 58;
    private static final int REDIRECT = 5;
    private static final int TOTAL_LENGTH = 2;
    private static final int PAYLOAD_LENGTH = 4;
    private static final int IPV6_LENGTH = 40;

    private IcmpHeaders() {}

    static void v4(OctetCopy copy, Checksums checksums, HeaderTrail trail, int end) {
        checksums.later(copy.length(), CHECKSUM, 0);
        int type = copy.u8(0);
        message(copy);
        if (type == REDIRECT) {
            copy.addressV4(); // of the better gateway
        } else {
            copy.copy(4);
        }
        int headers = trail.quotedTcp() - copy.from();
        int length = copy.u16(TOTAL_LENGTH) - headers;
        IpHeaders.v4(copy, trail.quotedTcp());
        TcpHeaders.tcp(copy, checksums, length, end);
    }

    /**
     * An error of ICMPv6.
     *
     * @return false if the packet that it quotes cannot be told apart from one of IPv4
     */
    static boolean v6(OctetCopy copy, Checksums checksums, HeaderTrail trail, int end) {
        checksums.later(copy.length(), CHECKSUM, copy.addressSum() + V6_PROTOCOL + trail.lengthFromLast());
        message(copy);
        copy.copy(4);
        if (!IpHeaders.hasV6(copy, end)) {
            return false;
        }
        int headers = trail.quotedTcp() - copy.from();
        int length = copy.u16(PAYLOAD_LENGTH) + IPV6_LENGTH - headers;
        IpHeaders.v6WithExtensions(copy, trail.quotedTcp());
        TcpHeaders.tcp(copy, checksums, length, end);
        return true;
    }

    /** Type and code, and room for the checksum. */
    private static void message(OctetCopy copy) {
        copy.copy(2);
        copy.zero(2);
    }
}
