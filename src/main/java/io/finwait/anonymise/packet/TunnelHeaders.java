package io.finwait.anonymise.packet;

/** UDP and GRE with what tunnels put behind them: identifiers of networks and sessions are kept, all else is zeroed. */
final class TunnelHeaders {
    private static final int UDP_PROTOCOL = 17;
    private static final int UDP_CHECKSUM = 6;
    private static final int GRE_CHECKSUM = 0x8000;
    private static final int GRE_VERSION = 0x0007;

    private static final int GTP_USER = 2152;
    private static final int TEREDO = 3544;
    private static final int L2TP = 1701;

    /** What VXLAN, Geneve, GTP, AYIYA and CAPWAP begin with: flags, lengths, identifiers; addresses, keys and options come later. */
    private static final int FIXED = 8;

    private TunnelHeaders() {}

    static void udp(OctetCopy copy, Checksums checksums, int end) {
        int source = copy.u16(0);
        int destination = copy.u16(2);
        boolean hasChecksum = copy.u16(UDP_CHECKSUM) != 0;
        if (hasChecksum) {
            checksums.laterOfUdp(copy.length(), UDP_CHECKSUM, copy.addressSum() + UDP_PROTOCOL + copy.u16(4));
        }
        copy.copy(UDP_CHECKSUM);
        copy.zero(2);
        if (is(GTP_USER, source, destination)) {
            gtpUser(copy, end);
        } else if (is(L2TP, source, destination)) {
            l2tp(copy);
        } else if (is(TEREDO, source, destination)) {
            teredo(copy);
        } else {
            copy.copy(FIXED);
        }
        copy.zeroTo(end);
    }

    private static boolean is(int port, int source, int destination) {
        return source == port || destination == port;
    }

    /** Extension headers keep their lengths, and the number of the next one. */
    private static void gtpUser(OctetCopy copy, int end) {
        copy.copy(FIXED);
        copy.copy(4);
        while (copy.from() < end) {
            int length = copy.u8(0) * 4;
            copy.copy(1);
            copy.zero(length - 2);
            copy.copy(1);
        }
    }

    /** Flags, ids and numbers; the padding that an offset leaves is zeroed. */
    private static void l2tp(OctetCopy copy) {
        int flags = copy.u16(0);
        int length =
                6 + ((flags & 0x4000) != 0 ? 2 : 0) + ((flags & 0x0800) != 0 ? 4 : 0) + ((flags & 0x0200) != 0 ? 2 : 0);
        copy.copy(length);
    }

    /** An authentication keeps its lengths, an origin its mark: what follows in there is a name, a key, an address. */
    private static void teredo(OctetCopy copy) {
        if (copy.u16(0) == 0x0001) {
            int length = 13 + copy.u8(2) + copy.u8(3);
            copy.copy(4);
            copy.zero(length - 4);
        }
    }

    static void gre(OctetCopy copy, Checksums checksums, int end) {
        int flags = copy.u16(0);
        int start = copy.length();
        copy.copy(4);
        if ((flags & GRE_CHECKSUM) != 0 && (flags & GRE_VERSION) == 0) {
            checksums.later(start, 4, 0);
            copy.zero(4);
        }
        copy.copyTo(end); // key, sequence number, a mirror's session
    }
}
