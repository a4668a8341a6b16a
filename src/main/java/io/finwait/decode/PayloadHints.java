package io.finwait.decode;

/**
 * Tells what a payload is by its first octets, and by its last ones if it is short. A few of them decide unless it is an HTTP
 * header, of which at most 8 KiB are read.
 */
final class PayloadHints {
    private static final int RECORD_HEADER = 5;
    private static final byte CHANGE_CIPHER_SPEC = 20;
    private static final byte ALERT = 21;
    private static final byte APPLICATION_DATA = 23;

    /** An alert is two octets; encrypted it grows by no more than a vector, a digest and padding (RFC 5246 §6.2.3). */
    private static final int LONGEST_ALERT = 64;

    /** RFC 5246 §6.2.3. */
    private static final int LONGEST_RECORD = (1 << 14) + 2048;

    private static final int MOST_RECORDS = 16;

    /** A line of commands is not longer (RFC 5321 §4.5.3.1.4); longer payloads are not looked at from behind. */
    private static final int LONGEST_COMMAND = 512;

    private static final int QUIT = 0x7175_6974;
    private static final int SMALL_LETTERS = 0x2020_2020;

    /** How Redis's protocol begins a string of four octets, and a command of one word. */
    private static final int FOUR_OCTETS = 0x2434_0D0A;

    private static final int ONE_WORD = 0x2A31_0D0A;

    /** Of that many octets it is known whether they begin a request or response; the longest beginning is {@code OPTIONS /}. */
    private static final int ENOUGH = 9;

    private PayloadHints() {}

    /**
     * The {@link PayloadHint}s of a payload.
     *
     * @param at index of its first octet
     * @param captured how many of its octets are present
     * @param length how many there were on the wire, at least 1
     */
    static int of(byte[] buffer, int at, int captured, int length) {
        int hints = 0;
        if (captured >= RECORD_HEADER) {
            hints = switch (buffer[at]) {
                case 'C', 'D', 'G', 'H', 'O', 'P', 'T' -> HttpHeader.hints(buffer, at, at + captured);
                case 20, 21, 22, 23 -> tls(buffer, at, at + captured);
                default -> 0;
            };
        }
        if (hints != 0) {
            return hints;
        }
        if (captured < length) {
            return captured < ENOUGH ? PayloadHint.HEADER_CUT : 0;
        }
        return length <= LONGEST_COMMAND && quits(buffer, at, at + length) ? PayloadHint.QUIT : 0;
    }

    /** Goes from TLS record to TLS record: an alert may follow the last data in one segment. */
    private static int tls(byte[] buffer, int start, int end) {
        int hints = 0;
        int at = start;
        for (int records = 0; records < MOST_RECORDS && end - at >= RECORD_HEADER; records++) {
            byte type = buffer[at];
            int length = Octets.u16(buffer, at + 3);
            boolean alert = type == ALERT;
            if (type < CHANGE_CIPHER_SPEC
                    || type > APPLICATION_DATA
                    || buffer[at + 1] != 3
                    || (buffer[at + 2] & 0xFF) > 4
                    || length < (alert ? 2 : 1)
                    || length > (alert ? LONGEST_ALERT : LONGEST_RECORD)) {
                break;
            }
            hints |= alert ? PayloadHint.TLS_ALERT : PayloadHint.TLS;
            at += RECORD_HEADER + length;
        }
        return hints;
    }

    /** Whether the last line says QUIT, in capitals or not, and is a command: not a word that Redis is given to keep. */
    private static boolean quits(byte[] buffer, int at, int end) {
        if (end - at <= 4 || buffer[end - 1] != '\n') {
            return false;
        }
        int line = end - 5;
        if (buffer[end - 2] == '\r') {
            line--;
        }
        if (line < at || (Octets.i32(buffer, line) | SMALL_LETTERS) != QUIT) {
            return false;
        }
        if (line == at) {
            return true;
        }
        if (line - at >= 4 && Octets.i32(buffer, line - 4) == FOUR_OCTETS) {
            return line - at >= 8 && Octets.i32(buffer, line - 8) == ONE_WORD;
        }
        return buffer[line - 1] == '\n';
    }
}
