package io.finwait.testing;

import io.finwait.capture.Frame;
import io.finwait.decode.FrameDecoder;
import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The story of one or more TCP connections as a capture point saw it: a line per segment. Keeps SEQ, ACK and timestamps of each end.
 *
 * <pre>{@code
 * var script = PacketScript.connection().established();  // 10.0.0.1:40000 to 10.0.0.2:80, ISNs just below the wrap
 * script.client().fin();
 * script.server().ack();
 * script.after(Duration.ofSeconds(30)).server().fin();
 * script.client().ack();
 * List<TcpSegment> segments = script.segments();
 * }</pre>
 *
 * <p>The first frame is captured at {@link #START}, each further one 1 ms after the one before unless {@link #after} says otherwise. What
 * an end sends is received by the other at once, unless {@link ScriptedEnd#inFlight} or {@link ScriptedEnd#droppedInNetwork} says
 * otherwise.
 */
public final class PacketScript {
    /** Capture time of the first frame. */
    public static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    public static final long START_NANOS = START.getEpochSecond() * 1_000_000_000L;
    private static final Duration SPACING = Duration.ofMillis(1);

    private final List<ScriptedConnection> connections = new ArrayList<>();
    private final List<CapturedFrame> frames = new ArrayList<>();
    private long nowNanos = START_NANOS;
    private long spacingNanos = SPACING.toNanos();
    private long gapNanos;
    private int snapLength = Integer.MAX_VALUE;

    private PacketScript() {}

    /** A script without a connection yet; see {@link #open}. */
    public static PacketScript empty() {
        return new PacketScript();
    }

    /** A script of one connection between 10.0.0.1:40000 and 10.0.0.2:80. */
    public static PacketScript connection() {
        return connection("10.0.0.1:40000", "10.0.0.2:80");
    }

    /** A script of one connection; {@code "10.0.0.1:40000"} or {@code "[2001:db8::1]:40000"}. */
    public static PacketScript connection(String client, String server) {
        var script = new PacketScript();
        script.open(client, server);
        return script;
    }

    /** One more connection, which sends nothing by itself. On a pair of ends used before it is the next incarnation, with new ISNs. */
    public ScriptedConnection open(String client, String server) {
        var connection = new ScriptedConnection(this, client, server, connections.size());
        connections.add(connection);
        return connection;
    }

    /** The next incarnation of the first connection's 4-tuple. */
    public ScriptedConnection reopen() {
        return open(client().toString(), server().toString());
    }

    public ScriptedConnection first() {
        return connections.get(0);
    }

    /** The first connection's client. */
    public ScriptedEnd client() {
        return first().client();
    }

    /** The first connection's server. */
    public ScriptedEnd server() {
        return first().server();
    }

    /** The first connection's handshake; see {@link ScriptedConnection#established}. */
    public PacketScript established() {
        first().established();
        return this;
    }

    /** The first connection's handshake, unseen by the capture; see {@link ScriptedConnection#establishedBefore}. */
    public PacketScript establishedBefore() {
        first().establishedBefore();
        return this;
    }

    /** The next frame is captured that long after the one before. */
    public PacketScript after(Duration gap) {
        gapNanos = gap.toNanos();
        return this;
    }

    /** The next frame is captured that long after {@link #START}. */
    public PacketScript at(Duration sinceStart) {
        gapNanos = START_NANOS + sinceStart.toNanos() - nowNanos;
        return this;
    }

    /** From here on frames follow each other at this distance. */
    public PacketScript spacing(Duration distance) {
        spacingNanos = distance.toNanos();
        gapNanos = frames.isEmpty() ? gapNanos : spacingNanos;
        return this;
    }

    /** The capture keeps that many octets of each frame. */
    public PacketScript snapLength(int octets) {
        snapLength = octets;
        return this;
    }

    /** The other end receives a segment that was {@link ScriptedEnd#inFlight}. */
    public PacketScript deliver(Sent segment) {
        segment.by().peer().receive(segment);
        return this;
    }

    /** Captures the very same frame once more, as two ends of a veth or a mirror port do. */
    public PacketScript captureAgain(Sent segment) {
        capture(segment.octets(), step());
        return this;
    }

    /** Captures a frame that is none of the connections'. */
    public PacketScript capture(byte[] ethernetFrame) {
        capture(ethernetFrame, step());
        return this;
    }

    /** Swaps the last two frames in the file; each keeps its time. */
    public PacketScript swapLastTwo() {
        int last = frames.size() - 1;
        frames.set(last, frames.set(last - 1, frames.get(last)));
        return this;
    }

    /** The frames captured so far. */
    public List<CapturedFrame> frames() {
        return frames.stream().map(frame -> frame.cutTo(snapLength)).toList();
    }

    /** The capture as a nanosecond pcap file. */
    public byte[] toPcap() {
        return PcapBytes.pcap(frames());
    }

    /** Sends the capture through the real decoder. */
    public void replay(SegmentSink sink) {
        replay(frames(), sink);
    }

    /** Sends frames, numbered from 1, through the real decoder. */
    public static void replay(List<CapturedFrame> frames, SegmentSink sink) {
        var decoder = new FrameDecoder(false, sink);
        var frame = new Frame();
        for (int i = 0; i < frames.size(); i++) {
            frames.get(i).fill(frame, i + 1);
            decoder.decode(frame);
        }
    }

    /** The decoded segments, each an object of its own. */
    public List<TcpSegment> segments() {
        var collector = new SegmentCollector();
        replay(collector);
        return collector.segments();
    }

    /** Moves the clock to the next frame's time. */
    long step() {
        nowNanos += gapNanos;
        gapNanos = spacingNanos;
        return nowNanos;
    }

    /** Time of the next frame, should nobody say {@link #after}. */
    long nextNanos() {
        return nowNanos + gapNanos;
    }

    /** Returns the frame number. */
    int capture(byte[] octets, long timeNanos) {
        frames.add(CapturedFrame.ethernet(timeNanos, octets));
        return frames.size();
    }
}
