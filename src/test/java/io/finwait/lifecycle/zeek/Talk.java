package io.finwait.lifecycle.zeek;

import io.finwait.decode.TcpSegment;

/**
 * Segments of one connection in tcpdump's shorthand, given to a {@link ZeekView}: {@code > S 0}, {@code < S. 0 1},
 * {@code > . 1 1 100}. That is direction (from A, from B), flags, relative sequence number, relative acknowledgement (with the
 * dot only) and payload octets; then, if wanted, {@code win0} for a zero window, {@code cut} for a payload the snap length cut
 * off. Segments in one text are separated by a bar.
 */
final class Talk {
    static final String HANDSHAKE = "> S 0 | < S. 0 1 | > . 1 1";

    /** Handshake, a request of 100 octets, a response of 200, all acknowledged; both go on at 101 and 201. */
    static final String EXCHANGE = HANDSHAKE + " | > . 1 1 100 | < . 1 101 | < . 1 101 200 | > . 101 201";

    private final ZeekView view = new ZeekView();
    private final int portA;
    private final int portB;
    private final int isnA;
    private final int isnB;

    private Talk(int portA, int portB, int isnA, int isnB) {
        this.portA = portA;
        this.portB = portB;
        this.isnA = isnA;
        this.isnB = isnB;
    }

    /** What Zeek would say, from a client's port to a web server's. */
    static ZeekView replay(String... segments) {
        return between(40_000, 80, segments);
    }

    static ZeekView between(int portA, int portB, String... segments) {
        return new Talk(portA, portB, 1_000_000, 5_000_000).play(segments);
    }

    static ZeekView fromInitialSequenceNumbers(int isnA, int isnB, String... segments) {
        return new Talk(40_000, 80, isnA, isnB).play(segments);
    }

    private ZeekView play(String... segments) {
        for (String segment : String.join(" | ", segments).split(" *\\| *")) {
            give(segment.split(" "));
        }
        return view;
    }

    private void give(String[] words) {
        boolean fromA = words[0].equals(">");
        boolean ack = words[1].contains(".");
        var segment = new TcpSegment();
        segment.srcPort = fromA ? portA : portB;
        segment.dstPort = fromA ? portB : portA;
        segment.window = 1000;
        segment.flags = (words[1].contains("S") ? TcpSegment.SYN : 0)
                | (words[1].contains("F") ? TcpSegment.FIN : 0)
                | (words[1].contains("R") ? TcpSegment.RST : 0)
                | (ack ? TcpSegment.ACK_FLAG : 0);
        segment.seq = (fromA ? isnA : isnB) + (int) Long.parseLong(words[2]);
        int at = 3;
        if (ack) {
            segment.ack = (fromA ? isnB : isnA) + (int) Long.parseLong(words[at++]);
        }
        if (at < words.length && Character.isDigit(words[at].charAt(0))) {
            segment.payloadLength = Integer.parseInt(words[at++]);
        }
        segment.payloadCaptured = segment.payloadLength;
        for (; at < words.length; at++) {
            switch (words[at]) {
                case "win0" -> segment.window = 0;
                case "cut" -> segment.payloadCaptured = 0;
                default -> throw new IllegalArgumentException(words[at]);
            }
        }
        view.segment(segment, fromA);
    }
}
