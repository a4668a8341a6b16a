package io.finwait.lifecycle.zeek;

import io.finwait.decode.SeqNum;
import org.jspecify.annotations.Nullable;

/**
 * What Zeek remembers of both ends and the history, in 60 octets: storage without rules, the part of {@link ZeekView} that
 * keeps it small. Every method that takes {@code a} means end A if it is true, end B otherwise.
 *
 * <p>Nearly every connection is one whose octets arrive in order and whose latest FIN or RST is the end of its space; then
 * the few fields here say everything. As soon as something happens that they cannot say, {@link #detail} makes a
 * {@link SequenceSpace} for each end, which from then on holds the next missing octet, the wraps, the latest SYN, FIN and RST, and
 * the counters.
 */
abstract class PackedEnds {
    /** It sent a FIN; without spaces the latest ends at {@link #last}. */
    static final int FIN_SENT = 1 << 6;
    /** It sent a RST; without spaces the latest is at {@link #last}. */
    static final int RST_SENT = 1 << 7;
    /** Its SYN was acknowledged. */
    static final int SYN_ACKED = 1 << 8;
    /** More of it than its SYN was acknowledged. */
    static final int DATA_ACKED = 1 << 9;
    /** It takes part, was not reset, its numbers have not wrapped, and the next octet missing is the next it will send. */
    static final int IN_ORDER = 1 << 10;

    /** Where the counters lie in an end's bits: 6 bits each. */
    static final int REPEATS = 12;

    static final int ZERO_WINDOWS = 18;
    static final int GAPS = 24;

    /** Its FIN was acknowledged. Without spaces. */
    static final int FIN_ACKED = 1 << 30;

    private static final int COUNTER_MASK = 0x3F;
    private static final int STARTED = 1;
    private static final int ORIGINATOR_IS_A = 1 << 1;
    private static final int PARTIAL = 1 << 2;
    private static final int ORIG_SEEN = 1 << 3;
    private static final int RESP_SEEN = 1 << 4;

    /** Above these a mark for each letter that is added once, 9 for the originator and 9 for the responder. */
    private static final int MARKS = 5;

    private static final int MARKS_OF_A_ROLE = 9;
    private static final int STATE_MASK = 7;
    private static final int PREVIOUS_SHIFT = 3;

    /** Letters kept beyond the first 12. Zeek has no such limit; only a flood of RSTs with ever new numbers comes near it. */
    private static final int MAX_MORE_LETTERS = 244;

    // Each end: the initial sequence number, the one after the highest sent, and the next missing octet relative to the
    // first; its state, previous state, marks and counters as bits.
    int startA;
    int lastA;
    int nextA = 1;
    int startB;
    int lastB;
    int nextB = 1;
    int bitsA;
    int bitsB;

    /**
     * What belongs to the connection and to the roles. Marks of letters stay with the role when the roles flip, so that a side
     * may show a letter twice or not at all: so it is in Zeek.
     */
    private int shared;

    /** The first 12 letters. */
    private long letters;

    private @Nullable Detail detail;

    /** What few connections need; of no use outside but to be kept. */
    public static final class Detail {
        final SequenceSpace a;
        final SequenceSpace b;
        final StringBuilder moreLetters = new StringBuilder(0);

        Detail(SequenceSpace a, SequenceSpace b) {
            this.a = a;
            this.b = b;
        }
    }

    /** Whether all that was seen is a SYN with nothing odd about it. */
    public final boolean isLoneSyn() {
        return isOnlyLetter(Letters.S) && detail == null;
    }

    /** All fields but the detail, to be kept elsewhere. */
    public record Fields(
            int startA,
            int lastA,
            int nextA,
            int startB,
            int lastB,
            int nextB,
            int bitsA,
            int bitsB,
            int shared,
            long letters) {}

    public final Fields fields() {
        return new Fields(startA, lastA, nextA, startB, lastB, nextB, bitsA, bitsB, shared, letters);
    }

    public final void setFields(Fields fields) {
        startA = fields.startA;
        lastA = fields.lastA;
        nextA = fields.nextA;
        startB = fields.startB;
        lastB = fields.lastB;
        nextB = fields.nextB;
        bitsA = fields.bitsA;
        bitsB = fields.bitsB;
        shared = fields.shared;
        letters = fields.letters;
    }

    /** What is kept beside the fields; null for nearly every connection. */
    public final @Nullable Detail detailIfAny() {
        return detail;
    }

    public final void setDetail(@Nullable Detail kept) {
        detail = kept;
    }

    /** Forgets everything, for another connection. */
    public final void clear() {
        startA = 0;
        lastA = 0;
        nextA = 1;
        startB = 0;
        lastB = 0;
        nextB = 1;
        bitsA = 0;
        bitsB = 0;
        shared = 0;
        letters = 0;
        detail = null;
    }

    final int bits(boolean a) {
        return a ? bitsA : bitsB;
    }

    final void setBits(boolean a, int bits) {
        if (a) {
            bitsA = bits;
        } else {
            bitsB = bits;
        }
    }

    /** An {@link EndpointState}. */
    final int state(boolean a) {
        return bits(a) & STATE_MASK;
    }

    /** The state before the last change. */
    final int previous(boolean a) {
        return bits(a) >>> PREVIOUS_SHIFT & STATE_MASK;
    }

    final void setState(boolean a, int state) {
        int bits = bits(a);
        int old = bits & STATE_MASK;
        if (state != old) {
            setBits(a, bits & ~(STATE_MASK | STATE_MASK << PREVIOUS_SHIFT) | old << PREVIOUS_SHIFT | state);
        }
    }

    final int start(boolean a) {
        return a ? startA : startB;
    }

    /** The sequence number after the highest one sent. */
    final int last(boolean a) {
        return a ? lastA : lastB;
    }

    final void setNumbers(boolean a, int start, int last) {
        if (a) {
            startA = start;
            lastA = last;
        } else {
            startB = start;
            lastB = last;
        }
    }

    /** The next missing octet, relative to the start; meaningful without spaces. */
    final int next(boolean a) {
        return a ? nextA : nextB;
    }

    final void setNext(boolean a, int next) {
        if (a) {
            nextA = next;
        } else {
            nextB = next;
        }
    }

    /** How far the highest number sent lies from the start. */
    final int sent(boolean a) {
        return SeqNum.distance(last(a), start(a));
    }

    // Roles

    /** Whether Zeek calls end A the originator (orig_h), as far as the connection has been read. */
    public final boolean originatorIsA() {
        return (shared & ORIGINATOR_IS_A) != 0;
    }

    final boolean isStarted() {
        return (shared & STARTED) != 0;
    }

    final void begin(boolean originatorIsA) {
        shared |= STARTED | (originatorIsA ? ORIGINATOR_IS_A : 0);
    }

    /** Exchanges originator and responder, and says so in the history. */
    final void flipRoles() {
        boolean origSeen = hasSeen(true);
        boolean respSeen = hasSeen(false);
        shared = (shared ^ ORIGINATOR_IS_A) & ~(PARTIAL | ORIG_SEEN | RESP_SEEN);
        shared |= (respSeen ? ORIG_SEEN : 0) | (origSeen ? RESP_SEEN : 0);
        append(Letters.FLIP);
    }

    /** Whether Zeek takes the connection's beginning for not captured. */
    final boolean isPartial() {
        return (shared & PARTIAL) != 0;
    }

    final void setPartial(boolean partial) {
        shared = partial ? shared | PARTIAL : shared & ~PARTIAL;
    }

    /** Whether a segment of that role was processed. */
    final boolean hasSeen(boolean originator) {
        return (shared & (originator ? ORIG_SEEN : RESP_SEEN)) != 0;
    }

    final void see(boolean originator) {
        shared |= originator ? ORIG_SEEN : RESP_SEEN;
    }

    /** Whether the role the end has now is marked with that letter. */
    final boolean isMarked(boolean a, int letter) {
        return (shared & markBit(a, letter)) != 0;
    }

    final void mark(boolean a, int letter) {
        shared |= markBit(a, letter);
    }

    private int markBit(boolean a, int letter) {
        return 1 << MARKS + letter + (a == originatorIsA() ? 0 : MARKS_OF_A_ROLE);
    }

    // Sequence spaces

    /** The space of an end; null while the packed fields say everything. */
    final @Nullable SequenceSpace spaceIfAny(boolean a) {
        Detail known = detail;
        return known == null ? null : a ? known.a : known.b;
    }

    /** The space of an end, made from the packed fields if there was none. */
    final SequenceSpace space(boolean a) {
        Detail known = detail();
        return a ? known.a : known.b;
    }

    private Detail detail() {
        Detail known = detail;
        if (known == null) {
            known = new Detail(unpack(true), unpack(false));
            detail = known;
        }
        return known;
    }

    /** The highest acknowledgement of what that end sent, near enough: all that came, or its SYN. Without spaces. */
    final int ackIfPacked(boolean a) {
        int bits = bits(a);
        if ((bits & FIN_ACKED) != 0) {
            return last(a);
        }
        if ((bits & DATA_ACKED) != 0) {
            return start(a) + next(a);
        }
        return (bits & SYN_ACKED) != 0 ? start(a) + 1 : start(a);
    }

    private SequenceSpace unpack(boolean a) {
        int bits = bits(a);
        var space = new SequenceSpace(next(a));
        space.ack = ackIfPacked(a);
        space.finEnd = (bits & FIN_SENT) != 0 ? sent(a) : 0;
        space.lastFin = lastFin(a);
        space.lastRst = lastRst(a);
        space.repeats = bits >>> REPEATS & COUNTER_MASK;
        space.zeroWindows = bits >>> ZERO_WINDOWS & COUNTER_MASK;
        space.gaps = bits >>> GAPS & COUNTER_MASK;
        setBits(a, bits & ~IN_ORDER);
        return space;
    }

    /** Where the latest SYN was, relative to the start; 0 without one. */
    final long lastSyn(boolean a) {
        SequenceSpace space = spaceIfAny(a);
        return space == null ? 0 : space.lastSyn;
    }

    /** Where the data before the latest FIN ended, relative to the start; 0 without one. */
    final long lastFin(boolean a) {
        SequenceSpace space = spaceIfAny(a);
        if (space != null) {
            return space.lastFin;
        }
        return (bits(a) & FIN_SENT) != 0 ? sent(a) - 1 : 0;
    }

    /** Where the latest RST was, relative to the start; 0 without one. */
    final long lastRst(boolean a) {
        SequenceSpace space = spaceIfAny(a);
        if (space != null) {
            return space.lastRst;
        }
        return (bits(a) & RST_SENT) != 0 ? sent(a) : 0;
    }

    /**
     * Counts one more.
     *
     * @param counter {@link #REPEATS}, {@link #ZERO_WINDOWS} or {@link #GAPS}
     * @return the new count
     */
    final int count(boolean a, int counter) {
        int packed = bits(a) >>> counter & COUNTER_MASK;
        if (packed == COUNTER_MASK || detail != null) {
            return space(a).count(counter);
        }
        setBits(a, bits(a) + (1 << counter));
        return packed + 1;
    }

    // Letters

    /** Adds a letter in the case of the role that end has now. */
    final void add(boolean a, int letter) {
        append(a == originatorIsA() ? letter : letter + Letters.RESPONDER);
    }

    private void append(int letter) {
        if (!Letters.isFull(letters)) {
            letters = Letters.append(letters, letter);
            return;
        }
        StringBuilder more = detail().moreLetters;
        if (more.length() < MAX_MORE_LETTERS) {
            more.append(Letters.character(letter));
        }
    }

    /** Whether the history is that one letter. */
    final boolean isOnlyLetter(int letter) {
        return letters == letter;
    }

    /** Replaces the whole history by two letters. */
    final void setLetters(int first, int second) {
        letters = Letters.append(first, second);
    }

    /** Zeek's history; empty where Zeek leaves it unset. */
    public final String history() {
        var text = new StringBuilder();
        Letters.appendTo(text, letters);
        if (detail != null) {
            text.append(detail.moreLetters);
        }
        return text.toString();
    }
}
