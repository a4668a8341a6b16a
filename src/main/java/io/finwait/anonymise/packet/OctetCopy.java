package io.finwait.anonymise.packet;

import io.finwait.anonymise.Pseudonyms;
import io.finwait.decode.TcpSegment;
import io.finwait.flow.IpAddress;
import java.util.Arrays;

/**
 * Copies a frame from its beginning, octet by octet, each as it is, as zero, with a pseudonym, or not at all; never beyond the end of the
 * header at hand, whatever its lengths say. Numbers are big-endian.
 */
final class OctetCopy {
    private static final byte[] EMPTY = {};

    private final Pseudonyms pseudonyms;
    private byte[] in = EMPTY;
    private byte[] out = new byte[256];
    private int from;
    private int end;
    private int to;

    /** Ones' complement sum of the addresses last copied, for pseudo headers. */
    private long addressSum;

    OctetCopy(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    void begin(byte[] buffer, int offset) {
        in = buffer;
        from = offset;
        end = offset;
        to = 0;
    }

    /** Goes on to a header that ends at {@code headerEnd}. */
    void header(int headerEnd) {
        end = headerEnd;
    }

    /** Index of the next octet to be copied. */
    int from() {
        return from;
    }

    /** How many octets the copy has. */
    int length() {
        return to;
    }

    /** The copy; {@link #length} of its octets count. */
    byte[] octets() {
        return out;
    }

    long addressSum() {
        return addressSum;
    }

    /** The unsigned octet {@code offset} after the next one; 0 beyond the header. */
    int u8(int offset) {
        return from + offset < end ? in[from + offset] & 0xFF : 0;
    }

    int u16(int offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }

    void copy(int most) {
        int count = inHeader(most);
        room(count);
        System.arraycopy(in, from, out, to, count);
        from += count;
        to += count;
    }

    void copyTo(int next) {
        copy(next - from);
    }

    /** Puts zeros in the place of as many octets. */
    void zero(int most) {
        int count = inHeader(most);
        room(count);
        Arrays.fill(out, to, to + count, (byte) 0);
        from += count;
        to += count;
    }

    void zeroTo(int next) {
        zero(next - from);
    }

    private int inHeader(int most) {
        return Math.max(0, Math.min(most, end - from));
    }

    /** Puts another octet in the place of the next one. */
    void replace(int octet) {
        if (from >= end) {
            return;
        }
        room(1);
        out[to++] = (byte) octet;
        from++;
    }

    /** Leaves out what comes before {@code next}. */
    void dropTo(int next) {
        from = next;
    }

    void mac() {
        long address = (long) u16(0) << 32 | (long) u16(2) << 16 | u16(4);
        long pseudonym = pseudonyms.ofMac(address);
        for (int shift = 40; shift >= 0; shift -= 8) {
            replace((int) (pseudonym >> shift));
        }
    }

    /** Two IPv4 addresses, the ends of a packet. */
    void addressesV4() {
        addressSum = addressV4() + addressV4();
    }

    /** One IPv4 address; returns its pseudonym's ones' complement sum. */
    long addressV4() {
        long pseudonym = pseudonyms.of(IpAddress.ofV4(u16(0) << 16 | u16(2))).low();
        int start = to;
        number(pseudonym, 32);
        return Checksums.sum(out, start, to);
    }

    /** Two IPv6 addresses, the ends of a packet. */
    void addressesV6() {
        int start = to;
        addressV6();
        addressV6();
        addressSum = Checksums.sum(out, start, to);
    }

    private void addressV6() {
        IpAddress pseudonym = pseudonyms.of(new IpAddress(i64(0), i64(8)));
        number(pseudonym.high(), Long.SIZE);
        number(pseudonym.low(), Long.SIZE);
    }

    /** An address of which the upper half is that of no unicast address stands for IPv4 in {@link IpAddress}. */
    boolean canHaveAddressesV6() {
        return i64(8) != TcpSegment.IPV4_MARK && i64(24) != TcpSegment.IPV4_MARK;
    }

    private long i64(int offset) {
        return (long) u16(offset) << 48 | (long) u16(offset + 2) << 32 | (long) u16(offset + 4) << 16 | u16(offset + 6);
    }

    private void number(long value, int bits) {
        for (int shift = bits - 8; shift >= 0; shift -= 8) {
            replace((int) (value >> shift));
        }
    }

    private void room(int more) {
        if (to + more > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, to + more));
        }
    }
}
