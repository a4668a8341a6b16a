package io.finwait.lifecycle;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * One end of a {@link Connection}: where its sequence numbers stand, and when the few things happened that decide its state.
 *
 * <p>The state itself is not stored: the instants of the events are, and {@link Timeline} applies them in order to RFC 9293's
 * Figure 5. So an event can be dated back when its proof arrives, or taken back when it turns out not to have happened.
 */
final class Endpoint {
    /** Stands for an instant that has not come. */
    static final long NEVER = Long.MIN_VALUE;

    /** The base sequence number is known: from its SYN, else from its first segment or its peer's first acknowledgement. */
    static final int BASE_KNOWN = 1;

    static final int SYN_SEEN = 1 << 1;
    static final int SYN_ACK_SEEN = 1 << 2;
    static final int FIN_SEEN = 1 << 3;
    /** {@link #sndNxt} is meaningful. */
    static final int SENT = 1 << 4;
    /** {@link #rcvNxt} is meaningful. */
    static final int ACKED = 1 << 5;
    /** {@link #finAck} is meaningful: the first captured copy of its FIN is, as far as can be known, the first it sent. */
    static final int FIN_HAS_ACK = 1 << 6;
    /** It is being counted as a holder of TIME_WAIT. */
    static final int COUNTED_IN_TIME_WAIT = 1 << 7;
    /** Its last segment that was not plain closed its window: the peer may only probe. */
    static final int WINDOW_CLOSED = 1 << 8;
    /** {@link #lastTsVal} is meaningful. */
    static final int TIMESTAMPS = 1 << 9;

    /** From here on all control bits that its segments had, CWR to FIN; kept only where records are made. */
    private static final int CONTROL_SHIFT = 16;

    private static final int CONTROL_MASK = 0xFF;

    int flags;

    /** ISS, or the best guess of it: Wireshark's base_seq. */
    int isn;

    /** Highest sequence number after anything it was seen to send: SND.NXT as far as captured. */
    int sndNxt;

    /** Highest acknowledgement it sent: RCV.NXT at least. */
    int rcvNxt;

    /** Sequence number after its FIN: the only stable identity of a FIN, since a repeated one may carry data. */
    int finEnd;

    /** The acknowledgement that the first captured copy of its FIN carried. */
    int finAck;

    /** Fingerprints of its last two segments, to know a packet captured twice. */
    int lastPrint;

    int lastButOnePrint;

    /** First SYN or, if it sent no SYN before, first SYN-ACK. */
    long synNanos = NEVER;

    /** Entry into ESTABLISHED: the SYN-ACK's arrival at the client, the ACK's at the server. */
    long establishedNanos = NEVER;

    /** First captured copy of its FIN. */
    long finNanos = NEVER;

    /** Arrival of the ACK of its FIN. */
    long finAckedNanos = NEVER;

    /** Arrival of the peer's FIN, dated back to the copy that was received. */
    long finReceivedNanos = NEVER;

    /** Its latest segment. */
    long lastSentNanos = NEVER;

    /** Its latest new data. */
    long lastDataNanos = NEVER;

    long lastDataFrame = -1;

    /** TSval of its latest segment that was not plain. */
    int lastTsVal;

    /** {@link io.finwait.decode.PayloadHint} bits of all its data, and of its latest. */
    int hints;

    int lastHints;

    /** {@link SynOptions} of its SYN or SYN-ACK. */
    int synOptions;

    /** TSval of the first of these; means something only if {@link #synOptions} has timestamps. */
    int synTsVal;

    /** Segments with which it closed its window. */
    int zeroWindows;

    long packets;
    long payloadBytes;
    /** Octets of its frames; kept only where records are made. */
    long wireBytes;

    long retransmissions;
    int finRetransmissions;
    int synRetransmissions;

    /** What few endpoints need. */
    @Nullable
    Rare rare;

    /** State of an endpoint with repeated SYNs or FINs, holes in its sequence space, or a TIME_WAIT that was armed again. */
    static final class Rare {
        @Nullable
        Copies copies;

        /** When the simultaneous opener sent its SYN-ACK. */
        long synAckNanos = NEVER;

        /** Latest event that started the TIME_WAIT timer again; {@link Endpoint#NEVER} if none did. */
        long rearmedNanos = NEVER;

        int rearmed;

        /** In what was captured of its sequence space. */
        @Nullable
        Holes holes;
    }

    /** Forgets everything, for another connection. */
    void clear() {
        flags = 0;
        isn = 0;
        sndNxt = 0;
        rcvNxt = 0;
        finEnd = 0;
        finAck = 0;
        lastPrint = 0;
        lastButOnePrint = 0;
        synNanos = NEVER;
        establishedNanos = NEVER;
        finNanos = NEVER;
        finAckedNanos = NEVER;
        finReceivedNanos = NEVER;
        lastSentNanos = NEVER;
        lastDataNanos = NEVER;
        lastDataFrame = -1;
        lastTsVal = 0;
        hints = 0;
        lastHints = 0;
        synOptions = 0;
        synTsVal = 0;
        zeroWindows = 0;
        packets = 0;
        payloadBytes = 0;
        wireBytes = 0;
        retransmissions = 0;
        finRetransmissions = 0;
        synRetransmissions = 0;
        rare = null;
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    void set(int flag) {
        flags |= flag;
    }

    void clear(int flag) {
        flags &= ~flag;
    }

    /** Counts a frame and its control bits. */
    void addWire(TcpSegment s) {
        wireBytes += s.wireLength;
        flags |= (s.flags & CONTROL_MASK) << CONTROL_SHIFT;
    }

    /** All control bits that its segments had. */
    int controlBits() {
        return flags >>> CONTROL_SHIFT & CONTROL_MASK;
    }

    Rare rare() {
        Rare there = rare;
        if (there == null) {
            there = new Rare();
            rare = there;
        }
        return there;
    }

    /** Notes a further copy of the SYN, SYN-ACK or FIN whose first copy was at {@code firstNanos}. */
    void addCopy(long firstNanos, long atNanos, int tsVal) {
        Rare rare = rare();
        Copies copies = rare.copies;
        if (copies == null) {
            copies = new Copies();
            copies.add(
                    firstNanos, tsVal); // the first copy's own TSval does not matter: it is the answer of last resort
            rare.copies = copies;
        }
        copies.add(atNanos, tsVal);
    }

    /** Forgets the copies of the SYN, so that those of the FIN can be kept. */
    void forgetCopies() {
        if (rare != null) {
            rare.copies = null;
        }
    }

    /** When the copy was captured that an answer with this TSecr answers; {@code onlyNanos} if there was a single one. */
    long answeredCopy(long onlyNanos, boolean hasTimestamps, int tsEcr) {
        Copies copies = rare == null ? null : rare.copies;
        return copies == null ? onlyNanos : copies.answeredBy(hasTimestamps, tsEcr);
    }

    /** When the latest copy of the SYN, SYN-ACK or FIN was captured; {@code onlyNanos} if there was a single one. */
    long latestCopy(long onlyNanos) {
        Copies copies = rare == null ? null : rare.copies;
        return copies == null ? onlyNanos : copies.latestNanos();
    }

    /** Whether it has sent a newer timestamp than that of {@code s}, which is one of its segments. */
    boolean hasSentNewer(TcpSegment s) {
        return s.hasTimestamps && is(TIMESTAMPS) && SeqNum.before(s.tsVal, lastTsVal);
    }

    long repeated() {
        return retransmissions + synRetransmissions + finRetransmissions;
    }

    /** Whether its FIN, as first captured, acknowledged the FIN of {@code peer}: it closed second. */
    boolean closedAfter(Endpoint peer) {
        return is(FIN_SEEN) && is(FIN_HAS_ACK) && peer.is(FIN_SEEN) && SeqNum.atOrAfter(finAck, peer.finEnd);
    }

    /** Whether it is the last one to hold the connection: its FIN and its peer's are each acknowledged and it did not close second. */
    boolean reachesTimeWait(Endpoint peer) {
        return finNanos != NEVER && finAckedNanos != NEVER && finReceivedNanos != NEVER && !closedAfter(peer);
    }

    /** Entry into TIME_WAIT: the peer's FIN in FIN_WAIT_2, or the ACK of the own FIN in CLOSING. Only if {@link #reachesTimeWait}. */
    long timeWaitNanos() {
        return Math.max(finReceivedNanos, finAckedNanos);
    }

    /** The event that last started the TIME_WAIT timer. Only if {@link #reachesTimeWait}. */
    long timeWaitArmedNanos() {
        return rare == null ? timeWaitNanos() : Math.max(timeWaitNanos(), rare.rearmedNanos);
    }
}
