package io.finwait.report;

import io.finwait.flow.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A value or a whole record on its way into a machine-readable report: a reusable buffer of octets with the few ways of
 * writing that such reports need. A report of half a million connections writes twenty million values, so nothing here
 * allocates once the buffer has grown. Not thread-safe.
 */
final class FieldText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int PREFIX = "2026-11-22T08:17:44.".length();

    /** Of a long. */
    private static final int MOST_DIGITS = 19;

    /** The two digits of each number below 100: half as many divisions as digit by digit. */
    private static final short[] PAIRS = pairs();

    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private byte[] octets = new byte[256];
    private int length;

    /** The date and second last written, for capture times come in order. */
    private final byte[] secondText = new byte[PREFIX];

    private long secondWritten = Long.MIN_VALUE;
    private long dayWritten = Long.MIN_VALUE;
    private int instantDigits = 6;

    /** Instants get nine digits from now on, not six. */
    void nanosecondInstants() {
        instantDigits = 9;
    }

    FieldText clear() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    /** The octets themselves; {@link #length} of them count, until the next change. */
    byte[] octets() {
        return octets;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(octets, 0, length);
    }

    FieldText append(char ascii) {
        reserve(1);
        octets[length++] = (byte) ascii;
        return this;
    }

    boolean endsWith(char ascii) {
        return octets[length - 1] == ascii;
    }

    /** Appends {@code encoded} from {@code offset} on. */
    FieldText append(byte[] encoded, int offset) {
        int added = encoded.length - offset;
        reserve(added);
        System.arraycopy(encoded, offset, octets, length, added);
        length += added;
        return this;
    }

    /** Appends ASCII text. */
    @SuppressWarnings(
            "deprecation") // The charset-free copy of low octets is exactly what ASCII needs, and the fastest.
    FieldText append(String ascii) {
        int added = ascii.length();
        reserve(added);
        ascii.getBytes(0, added, octets, length);
        length += added;
        return this;
    }

    /** Appends any text. */
    FieldText appendUtf8(String text) {
        return append(text.getBytes(StandardCharsets.UTF_8), 0);
    }

    FieldText append(long number) {
        reserve(20);
        if (number < 0) {
            if (number == Long.MIN_VALUE) {
                return append("-9223372036854775808");
            }
            octets[length++] = '-';
            number = -number;
        }
        int digits = 1;
        for (long power = 10; digits < MOST_DIGITS && number >= power; power *= 10) {
            digits++;
        }
        appendDigits(number, digits);
        return this;
    }

    FieldText append(IpAddress address) {
        if (!address.isV4()) {
            return append(address.toString());
        }
        long bits = address.low();
        return append(bits >> 24 & 0xFF)
                .append('.')
                .append(bits >> 16 & 0xFF)
                .append('.')
                .append(bits >> 8 & 0xFF)
                .append('.')
                .append(bits & 0xFF);
    }

    /** Appends a duration in milliseconds: a plain decimal without trailing zeros, exact to the nanosecond. */
    FieldText appendMillis(long nanos) {
        if (nanos < 0) {
            append('-');
            nanos = -nanos;
        }
        append(nanos / 1_000_000);
        int fraction = (int) (nanos % 1_000_000);
        if (fraction == 0) {
            return this;
        }
        int digits = 6;
        if (fraction % 1000 == 0) { // as in any capture of microseconds
            fraction /= 1000;
            digits = 3;
        }
        while (fraction % 10 == 0) {
            fraction /= 10;
            digits--;
        }
        append('.');
        reserve(digits);
        appendDigits(fraction, digits);
        return this;
    }

    /** Appends seconds with the six decimals that Zeek gives them; what is beyond is cut off. */
    FieldText appendSeconds(long nanos) {
        append(Math.floorDiv(nanos, NANOS_PER_SECOND)).append('.');
        reserve(6);
        appendDigits(Math.floorMod(nanos, NANOS_PER_SECOND) / 1000, 6);
        return this;
    }

    /**
     * Appends an instant as ISO 8601 in UTC, {@code 2026-11-22T08:17:44.040428Z}: six digits, or nine for a capture of
     * nanosecond resolution and wherever six would not be exact.
     */
    FieldText appendInstant(long epochNanos) {
        long second = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        int nanos = (int) Math.floorMod(epochNanos, NANOS_PER_SECOND);
        if (second != secondWritten) {
            writeSecond(second);
        }
        reserve(PREFIX + 10);
        System.arraycopy(secondText, 0, octets, length, PREFIX);
        length += PREFIX;
        if (instantDigits == 6 && nanos % 1000 == 0) {
            appendDigits(nanos / 1000, 6);
        } else {
            appendDigits(nanos, 9);
        }
        octets[length++] = 'Z';
        return this;
    }

    /** Appends an instant as Suricata has it, {@code 2026-11-22T08:17:44.040428+0000}; what is beyond six digits is cut off. */
    FieldText appendInstantAndZone(long epochNanos) {
        appendInstant(epochNanos - Math.floorMod(epochNanos, 1_000L));
        length--;
        return append("+0000");
    }

    private void writeSecond(long second) {
        long day = Math.floorDiv(second, SECONDS_PER_DAY);
        if (day != dayWritten) {
            // Instants of a long of nanoseconds lie in the years 1677 to 2262: always four digits.
            byte[] date = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(date, 0, secondText, 0, date.length);
            secondText[10] = 'T';
            secondText[13] = ':';
            secondText[16] = ':';
            secondText[19] = '.';
            dayWritten = day;
        }
        int ofDay = Math.floorMod(second, SECONDS_PER_DAY);
        twoDigits(11, ofDay / 3600);
        twoDigits(14, ofDay / 60 % 60);
        twoDigits(17, ofDay % 60);
        secondWritten = second;
    }

    private void twoDigits(int at, int value) {
        PAIR.set(secondText, at, PAIRS[value]);
    }

    private void appendDigits(long value, int digits) {
        int at = length + digits;
        for (; value > Integer.MAX_VALUE; value /= 100) {
            at -= 2;
            putPair(at, (int) (value % 100));
        }
        int rest = (int) value; // dividing an int is quicker
        for (; at - length >= 2; rest /= 100) {
            at -= 2;
            putPair(at, rest % 100);
        }
        if (at > length) {
            octets[length] = (byte) ('0' + rest % 10);
        }
        length += digits;
    }

    private void putPair(int at, int number) {
        PAIR.set(octets, at, PAIRS[number]);
    }

    private static short[] pairs() {
        var pairs = new short[100];
        for (int number = 0; number < 100; number++) {
            pairs[number] = (short) ('0' + number / 10 | '0' + number % 10 << 8);
        }
        return pairs;
    }

    private void reserve(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }
}
