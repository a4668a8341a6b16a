package io.finwait.lifecycle.zeek;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.FIN;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.decode.TcpSegment.SYN;
import static io.finwait.lifecycle.zeek.EndpointState.CLOSED;
import static io.finwait.lifecycle.zeek.EndpointState.INACTIVE;
import static io.finwait.lifecycle.zeek.EndpointState.RESET;

import io.finwait.decode.TcpSegment;

/**
 * Zeek's {@code conn_state} and {@code history} of one connection, as far as it has been read. Not thread-safe; 64 octets of
 * heap, some 300 more for the few connections that need them, never more than 2 KiB.
 *
 * <p>The ends are A and B, whoever they are; which of them is Zeek's originator is decided by the first segment and may flip.
 */
public final class ZeekView extends PackedEnds {
    private static final long IPV4_BROADCAST = 0xFFFF_FFFFL;

    /**
     * Takes the connection's next segment in capture order.
     *
     * @param fromA whether end A sent it
     */
    public void segment(TcpSegment segment, boolean fromA) {
        if ((bitsA & bitsB & IN_ORDER) == 0
                || (segment.flags & (SYN | FIN | RST | ACK_FLAG)) != ACK_FLAG
                || !continuesInOrder(segment, fromA)) {
            process(segment, fromA);
        }
    }

    /**
     * The short way of nearly every segment: the next data or an ACK between two ends that are in order, which at most adds a
     * letter. Leads to the same as {@link #process}.
     *
     * @return false, with nothing changed, if the segment is not of that kind
     */
    private boolean continuesInOrder(TcpSegment segment, boolean fromA) {
        int length = segment.payloadLength;
        int start = start(fromA);
        int end = segment.seq + length;
        int acked = segment.ack - start(!fromA);
        if (segment.seq != last(fromA)
                || segment.window == 0
                || segment.payloadCaptured < length
                || end - start <= 0
                || Integer.compareUnsigned(end, start) <= 0
                || Integer.compareUnsigned(acked, sent(!fromA)) > 0) {
            return false;
        }
        if (length > 0) {
            if ((bits(fromA) & (FIN_SENT | RST_SENT)) != 0) {
                return false;
            }
            setNumbers(fromA, start, end);
            setNext(fromA, end - start);
        }
        Numbers.markAcked(this, !fromA, acked);
        History.noteTraffic(this, fromA, length > 0 ? Letters.D : Letters.A); // last: a 13th letter unpacks the rest
        return true;
    }

    /** Zeek's conn_state, one of S0 S1 S2 S3 SF REJ RSTO RSTR RSTOS0 RSTRH SH SHR OTH. */
    public String connState() {
        boolean orig = originatorIsA();
        boolean noData = Numbers.isEmpty(this, true) && Numbers.isEmpty(this, false);
        return ConnState.of(state(orig), state(!orig), noData, this::history);
    }

    /** What Zeek does with a packet (TCPSessionAdapter::Process), in its order. */
    private void process(TcpSegment segment, boolean fromA) {
        boolean syn = segment.has(SYN);
        boolean fin = segment.has(FIN);
        boolean rst = segment.has(RST);
        boolean ack = segment.has(ACK_FLAG);
        int length = segment.payloadLength;
        int sequenceLength = (syn ? 1 : 0) + (fin ? 1 : 0) + (rst ? 0 : length);
        int end = segment.seq + sequenceLength;
        if (!isStarted()) {
            chooseOriginator(segment, fromA);
        }
        boolean fromOrig =
                fromA == originatorIsA(); // Zeek keeps to it for the whole packet, even if the roles flip meanwhile
        notePartial(fromOrig, syn, ack);
        Numbers.prepareSender(this, fromA, syn, segment.seq, end);
        long seq = Numbers.relativeSeq(this, fromA, segment.seq);
        History.noteFlags(this, fromA, segment.flags, seq, length);
        if (segment.window == 0 && !rst && state(!fromA) != CLOSED && state(fromA) != RESET) {
            History.tally(this, fromA, ZERO_WINDOWS, Letters.W);
        }
        long acked = ack ? Numbers.noteAck(this, !fromA, segment.ack, rst) : 0;
        Numbers.noteEnd(this, fromA, end, syn || rst, fin, length);
        if (fin) {
            Numbers.rememberFin(this, fromA, end, seq + sequenceLength, syn || rst);
        } else if (rst && !syn) {
            Numbers.rememberRst(this, fromA, segment.seq, seq);
        }
        Transitions.changeState(this, fromA, fromOrig, segment.flags, length);
        if (ack) {
            Delivery.deliverUpTo(this, !fromA, acked);
        }
        if (length > 0 && !rst && seq >= 0 && segment.payloadCaptured >= length) {
            Delivery.deliver(this, fromA, syn ? seq + 1 : seq, length);
        }
        see(fromOrig);
        settle(true);
        settle(false);
    }

    /** Without a pure SYN at the beginning the ports decide (Zeek: TCPAnalyzer::WantConnection). */
    private void chooseOriginator(TcpSegment segment, boolean fromA) {
        begin(fromA);
        boolean syn = segment.has(SYN);
        if (syn && !segment.has(ACK_FLAG) || !LikelyServerPorts.contains(segment.srcPort)) {
            return;
        }
        boolean flip = !LikelyServerPorts.contains(segment.dstPort) || !syn && segment.srcPort < segment.dstPort;
        boolean toBroadcast = segment.dstHigh == TcpSegment.IPV4_MARK && segment.dstLow == IPV4_BROADCAST;
        if (flip && !toBroadcast) {
            flipRoles();
        }
    }

    private void notePartial(boolean fromOrig, boolean syn, boolean ack) {
        if (hasSeen(fromOrig)) {
            return;
        }
        if (fromOrig) {
            setPartial(!syn || ack);
        } else if (!syn) {
            setPartial(true);
        }
    }

    /** Finds out whether that end's next segments may take the short way. */
    private void settle(boolean a) {
        int bits = bits(a) & ~IN_ORDER;
        int octets = next(a) + ((bits & FIN_SENT) != 0 ? 1 : 0);
        if (octets == sent(a)
                && Integer.compareUnsigned(last(a), start(a)) > 0
                && spaceIfAny(a) == null
                && hasSeen(true)
                && hasSeen(false)
                && state(a) != INACTIVE
                && state(a) != RESET) {
            bits |= IN_ORDER;
        }
        setBits(a, bits);
    }
}
