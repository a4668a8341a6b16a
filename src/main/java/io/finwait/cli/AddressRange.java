package io.finwait.cli;

import io.finwait.flow.IpAddress;

/** An address, or all addresses with the same first bits. */
final class AddressRange {
    private final IpAddress base;
    private final int prefixLength;

    private AddressRange(IpAddress base, int prefixLength) {
        this.base = base;
        this.prefixLength = prefixLength;
    }

    /**
     * Reads {@code 10.77.0.1}, {@code 10.77.0.0/16}, {@code 2001:db8::/32}. Bits behind the prefix do not matter.
     *
     * @throws IllegalArgumentException if {@code text} is neither
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        IpAddress base = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return new AddressRange(base, base.bits());
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > base.bits()) {
            throw new IllegalArgumentException("'" + text + "': a prefix has 0 to " + base.bits() + " bits");
        }
        return new AddressRange(base, Integer.parseInt(length));
    }

    boolean contains(IpAddress address) {
        if (address.isV4() != base.isV4()) {
            return false;
        }
        if (base.isV4()) {
            return sameFirstBits(address.low() << 32, base.low() << 32, prefixLength);
        }
        return sameFirstBits(address.high(), base.high(), Math.min(64, prefixLength))
                && sameFirstBits(address.low(), base.low(), Math.max(0, prefixLength - 64));
    }

    private static boolean sameFirstBits(long a, long b, int bits) {
        return bits == 0 || (a ^ b) >>> (64 - bits) == 0;
    }
}
