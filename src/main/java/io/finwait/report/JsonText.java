package io.finwait.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value on its way out, written straight into a {@link FieldText}: Jackson's generator took as long over the records
 * as everything else did together. Field names are encoded once and with the comma before them, which is left out
 * where the name is the first of its object. Nothing checks the nesting. Not thread-safe.
 */
final class JsonText {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final long ALL_ONES = 0x0101_0101_0101_0101L;
    private static final long ALL_HIGHEST_BITS = ALL_ONES << 7;
    private static final long ALL_SPACES = ALL_ONES * ' ';
    private static final long ALL_QUOTES = ALL_ONES * '"';
    private static final long ALL_BACKSLASHES = ALL_ONES * '\\';

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    private final FieldText text = new FieldText();

    /** Whether the next name is the first one of its object. */
    private boolean first;

    /** The name of a field, for {@link #name}. */
    static byte[] encoded(String name) {
        return ascii(",\"" + name + "\":");
    }

    /** A field whose value is one of {@code constants} as {@link Lowercase} spells them, by ordinal; for {@link #field}. */
    static byte[][] encoded(String name, Enum<?>[] constants) {
        var fields = new byte[constants.length][];
        for (Enum<?> constant : constants) {
            fields[constant.ordinal()] = encoded(name, Lowercase.of(constant));
        }
        return fields;
    }

    /** The name of an object that is a field, and that of its first field, for {@link #name}; {@link #endObject} ends it. */
    static byte[] encodedWithin(String object, String field) {
        return ascii(",\"" + object + "\":{\"" + field + "\":");
    }

    /** A field with its value, which must need no escaping; for {@link #field}. */
    static byte[] encoded(String name, String value) {
        return ascii(",\"" + name + "\":\"" + value + '"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void nanosecondInstants() {
        text.nanosecondInstants();
    }

    /** What has been written since {@link #clear}, and the way to write plain ASCII between. */
    FieldText text() {
        return text;
    }

    void clear() {
        text.clear();
    }

    void beginObject() {
        text.append('{');
        first = true;
    }

    void endObject() {
        text.append('}');
        first = false;
    }

    /** Begins an object in an array. */
    void beginElement() {
        separate();
        beginObject();
    }

    /** Writes a string in an array, which must need no escaping. */
    void element(String plain) {
        separate();
        text.append('"').append(plain).append('"');
    }

    /** Begins an element of an array with {@code encoded}. */
    void element(byte[] encoded) {
        separate();
        text.append(encoded, 0);
    }

    /** Writes a number in an array. */
    void element(long value) {
        separate();
        text.append(value);
    }

    private void separate() {
        if (!text.endsWith('[')) {
            text.append(',');
        }
    }

    void beginObject(byte[] name) {
        name(name);
        beginObject();
    }

    void beginArray(byte[] name) {
        name(name);
        text.append('[');
    }

    void endArray() {
        text.append(']');
    }

    /** Begins a field; its value follows. */
    void name(byte[] name) {
        text.append(name, first ? 1 : 0);
        first = false;
    }

    /** Writes a field whole. */
    void field(byte[] nameAndValue) {
        name(nameAndValue);
    }

    void number(byte[] name, long value) {
        name(name);
        text.append(value);
    }

    void bool(byte[] name, boolean value) {
        name(name);
        text.append(value ? TRUE : FALSE, 0);
    }

    void instant(byte[] name, long epochNanos) {
        name(name);
        text.append('"').appendInstant(epochNanos).append('"');
    }

    void millis(byte[] name, long nanos) {
        name(name);
        text.appendMillis(nanos);
    }

    /** Writes nothing where {@code nanos} is negative, that is, not known. */
    void optionalMillis(byte[] name, long nanos) {
        if (nanos >= 0) {
            millis(name, nanos);
        }
    }

    /** Writes a string of letters and digits, which need no escaping. */
    void plainString(byte[] name, String value) {
        name(name);
        text.append('"').append(value).append('"');
    }

    /** Writes any string. */
    void string(byte[] name, String value) {
        name(name);
        text.append('"');
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        text.append(needsEscape(utf8) ? JsonStringEncoder.getInstance().quoteAsUTF8(value) : utf8, 0);
        text.append('"');
    }

    /** Whether a JSON string cannot hold that as it is (RFC 8259 §7); rare enough to leave it to Jackson then. */
    static boolean needsEscape(byte[] utf8) {
        int at = 0;
        for (; at + Long.BYTES <= utf8.length; at += Long.BYTES) {
            if (anyNeedsEscape((long) EIGHT.get(utf8, at))) {
                return true;
            }
        }
        for (; at < utf8.length; at++) {
            if (anyNeedsEscape(ALL_SPACES ^ ' ' ^ utf8[at] & 0xFF)) {
                return true;
            }
        }
        return false;
    }

    /** Looks at eight octets at once: subtracting what an octet must reach sets its highest bit if it is less and was no higher than 0x7F. */
    private static boolean anyNeedsEscape(long octets) {
        long control = octets - ALL_SPACES;
        long quote = (octets ^ ALL_QUOTES) - ALL_ONES;
        long backslash = (octets ^ ALL_BACKSLASHES) - ALL_ONES;
        return ((control | quote | backslash) & ~octets & ALL_HIGHEST_BITS) != 0;
    }

    /** Writes any string, or nothing where there is none. */
    void optionalString(byte[] name, @Nullable String value) {
        if (value != null) {
            string(name, value);
        }
    }
}
