package io.finwait.anonymise.packet;

/** IPv4 and IPv6 with their options and extension headers: what is in those may be addresses, so it is taken out. */
final class IpHeaders {
    private static final int IPV6_LENGTH = 40;
    private static final int NO_OPERATION = 1;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;

    private static final int PAD_1 = 0;
    private static final int PAD_N = 1;
    private static final int JUMBO_PAYLOAD = 0xC2;
    private static final int JUMBO_LENGTH = 4;

    private IpHeaders() {}

    /** Options (source routes, recorded routes, timestamps) become no-operations. The checksum is that of the copy. */
    static void v4(OctetCopy copy, int end) {
        int start = copy.length();
        copy.copy(10);
        copy.zero(2);
        copy.addressesV4();
        while (copy.from() < end) {
            copy.replace(NO_OPERATION);
        }
        Checksums.fill(copy.octets(), start, copy.length(), start + 10);
    }

    static void v6(OctetCopy copy) {
        copy.copy(8);
        copy.addressesV6();
    }

    /** What an IPv6 packet has up to {@code end}, quoted in an ICMP error: its header and extension headers. */
    static void v6WithExtensions(OctetCopy copy, int end) {
        int next = copy.u8(6);
        v6(copy);
        while (copy.from() < end) {
            int protocol = next;
            int length =
                    protocol == FRAGMENT ? 8 : protocol == AUTHENTICATION ? (copy.u8(1) + 2) * 4 : (copy.u8(1) + 1) * 8;
            next = copy.u8(0);
            extension(copy, protocol, Math.min(end, copy.from() + length));
        }
    }

    /** An extension header. A routing header ends as if the packet had come to its last stop, which is the address that it has. */
    static void extension(OctetCopy copy, int protocol, int end) {
        switch (protocol) {
            case FRAGMENT -> copy.copyTo(end);
            case HOP_BY_HOP, DESTINATION -> options(copy, end);
            case ROUTING -> {
                copy.copy(3);
                copy.zeroTo(end);
            }
            case AUTHENTICATION -> authentication(copy, end);
            default -> {
                copy.copy(2);
                copy.zeroTo(end);
            }
        }
    }

    /** AH: without what it proves, since that no longer holds. */
    static void authentication(OctetCopy copy, int end) {
        copy.copy(12);
        copy.zeroTo(end);
    }

    /** Options become padding, but for the length of a jumbogram. */
    private static void options(OctetCopy copy, int end) {
        copy.copy(2);
        while (copy.from() < end) {
            int left = end - copy.from();
            int type = copy.u8(0);
            if (type == PAD_1 || left < 2 || copy.u8(1) + 2 > left) {
                copy.zero(1);
            } else if (type == JUMBO_PAYLOAD && copy.u8(1) == JUMBO_LENGTH) {
                copy.copy(2 + JUMBO_LENGTH);
            } else {
                int length = copy.u8(1);
                copy.replace(PAD_N);
                copy.copy(1);
                copy.zero(length);
            }
        }
    }

    /** Whether an IPv6 header can be copied that begins {@code IPV6_LENGTH} octets before {@code end} at the latest. */
    static boolean hasV6(OctetCopy copy, int end) {
        return end - copy.from() >= IPV6_LENGTH && copy.canHaveAddressesV6();
    }
}
