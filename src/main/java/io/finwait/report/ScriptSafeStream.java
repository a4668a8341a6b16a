package io.finwait.report;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON on its way into a {@code script} element: {@code <} becomes an escape, so that nothing in it ends the element or begins a
 * comment (HTML, 13.2.5.4 and 4.12.1.3), and so do U+2028 and U+2029. In JSON all three stand only within strings. Closing it
 * flushes and does not close what is below.
 */
final class ScriptSafeStream extends FilterOutputStream {
    private static final byte[] LESS_THAN = "\\u003c".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_SEPARATOR = "\\u202".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST = 0xE2;
    private static final int SECOND = 0x80;

    /** How many octets of a separator's three, E2 80 A8 or A9 in UTF-8, are held back. */
    private int held;

    ScriptSafeStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        int value = octet & 0xFF;
        if (held == 0 && value != '<' && value != FIRST) {
            out.write(value);
        } else {
            writeCarefully(value);
        }
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        int plain = from;
        for (int at = from; at < from + count; at++) {
            if (held > 0 || octets[at] == '<' || octets[at] == (byte) FIRST) {
                out.write(octets, plain, at - plain);
                plain = at + 1;
                writeCarefully(octets[at] & 0xFF);
            }
        }
        out.write(octets, plain, from + count - plain);
    }

    private void writeCarefully(int value) throws IOException {
        if (held == 2 && (value == 0xA8 || value == 0xA9)) {
            held = 0;
            out.write(LINE_SEPARATOR);
            out.write(value == 0xA8 ? '8' : '9');
        } else if (held == 1 && value == SECOND) {
            held = 2;
        } else {
            release();
            if (value == FIRST) {
                held = 1;
            } else if (value == '<') {
                out.write(LESS_THAN);
            } else {
                out.write(value);
            }
        }
    }

    private void release() throws IOException {
        if (held > 0) {
            out.write(FIRST);
        }
        if (held > 1) {
            out.write(SECOND);
        }
        held = 0;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        release();
        out.flush();
    }
}
