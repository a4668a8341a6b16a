package io.finwait.lifecycle.zeek;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.FIN;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.decode.TcpSegment.SYN;

/** When which letter is added (Zeek: update_history of TCPSessionAdapter.cc, CheckHistory of TCP_Endpoint.cc). */
final class History {
    private History() {}

    /**
     * Adds what a segment's flags and payload say.
     *
     * @param seq the segment's sequence number, relative
     */
    static void noteFlags(PackedEnds ends, boolean a, int flags, long seq, int length) {
        switch (flags & (SYN | FIN | RST)) {
            case 0 -> {
                if (length > 0) {
                    noteTraffic(ends, a, Letters.D);
                } else if ((flags & ACK_FLAG) != 0) {
                    noteTraffic(ends, a, Letters.A);
                }
            }
            case SYN -> {
                int letter = (flags & ACK_FLAG) != 0 ? Letters.H : Letters.S;
                note(ends, a, letter, Letters.S, seq != ends.lastSyn(a));
                if (seq != ends.lastSyn(a)) {
                    ends.space(a).lastSyn = seq;
                }
            }
            case FIN -> note(ends, a, Letters.F, Letters.F, seq + length != ends.lastFin(a));
            case RST -> note(ends, a, Letters.R, Letters.R, seq != ends.lastRst(a));
            case SYN | FIN -> note(ends, a, Letters.Q, Letters.Q, false);
            case SYN | RST -> note(ends, a, Letters.Q, Letters.Q, false);
            default -> note(ends, a, Letters.I, Letters.I, false);
        }
    }

    /** Adds D or A, and settles who is who if there was only a SYN-ACK so far. */
    static void noteTraffic(PackedEnds ends, boolean a, int letter) {
        if (ends.isOnlyLetter(Letters.H)) {
            // It began with a SYN-ACK, and that was no scan: whoever sent it is the responder.
            ends.flipRoles();
            ends.setLetters(Letters.FLIP, Letters.H + Letters.RESPONDER);
            ends.see(true);
        }
        note(ends, a, letter, letter, false);
    }

    /** Adds a letter if the role that the end has now is not marked with it yet, or if it is to be repeated. */
    private static void note(PackedEnds ends, boolean a, int letter, int mark, boolean again) {
        if (again || !ends.isMarked(a, mark)) {
            ends.mark(a, mark);
            ends.add(a, letter);
        }
    }

    /** Counts one more, and adds the letter at the 1st, 10th, 100th... */
    static void tally(PackedEnds ends, boolean a, int counter, int letter) {
        int count = ends.count(a, counter);
        while (count % 10 == 0) {
            count /= 10;
        }
        if (count == 1) {
            ends.add(a, letter);
        }
    }
}
