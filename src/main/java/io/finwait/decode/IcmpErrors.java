package io.finwait.decode;

/** ICMP errors, which quote the packet that they are about: a TCP header in there is not a segment on its way. */
final class IcmpErrors {
    private static final int ICMP_HEADER = 8;
    private static final int IPV4_PROTOCOL = ICMP_HEADER + 9;
    private static final int IPV6_NEXT_HEADER = ICMP_HEADER + 6;
    private static final int TCP = 6;

    private IcmpErrors() {}

    /** RFC 792: destination unreachable, source quench, redirect, time exceeded, parameter problem. */
    static int v4(HeaderCursor cursor) {
        if (!cursor.has(IPV4_PROTOCOL + 1)) {
            return Layer.NOT_TCP;
        }
        boolean error =
                switch (cursor.u8(0)) {
                    case 3, 4, 5, 11, 12 -> true;
                    default -> false;
                };
        return error && cursor.u8(IPV4_PROTOCOL) == TCP ? Layer.TCP_IN_ICMP : Layer.NOT_TCP;
    }

    /** RFC 4443 §2.1: types below 128 are errors. */
    static int v6(HeaderCursor cursor) {
        boolean quotesTcp =
                cursor.has(IPV6_NEXT_HEADER + 1) && cursor.u8(0) < 128 && cursor.u8(IPV6_NEXT_HEADER) == TCP;
        return quotesTcp ? Layer.TCP_IN_ICMP : Layer.NOT_TCP;
    }
}
