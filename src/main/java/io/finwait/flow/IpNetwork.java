package io.finwait.flow;

/**
 * A network in CIDR notation.
 *
 * @param prefixBits 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record IpNetwork(IpAddress address, int prefixBits) {
    /**
     * Reads {@code 10.0.0.0/8}, {@code fd77::/64} or a single address.
     *
     * @throws IllegalArgumentException if {@code text} is neither; the message is for the user
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return new IpNetwork(address, address.bits());
        }
        try {
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= address.bits()) {
                return new IpNetwork(address, bits);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a network: " + text, e);
        }
        throw new IllegalArgumentException("not a network: " + text);
    }

    /**
     * The network with a prefix of that length that {@code inside} is in.
     *
     * @param prefixBits at most {@link IpAddress#bits}
     */
    public static IpNetwork around(IpAddress inside, int prefixBits) {
        if (inside.isV4()) {
            return new IpNetwork(
                    new IpAddress(inside.high(), inside.low() & upper(prefixBits + 32) & 0xFFFF_FFFFL), prefixBits);
        }
        long high = inside.high() & upper(Math.min(prefixBits, 64));
        long low = inside.low() & upper(Math.max(prefixBits - 64, 0));
        return new IpNetwork(new IpAddress(high, low), prefixBits);
    }

    /** The upper {@code bits} of 64, 0 to 64. */
    private static long upper(int bits) {
        return bits == 0 ? 0 : -1L << 64 - bits;
    }

    public boolean contains(IpAddress other) {
        if (address.isV4() != other.isV4()) {
            return false;
        }
        if (address.isV4()) {
            return samePrefix(address.low() << 32, other.low() << 32, prefixBits);
        }
        return samePrefix(address.high(), other.high(), Math.min(prefixBits, 64))
                && samePrefix(address.low(), other.low(), Math.max(prefixBits - 64, 0));
    }

    /** Whether the upper {@code bits} are equal, 0 to 64. */
    private static boolean samePrefix(long one, long other, int bits) {
        return bits == 0 || (one ^ other) >>> 64 - bits == 0;
    }

    @Override
    public String toString() {
        return address + "/" + prefixBits;
    }
}
