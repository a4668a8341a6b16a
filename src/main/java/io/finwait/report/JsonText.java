package io.finwait.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value on its way out, written straight into a {@link FieldText}: Jackson's generator took as long over the records
 * as everything else did together. Field names are encoded once and with the comma before them, which is left out
 * where the name is the first of its object. Nothing checks the nesting. Not thread-safe.
 */
final class JsonText {
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    private final FieldText text = new FieldText();

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
    }

    void endObject() {
        text.append('}');
    }

    /** Begins an object in an array. */
    void beginElement() {
        separate();
        text.append('{');
    }

    /** Writes a string in an array, which must need no escaping. */
    void element(String plain) {
        separate();
        text.append('"').append(plain).append('"');
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
        text.append('{');
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
        text.append(name, text.endsWith('{') ? 1 : 0);
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
        text.append(JsonStringEncoder.getInstance().quoteAsUTF8(value), 0);
        text.append('"');
    }

    /** Writes any string, or nothing where there is none. */
    void optionalString(byte[] name, @Nullable String value) {
        if (value != null) {
            string(name, value);
        }
    }
}
