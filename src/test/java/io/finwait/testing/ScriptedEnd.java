package io.finwait.testing;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.FIN;
import static io.finwait.decode.TcpSegment.PSH;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.decode.TcpSegment.SYN;

import io.finwait.decode.SeqNum;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a scripted connection. Verbs send a segment; words before a verb ({@link #lost}, {@link #inFlight}, …) hold for that segment
 * only: {@code script.client().lost().fin()}.
 */
public final class ScriptedEnd {
    private static final int WINDOW = 502;
    private static final int SYN_WINDOW = 64240;
    private static final int IP_ID = 0x1000;

    private final PacketScript script;
    private final HostPort address;
    private int tsBase;
    private final List<Sent> outOfOrder = new ArrayList<>();
    private @Nullable ScriptedEnd peer;
    private @Nullable Sent last;
    private int iss;
    private int sndNxt;
    private int rcvNxt;
    private boolean hasReceived;
    private boolean timestamps = true;
    private int tsRecent;
    private int ttl = 64;
    private int ipId = IP_ID;

    // what holds for the next segment only
    private boolean captured = true;
    private boolean delivered = true;
    private boolean bare;
    private int window = -1;

    ScriptedEnd(PacketScript script, String address, int iss, int tsBase) {
        this.script = script;
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        this.address = new HostPort(IpAddress.parse(host), Integer.parseInt(address.substring(colon + 1)));
        this.tsBase = tsBase;
        iss(iss);
    }

    void connectTo(ScriptedEnd other) {
        peer = other;
        other.peer = this;
    }

    void iss(int isn) {
        iss = isn;
        sndNxt = isn;
    }

    void timestamps(boolean used) {
        timestamps = used;
    }

    void skipHandshake() {
        sndNxt = iss + 1;
        rcvNxt = peer().iss + 1;
        hasReceived = true;
    }

    // ---- words before a verb

    /** The next segment arrives but is not in the capture. */
    public ScriptedEnd lost() {
        captured = false;
        return this;
    }

    /** The next segment is captured and then lost: the other end never receives it. */
    public ScriptedEnd droppedInNetwork() {
        delivered = false;
        return this;
    }

    /** The next segment is captured; the other end receives it only with {@link PacketScript#deliver}, and until then acknowledges less. */
    public ScriptedEnd inFlight() {
        delivered = false;
        return this;
    }

    /** The next segment has no timestamps option. */
    public ScriptedEnd withoutTimestamps() {
        bare = true;
        return this;
    }

    /** TSval at the script's start, from here on: another clock, since all clients, and all servers, share one otherwise. */
    public ScriptedEnd clock(int tsValAtStart) {
        tsBase = tsValAtStart;
        return this;
    }

    /** The next segment's window field, unscaled. */
    public ScriptedEnd window(int field) {
        window = field;
        return this;
    }

    /** TTL or hop limit from here on. */
    public ScriptedEnd ttl(int hops) {
        ttl = hops;
        return this;
    }

    /** IPv4 identification of the next segment; it grows by one with each. */
    public ScriptedEnd ipId(int identification) {
        ipId = identification;
        return this;
    }

    // ---- verbs

    public Sent syn() {
        return send(SYN, iss, 0, 0);
    }

    /** A SYN with data: TCP Fast Open (RFC 7413). */
    public Sent synWithData(int octets) {
        return send(SYN, iss, 0, octets);
    }

    public Sent synAck() {
        return send(SYN | ACK_FLAG, iss, rcvNxt, 0);
    }

    public Sent ack() {
        return send(ACK_FLAG, sndNxt, rcvNxt, 0);
    }

    public Sent data(int octets) {
        return send(PSH | ACK_FLAG, sndNxt, rcvNxt, octets);
    }

    public Sent fin() {
        return send(FIN | ACK_FLAG, sndNxt, rcvNxt, 0);
    }

    public Sent finWithData(int octets) {
        return send(FIN | PSH | ACK_FLAG, sndNxt, rcvNxt, octets);
    }

    /** A RST without ACK at SND.NXT, or at what the other end acknowledged, as a closed socket answers (RFC 9293 §3.10.7.1). */
    public Sent rst() {
        return send(RST, sndNxt, 0, 0);
    }

    /** A RST with ACK. */
    public Sent rstAck() {
        return send(RST | ACK_FLAG, sndNxt, rcvNxt, 0);
    }

    /** A RST that refuses a SYN: SEQ 0, acknowledging the SYN. */
    public Sent refuse() {
        return send(RST | ACK_FLAG, 0, rcvNxt, 0);
    }

    /** Linux's keep-alive and zero-window probe: empty, one before SND.NXT. */
    public Sent keepAliveProbe() {
        return send(ACK_FLAG, sndNxt - 1, rcvNxt, 0);
    }

    /** An ACK that closes the window. */
    public Sent zeroWindow() {
        return window(0).ack();
    }

    /** The last segment of this end that occupies sequence numbers, once more, with what is to be acknowledged now. */
    public Sent retransmit() {
        if (last == null) {
            throw new IllegalStateException(this + " has sent nothing to retransmit");
        }
        return retransmit(last);
    }

    /** An earlier segment of this end once more, with what is to be acknowledged now. */
    public Sent retransmit(Sent earlier) {
        boolean acknowledges = (earlier.flags() & ACK_FLAG) != 0;
        return send(earlier.flags(), earlier.seq(), acknowledges ? rcvNxt : 0, earlier.payloadLength());
    }

    /** A segment with just these numbers. Whatever it says, SND.NXT and the other end's RCV.NXT stay. */
    public Sent segment(int flags, int seq, int ack, int payloadOctets) {
        boolean wasDelivered = delivered;
        delivered = false;
        int keep = sndNxt;
        Sent keepLast = last;
        Sent sent = send(flags, seq, ack, payloadOctets);
        sndNxt = keep;
        last = keepLast;
        if (wasDelivered && sent.hasTimestamps()) {
            peer().tsRecent = sent.tsVal();
        }
        return sent;
    }

    // ---- what it knows

    public ScriptedEnd peer() {
        if (peer == null) {
            throw new IllegalStateException("an end without a connection");
        }
        return peer;
    }

    public HostPort address() {
        return address;
    }

    public int iss() {
        return iss;
    }

    /** SND.NXT, the sequence number of the next octet. */
    public int sndNxt() {
        return sndNxt;
    }

    /** RCV.NXT, what it acknowledges. */
    public int rcvNxt() {
        return rcvNxt;
    }

    /** Lets this end go on from another sequence number, as if it had sent what lies between unseen by everybody. */
    public void sndNxt(int seq) {
        sndNxt = seq;
    }

    /** Lets this end acknowledge up to here. */
    public void rcvNxt(int ack) {
        rcvNxt = ack;
    }

    @Override
    public String toString() {
        return address.toString();
    }

    // ---- how

    private Sent send(int flags, int seq, int ack, int payloadOctets) {
        long now = script.step();
        int tsVal = tsBase + (int) ((now - PacketScript.START_NANOS) / 1_000_000);
        boolean hasTimestamps = timestamps && !bare && (flags & RST) == 0;
        int windowField = window >= 0 ? window : (flags & SYN) != 0 ? SYN_WINDOW : (flags & RST) != 0 ? 0 : WINDOW;
        byte[] octets = Frames.ethernet(
                packet(flags, seq, ack, windowField, options(flags, hasTimestamps, tsVal), payloadOctets));
        int number = captured ? script.capture(octets, now) : 0;
        var sent = new Sent(this, number, now, flags, seq, ack, payloadOctets, hasTimestamps, tsVal, octets);
        boolean arrives = delivered;
        captured = true;
        delivered = true;
        bare = false;
        window = -1;
        ipId = ipId + 1 & 0xFFFF;
        if (sent.segLen() > 0) {
            last = sent;
            sndNxt = SeqNum.later(sndNxt, sent.end());
        }
        if (arrives) {
            peer().receive(sent);
        }
        return sent;
    }

    private byte[] packet(int flags, int seq, int ack, int windowField, byte[] options, int payloadOctets) {
        byte[] data = new byte[payloadOctets];
        Arrays.fill(data, (byte) 'x');
        HostPort to = peer().address;
        byte[] tcp = Frames.tcp(
                address.ip(), address.port(), to.ip(), to.port(), seq, ack, flags, windowField, options, data);
        return Frames.ip(address.ip(), to.ip(), Frames.TCP, ttl, ipId, tcp);
    }

    /** As Linux lays them out: MSS 1460, SACK permitted, timestamps, window scale 7 on a SYN; else timestamps alone. */
    private byte[] options(int flags, boolean hasTimestamps, int tsVal) {
        int tsEcr = (flags & ACK_FLAG) != 0 ? tsRecent : 0;
        ByteBuffer options = ByteBuffer.allocate(40);
        if ((flags & SYN) != 0) {
            options.putInt(0x0204_05B4).putShort((short) 0x0402);
            options.putShort((short) (hasTimestamps ? 0x080A : 0x0101));
            if (hasTimestamps) {
                options.putInt(tsVal).putInt(tsEcr);
            }
            options.putInt(0x0103_0307);
        } else if (hasTimestamps) {
            options.putInt(0x0101_080A).putInt(tsVal).putInt(tsEcr);
        }
        return Arrays.copyOf(options.array(), options.position());
    }

    /** Takes a segment in: RCV.NXT moves over what is now contiguous. */
    void receive(Sent segment) {
        if (segment.hasTimestamps()) {
            tsRecent = segment.tsVal();
        }
        if ((segment.flags() & SYN) != 0 && !hasReceived) {
            rcvNxt = segment.seq();
            hasReceived = true;
        }
        if ((segment.flags() & RST) != 0) {
            return;
        }
        outOfOrder.add(segment);
        int before;
        do {
            before = rcvNxt;
            outOfOrder.removeIf(held -> {
                boolean reached = SeqNum.atOrAfter(rcvNxt, held.seq());
                rcvNxt = reached ? SeqNum.later(rcvNxt, held.end()) : rcvNxt;
                return reached;
            });
        } while (rcvNxt != before);
    }
}
