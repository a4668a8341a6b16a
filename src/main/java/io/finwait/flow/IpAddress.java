package io.finwait.flow;

import io.finwait.decode.TcpSegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address in two longs, in the form of {@link TcpSegment#srcHigh}.
 *
 * @param high the first 64 bits of an IPv6 address; {@link TcpSegment#IPV4_MARK} for IPv4
 * @param low the last 64 bits; for IPv4 the address as an unsigned 32-bit value
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    /** Written out, like the hash of all records here that serve as keys: linking a record's own costs a run some milliseconds. */
    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress ip && high == ip.high && low == ip.low;
    }

    public static IpAddress ofV4(int address) {
        return new IpAddress(TcpSegment.IPV4_MARK, address & 0xFFFF_FFFFL);
    }

    /**
     * Reads a literal address; never looks a name up.
     *
     * @throws IllegalArgumentException if {@code text} is not an address
     */
    public static IpAddress parse(String text) {
        if (text.indexOf(':') < 0) {
            return ofV4(parseV4(text));
        }
        // With a colon and nothing but digits, colons and dots Java takes it for a literal and looks nothing up.
        if (text.charAt(0) == '.' || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')) {
            throw notAnAddress(text);
        }
        try {
            return of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + text, e);
        }
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("not an IP address: " + text);
    }

    private static int parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        int address = 0;
        for (String part : parts) {
            boolean decimal =
                    part.length() >= 1 && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (parts.length != 4 || !decimal || Integer.parseInt(part) > 255) {
                throw notAnAddress(text);
            }
            address = address << 8 | Integer.parseInt(part);
        }
        return address;
    }

    private static IpAddress of(InetAddress address) {
        byte[] octets = address.getAddress();
        if (address instanceof Inet6Address) {
            return new IpAddress(bigEndian(octets, 0, 8), bigEndian(octets, 8, 8));
        }
        return new IpAddress(TcpSegment.IPV4_MARK, bigEndian(octets, 0, 4));
    }

    private static long bigEndian(byte[] octets, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = (value << 8) | (octets[i] & 0xFF);
        }
        return value;
    }

    public boolean isV4() {
        return high == TcpSegment.IPV4_MARK;
    }

    /** Length of the address in bits: 32 or 128. */
    public int bits() {
        return isV4() ? 32 : 128;
    }

    /** Unsigned numeric order, IPv4 before IPv6. */
    @Override
    public int compareTo(IpAddress other) {
        if (isV4() != other.isV4()) {
            return isV4() ? -1 : 1;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** Dotted quad, or RFC 5952 form. */
    @Override
    public String toString() {
        var text = new StringBuilder(40);
        appendTo(text);
        return text.toString();
    }

    /** Appends what {@link #toString} gives. */
    public void appendTo(StringBuilder text) {
        if (isV4()) {
            text.append(low >> 24 & 0xFF).append('.').append(low >> 16 & 0xFF).append('.');
            text.append(low >> 8 & 0xFF).append('.').append(low & 0xFF);
        } else {
            appendV6(text);
        }
    }

    /** RFC 5952 §4: lower case, no leading zeros, the longest run of two or more zero groups (the first of equals) as "::". */
    private void appendV6(StringBuilder text) {
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && group(i + length) == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
            i += length;
        }
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (i > 0 && i != bestStart + bestLength) {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(i)));
            }
        }
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
    }
}
