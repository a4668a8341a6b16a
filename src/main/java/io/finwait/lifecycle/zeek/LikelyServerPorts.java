package io.finwait.lifecycle.zeek;

/**
 * TCP ports that services listen on: Zeek's {@code likely_server_ports} with its full set of scripts. They tell who is the
 * originator where a connection's first segment is no SYN.
 */
public final class LikelyServerPorts {
    private static final int[] PORTS = {
        21, 22, 25, 53, 79, 80, 81, 88, 135, 139, 143, 389, 443, 445, 465, 502, 514, 563, 585, 587, 614, 631, 636, 989,
        990, 992, 993, 995, 1080, 1434, 1883, 2811, 3128, 3268, 3306, 3389, 5222, 5223, 5269, 5432, 6379, 6666, 6667,
        6668, 6669, 8000, 8080, 8888, 20000
    };

    /** One bit for each of the 65536 ports, by 64. */
    private static final long[] BITS = new long[1 << 10];

    static {
        for (int port : PORTS) {
            BITS[port >>> 6] |= 1L << port;
        }
    }

    private LikelyServerPorts() {}

    /**
     * Whether a service is likely behind {@code port}.
     *
     * @param port 0 to 65535
     */
    public static boolean contains(int port) {
        return (BITS[port >>> 6] & 1L << port) != 0;
    }
}
