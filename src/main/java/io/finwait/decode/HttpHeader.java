package io.finwait.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Reads the header of an HTTP/1 message (RFC 9112) at the beginning of a payload, as far as it is there: who speaks which version,
 * and whether the connection is to be kept.
 */
final class HttpHeader {
    /** Longer ones than servers take by default are not read to their end. */
    private static final int MOST_OCTETS = 8192;

    private static final byte[] VERSION_1 = ascii("HTTP/1.");
    private static final int STATUS_VERSION_LENGTH = VERSION_1.length + 2;
    private static final byte[] CONNECT = ascii("CONNECT ");

    /** RFC 9110 §9.3 and RFC 5789. */
    private static final byte[][] METHODS = {
        ascii("GET "),
        ascii("HEAD "),
        ascii("POST "),
        ascii("PUT "),
        ascii("DELETE "),
        CONNECT,
        ascii("OPTIONS "),
        ascii("TRACE "),
        ascii("PATCH ")
    };

    private static final byte[] CONNECTION = ascii("connection:");
    private static final byte[] CLOSE = ascii("close");
    private static final byte[] KEEP_ALIVE = ascii("keep-alive");

    private static final long LINE_FEEDS = 0x0A0A_0A0A_0A0A_0A0AL;
    private static final long SEVEN_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

    private HttpHeader() {}

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** {@link PayloadHint}s of the payload in {@code [at, captured)}; 0 if that does not begin like a message. */
    static int hints(byte[] buffer, int at, int captured) {
        int end = Math.min(captured, at + MOST_OCTETS);
        if (begins(buffer, at, end, VERSION_1)) {
            return response(buffer, at, end);
        }
        for (byte[] method : METHODS) {
            if (begins(buffer, at, end, method)) {
                return request(buffer, at, end, method);
            }
        }
        return 0;
    }

    private static int response(byte[] buffer, int at, int end) {
        if (end - at < STATUS_VERSION_LENGTH || buffer[at + STATUS_VERSION_LENGTH - 1] != ' ') {
            return 0;
        }
        int version = version(buffer[at + VERSION_1.length]);
        return PayloadHint.HTTP_RESPONSE | version | fields(buffer, lineFeed(buffer, at, end), end);
    }

    private static int request(byte[] buffer, int at, int end, byte[] method) {
        int lineFeed = lineFeed(buffer, at, end);
        if (lineFeed == end) {
            boolean plausible = method == CONNECT || beginsTarget(buffer, at + method.length, end);
            return plausible ? PayloadHint.HTTP_REQUEST | PayloadHint.HEADER_CUT : 0;
        }
        int lineEnd = buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        int digit = lineEnd - 1;
        int word = digit - VERSION_1.length;
        if (word <= at + method.length || buffer[word - 1] != ' ' || !begins(buffer, word, digit, VERSION_1)) {
            return 0; // of another protocol: RTSP and SIP have such lines
        }
        return PayloadHint.HTTP_REQUEST | version(buffer[digit]) | fields(buffer, lineFeed, end);
    }

    /** Origin, asterisk or absolute form of a request target, RFC 9112 §3.2. */
    private static boolean beginsTarget(byte[] buffer, int at, int end) {
        return at < end && (buffer[at] == '/' || buffer[at] == '*' || buffer[at] == 'h');
    }

    private static int version(byte minorDigit) {
        return minorDigit == '0' ? PayloadHint.HTTP_1_0 : 0;
    }

    /** What the field lines after the line that ends at {@code lineFeed} say, up to the empty one. */
    private static int fields(byte[] buffer, int lineFeed, int end) {
        int hints = 0;
        int line = lineFeed + 1;
        while (line < end) {
            int lineEnd = lineFeed(buffer, line, end);
            if (lineEnd == end) {
                break;
            }
            if (lineEnd == line || lineEnd == line + 1 && buffer[line] == '\r') {
                return hints;
            }
            if (beginsInAnyCase(buffer, line, lineEnd, CONNECTION)) {
                hints |= connection(buffer, line + CONNECTION.length, lineEnd);
            }
            line = lineEnd + 1;
        }
        return hints | PayloadHint.HEADER_CUT;
    }

    /** The options listed in a Connection field, RFC 9110 §7.6.1. */
    private static int connection(byte[] buffer, int start, int end) {
        int hints = 0;
        int at = start;
        while (at < end) {
            int begin = at;
            while (at < end && buffer[at] != ',') {
                at++;
            }
            hints |= option(buffer, begin, at);
            at++;
        }
        return hints;
    }

    private static int option(byte[] buffer, int start, int stop) {
        int at = start;
        int end = stop;
        while (at < end && isSpace(buffer[at])) {
            at++;
        }
        while (end > at && isSpace(buffer[end - 1])) {
            end--;
        }
        int length = end - at;
        if (length == CLOSE.length && beginsInAnyCase(buffer, at, end, CLOSE)) {
            return PayloadHint.CONNECTION_CLOSE;
        }
        boolean keepAlive = length == KEEP_ALIVE.length && beginsInAnyCase(buffer, at, end, KEEP_ALIVE);
        return keepAlive ? PayloadHint.CONNECTION_KEEP_ALIVE : 0;
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    /** Index of the next line feed; {@code end} if there is none before it. Looks at eight octets at a time: most time goes here. */
    private static int lineFeed(byte[] buffer, int start, int end) {
        int at = start;
        while (end - at >= Long.BYTES) {
            long differences = Octets.i64(buffer, at) ^ LINE_FEEDS;
            long same = ~((differences & SEVEN_BITS) + SEVEN_BITS | differences | SEVEN_BITS);
            if (same != 0) {
                return at + (Long.numberOfLeadingZeros(same) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean begins(byte[] buffer, int at, int end, byte[] word) {
        if (end - at < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (buffer[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Likewise, where {@code word} is in small letters. */
    private static boolean beginsInAnyCase(byte[] buffer, int at, int end, byte[] word) {
        if (end - at < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            byte octet = buffer[at + i];
            boolean capital = octet >= 'A' && octet <= 'Z';
            if ((capital ? octet + ('a' - 'A') : octet) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
