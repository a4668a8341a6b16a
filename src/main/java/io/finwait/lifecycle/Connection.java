package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.flow.FlowEntry;
import io.finwait.flow.FlowKey;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.zeek.ZeekView;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation of a TCP connection while it can still change. Ends are neutral (A and B by address order); who is the
 * client and who closed first are conclusions drawn at the end. Belongs to the thread of its tracker until it is finished.
 */
public final class Connection extends FlowEntry implements TwoSided {
    /** About what one occupies of the heap with its ends and its slot in the table, octets. */
    static final int HEAP_BYTES = 976;

    /** How many segments after a RST, one of another incarnation, or data that is older than it seems are noted: what they drew is among them. */
    private static final int ANSWERS_LOGGED = 4;

    /** While a connection is half-open or half-closed so many plain segments are noted. */
    private static final int PLAIN_ONES_LOGGED = 8;

    private static final int CONTROL = TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST;

    int id;
    final Endpoint a = new Endpoint();
    final Endpoint b = new Endpoint();

    /** Null where nobody asks for it. */
    final @Nullable ZeekView zeek;

    /** Numbered while the id was still known to be Wireshark's tcp.stream. */
    boolean idIsTcpStream;

    /** The incarnation before this one, while this one's SYN has not been accepted and that one can still change. */
    @Nullable
    Connection previous;

    long firstNanos;
    long lastNanos;
    long firstFrame;
    long lastFrame;

    boolean clientIsA;
    RoleBasis roleBasis = RoleBasis.FIRST_PACKET;
    Phase phase = Phase.OPEN;
    boolean headerCut;
    boolean refused;

    /** The RST that ended it. */
    long resetNanos = NEVER;

    boolean resetByA;

    /** First FIN or ending RST, and the latest segment that belongs to the close. */
    long closeStartNanos = NEVER;

    long closeLastNanos = NEVER;
    long firstFinFrame = -1;

    long synToSynAckNanos = -1;
    long synAckToAckNanos = -1;
    long synAckFrame = -1;

    /** The segments that matter to its life. */
    final SegmentLog log = new SegmentLog();

    /** {@link Trait} bits that only a segment can tell. */
    int oddities;

    /** Whose 4-tuple it took over. */
    @Nullable
    Predecessor predecessor;

    /** How often end A or B, whichever began, sent data after its peer had. */
    int exchanges;

    boolean lastDataFromA;

    /** How many of the next segments are to be noted, however plain. */
    int alert;

    int duplicates;
    long firstDuplicateFrame = -1;

    /** The latest silence of at least {@link Life#LONG_GAP_NANOS}, and the frame before it; 0 if there was none. */
    long lastGapNanos;

    long lastGapFrame;
    long longestEarlierGapNanos;

    /** Who sent the latest ICMP error about it. */
    @Nullable
    IpAddress icmpSender;

    /** @param withZeek whether Zeek's view of it is kept */
    Connection(boolean withZeek) {
        zeek = withZeek ? new ZeekView() : null;
    }

    /** Makes this a connection that begins with {@code first}, whatever it was before. */
    void begin(FlowKey key, int id, boolean idIsTcpStream, TcpSegment first) {
        takeTuple(key);
        begin(id, idIsTcpStream, first);
    }

    private void begin(int id, boolean idIsTcpStream, TcpSegment first) {
        clear();
        this.id = id;
        this.idIsTcpStream = idIsTcpStream;
        firstNanos = first.timeNanos;
        lastNanos = first.timeNanos;
        firstFrame = first.frame;
    }

    /** Makes this the connection that {@code syn} began; its 4-tuple is set already. */
    void beginAgain(int id, boolean idIsTcpStream, TcpSegment syn, boolean fromA) {
        begin(id, idIsTcpStream, syn);
        phase = Phase.ATTEMPT;
        clientIsA = fromA;
        segment(syn, fromA);
    }

    /** Drops what it refers to, so that this does not live on with it. */
    void letGo() {
        previous = null;
        predecessor = null;
        icmpSender = null;
        a.rare = null;
        b.rare = null;
        if (zeek != null) {
            zeek.setDetail(null);
        }
    }

    /** What its SYN offered is not known any more, but for the timestamps. */
    void forgetSynOptions() {
        Endpoint opener = clientIsA ? a : b;
        opener.synOptions = SynOptions.timestampsOf(opener.synOptions);
    }

    void takeTupleOf(FlowEntry other) {
        takeTuple(other);
    }

    /** Forgets everything but its 4-tuple. */
    void clear() {
        a.clear();
        b.clear();
        if (zeek != null) {
            zeek.clear();
        }
        previous = null;
        lastFrame = 0;
        clientIsA = false;
        roleBasis = RoleBasis.FIRST_PACKET;
        phase = Phase.OPEN;
        headerCut = false;
        refused = false;
        resetNanos = NEVER;
        resetByA = false;
        closeStartNanos = NEVER;
        closeLastNanos = NEVER;
        firstFinFrame = -1;
        synToSynAckNanos = -1;
        synAckToAckNanos = -1;
        synAckFrame = -1;
        log.clear();
        oddities = 0;
        predecessor = null;
        exchanges = 0;
        lastDataFromA = false;
        alert = 0;
        duplicates = 0;
        firstDuplicateFrame = -1;
        lastGapNanos = 0;
        lastGapFrame = 0;
        longestEarlierGapNanos = 0;
        icmpSender = null;
    }

    /**
     * Takes in one of its segments.
     *
     * @return whether the segment was captured for the first time, as far as can be told without looking at plain ones
     */
    boolean segment(TcpSegment s, boolean fromA) {
        Endpoint x = fromA ? a : b;
        Endpoint y = fromA ? b : a;
        x.packets++;
        boolean afterGap = s.timeNanos - lastNanos >= Life.LONG_GAP_NANOS;
        if (afterGap) {
            gap(s.timeNanos - lastNanos);
        }
        lastFrame = s.frame;
        if (s.timeNanos > lastNanos) {
            lastNanos = s.timeNanos;
        }
        if (zeek != null) {
            x.addWire(s);
            zeek.segment(s, fromA);
        }
        if (!afterGap
                && alert == 0
                && phase == Phase.ESTABLISHED
                && (s.flags & CONTROL) == 0
                && s.seq == x.sndNxt
                && isPlainAck(s, x, y)) {
            x.sndNxt = s.seq + s.payloadLength;
            x.rcvNxt = s.ack;
            x.lastSentNanos = s.timeNanos;
            if (s.payloadLength > 0) {
                if (x.payloadBytes == 0) {
                    log.add(s, fromA, 0);
                    oddities |= ClockStep.trait(this, s, x);
                }
                x.payloadBytes += s.payloadLength;
                x.lastButOnePrint = x.lastPrint;
                x.lastPrint = CapturedTwice.print(s);
                spoke(s, x, fromA);
            }
            return true;
        }
        return slow(s, x, y, fromA, afterGap ? Milestone.AFTER_GAP : 0);
    }

    /** Notes that nothing was sent for {@code nanos} after {@link #lastFrame}. */
    private void gap(long nanos) {
        longestEarlierGapNanos = Math.max(longestEarlierGapNanos, lastGapNanos);
        lastGapNanos = nanos;
        lastGapFrame = lastFrame;
    }

    /** Takes in an ICMP error that quotes a segment of one of its ends. */
    void icmpError(TcpSegment error, boolean ofA) {
        oddities |= Trait.ICMP_ERROR;
        icmpSender = new IpAddress(error.icmpSenderHigh, error.icmpSenderLow);
        log.addIcmpError(error, ofA);
    }

    /** Notes that {@code x} sent data that it had not sent before. */
    private void spoke(TcpSegment s, Endpoint x, boolean fromA) {
        if (fromA != lastDataFromA || exchanges == 0) {
            lastDataFromA = fromA;
            if (fromA == clientIsA) {
                exchanges++;
            }
        }
        x.lastDataNanos = s.timeNanos;
        x.lastDataFrame = s.frame;
        x.lastHints = s.hints;
        x.hints |= s.hints;
    }

    /** Whether the acknowledgement moves on, or stays, within what was seen, and the window is open. */
    private static boolean isPlainAck(TcpSegment s, Endpoint x, Endpoint y) {
        return s.has(TcpSegment.ACK_FLAG)
                && s.window != 0
                && !SeqNum.before(s.ack, x.rcvNxt)
                && !SeqNum.after(s.ack, y.sndNxt);
    }

    private boolean slow(TcpSegment s, Endpoint x, Endpoint y, boolean fromA, int gapMark) {
        headerCut |= s.headerCut;
        if (CapturedTwice.justNow(s, x, y) || CapturedTwice.further(s, x, log, fromA)) {
            if (duplicates++ == 0) {
                firstDuplicateFrame = s.frame;
                oddities |= Trait.DUPLICATES;
            }
            return false;
        }
        int marks = gapMark | SegmentMarks.of(s, x, y);
        oddities |= SegmentMarks.traits(marks, s, x, y);
        boolean wasPlain = marks == 0 && phase == Phase.OPEN && (s.flags & CONTROL) == 0;
        long closeBefore = closeLastNanos;
        boolean old = (marks & Milestone.REPEAT) != 0 && x.hasSentNewer(s);
        if (Incarnations.isStray(s, x, y) || !belongs(s, x, y, fromA)) {
            marks |= Milestone.STRAY;
            oddities |= Trait.STRAY_SEGMENTS;
        }
        if (!wasPlain || closeLastNanos != closeBefore || log.noted() < PLAIN_ONES_LOGGED) {
            log.add(s, fromA, marks);
        }
        if (alert > 0) {
            alert--;
        }
        if (old || (marks & Milestone.STRAY) != 0 || s.has(TcpSegment.RST)) {
            alert = ANSWERS_LOGGED;
        }
        return true;
    }

    /** The next segments are to be noted, however plain: they may answer the SYN of another incarnation. */
    void noteAnswers() {
        alert = ANSWERS_LOGGED;
    }

    /** Draws the conclusions from a segment; false if its numbers show that it is none of this connection's. */
    private boolean belongs(TcpSegment s, Endpoint x, Endpoint y, boolean fromA) {
        if (s.has(TcpSegment.RST)) {
            Reset.segment(this, s, x, y, fromA);
        } else {
            if (s.has(TcpSegment.SYN)) {
                Handshake.syn(this, s, x, y, fromA);
            }
            long payloadBefore = x.payloadBytes;
            if (!Sequence.sent(s, x, y)) {
                return false;
            }
            if (x.payloadBytes != payloadBefore) {
                spoke(s, x, fromA);
            }
            proves(s, x, y, fromA);
        }
        x.lastSentNanos = s.timeNanos;
        if (s.hasTimestamps) {
            x.lastTsVal = s.tsVal;
            x.set(Endpoint.TIMESTAMPS);
        }
        phase = Phase.of(this);
        return true;
    }

    /** Draws the conclusions from a segment that is one of {@code x}'s and not a RST. */
    private void proves(TcpSegment s, Endpoint x, Endpoint y, boolean fromA) {
        if (!s.has(TcpSegment.SYN)) {
            Handshake.withoutSyn(s, x, y);
        }
        if (s.has(TcpSegment.ACK_FLAG)) {
            Handshake.acknowledged(this, s, x, y);
            Teardown.acknowledged(this, s, x, y);
            Sequence.acknowledged(s, x, y);
        }
        if (s.has(TcpSegment.FIN
                | TcpSegment.ACK_FLAG)) { // without ACK it is to be dropped (RFC 9293 §3.10.7.4, fifth step)
            Teardown.fin(this, s, x, y);
        } else if (x.is(Endpoint.FIN_SEEN)) {
            Teardown.afterFin(s, x, y);
        }
        Reset.contradictedBy(this, s, fromA);
    }

    /** Notes that a segment at {@code nanos} belongs to the close. */
    void closing(long nanos) {
        if (closeStartNanos == NEVER) {
            closeStartNanos = nanos;
        }
        closeLastNanos = Math.max(closeLastNanos, nanos);
    }

    /** Its receiver did not take the RST that seemed to end it, or it was an older incarnation's. */
    void takeBackReset() {
        if (closeStartNanos == resetNanos && firstFinFrame < 0) {
            closeStartNanos = NEVER;
            closeLastNanos = NEVER;
        }
        resetNanos = NEVER;
        refused = false;
    }

    /** The round trip between the ends as far as the handshake shows it; 0 if it does not. */
    long handshakeRoundTripNanos() {
        return Math.max(synToSynAckNanos, 0) + Math.max(synAckToAckNanos, 0);
    }

    /** The event that last started a TIME_WAIT timer of either end; {@link Endpoint#NEVER} if neither holds TIME_WAIT. */
    long timeWaitArmedNanos() {
        long armed = NEVER;
        if (a.reachesTimeWait(b)) {
            armed = a.timeWaitArmedNanos();
        }
        if (b.reachesTimeWait(a)) {
            armed = Math.max(armed, b.timeWaitArmedNanos());
        }
        return armed;
    }

    boolean wasReset() {
        return resetNanos != NEVER;
    }

    boolean anySyn() {
        return ((a.flags | b.flags) & (Endpoint.SYN_SEEN | Endpoint.SYN_ACK_SEEN)) != 0;
    }

    @Override
    public boolean clientIsA() {
        return clientIsA;
    }

    Endpoint end(Role role) {
        return (role == Role.CLIENT) == clientIsA ? a : b;
    }

    Role roleOf(Endpoint end) {
        return (end == a) == clientIsA ? Role.CLIENT : Role.SERVER;
    }

    /** Number of its first frame. */
    public long firstFrame() {
        return firstFrame;
    }

    /** Number of its last frame so far. */
    public long lastFrame() {
        return lastFrame;
    }

    /** Whether its 4-tuple is, or was when it began, one that an older incarnation could still matter to. */
    public boolean isSuccessor() {
        return previous != null || predecessor != null;
    }

    /** Whether that side was seen to use timestamps. */
    public boolean hasTimestamps(Role role) {
        return end(role).is(Endpoint.TIMESTAMPS);
    }

    /** Whether its SYN was sent more than once. */
    public boolean synRepeated() {
        return end(Role.CLIENT).synRetransmissions > 0;
    }

    /** A sequence number relative to the ISN of end A or B, as Wireshark shows it; 0 to 2^32-1. */
    public long relativeSeq(int seq, boolean ofA) {
        return Integer.toUnsignedLong(seq - (ofA ? a : b).isn);
    }

    /** Segments of both ends that only repeated what the capture held already. */
    public long repeatedSegments() {
        return a.repeated() + b.repeated();
    }

    public int id() {
        return id;
    }
}
