package io.finwait.anonymise.packet;

/** A TCP header with the options whose meaning is known; of others the length is kept, of those with an address or a secret too. */
final class TcpHeaders {
    private static final int PROTOCOL = 6;
    private static final int CHECKSUM = 16;
    private static final int MIN = 20;

    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int MAXIMUM_SEGMENT_SIZE = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;
    private static final int MULTIPATH = 30;
    private static final int EXPERIMENT_1 = 253;
    private static final int EXPERIMENT_2 = 254;

    private TcpHeaders() {}

    /**
     * The header, or the beginning of one that an ICMP error quotes.
     *
     * @param length of header and payload on the wire
     */
    static void tcp(OctetCopy copy, Checksums checksums, int length, int end) {
        checksums.later(copy.length(), CHECKSUM, copy.addressSum() + PROTOCOL + length);
        copy.copy(MIN);
        while (copy.from() < end) {
            int left = end - copy.from();
            int kind = copy.u8(0);
            if (kind == NO_OPERATION) {
                copy.copy(1);
            } else if (kind == END || left < 2 || copy.u8(1) < 2 || copy.u8(1) > left) {
                copy.zeroTo(end);
            } else {
                option(copy, kind, copy.u8(1));
            }
        }
    }

    private static void option(OctetCopy copy, int kind, int length) {
        int kept = Math.min(length, kept(kind, length));
        copy.copy(kept);
        copy.zero(length - kept);
    }

    /** How many octets of an option are kept. */
    private static int kept(int kind, int length) {
        boolean known =
                switch (kind) {
                    case MAXIMUM_SEGMENT_SIZE -> length == 4;
                    case WINDOW_SCALE -> length == 3;
                    case SACK_PERMITTED -> length == 2;
                    case SACK -> length <= 34 && length % 8 == 2;
                    case TIMESTAMPS -> length == 10;
                    default -> false;
                };
        if (known) {
            return length;
        }
        return switch (kind) {
            case MULTIPATH -> 3; // and its subtype
            case EXPERIMENT_1, EXPERIMENT_2 -> 4; // and which experiment (RFC 6994)
            default -> 2;
        };
    }
}
