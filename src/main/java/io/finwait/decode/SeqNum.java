package io.finwait.decode;

/**
 * Comparison of 32-bit sequence numbers and timestamps modulo 2^32 (RFC 9293 §3.4, RFC 7323 §5.2). The only place where
 * these are compared; two numbers exactly 2^31 apart are each before the other, as in RFC 1982.
 */
public final class SeqNum {
    private SeqNum() {}

    /** Whether {@code a} comes before {@code b}. */
    public static boolean before(int a, int b) {
        return a - b < 0;
    }

    /** Whether {@code a} comes after {@code b}. */
    public static boolean after(int a, int b) {
        return b - a < 0;
    }

    /** Whether {@code a} is {@code b} or comes after it. */
    public static boolean atOrAfter(int a, int b) {
        return a - b >= 0;
    }

    /** The later of two. */
    public static int later(int a, int b) {
        return after(a, b) ? a : b;
    }

    /** How far {@code a} lies after {@code b}, -2^31 to 2^31-1. */
    public static int distance(int a, int b) {
        return a - b;
    }
}
