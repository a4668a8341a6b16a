package io.finwait.pair;

import io.finwait.pipeline.PairReading;
import io.finwait.pipeline.Progress;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PacketScript;
import io.finwait.testing.PcapBytes;
import io.finwait.testing.Requests;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A script's traffic (IPv4, servers on port 80) captured at both ends: each frame at its sender's side when the script sends it, at the
 * other side some time after, unless something happens to it on the way.
 */
final class TwoSides {
    private static final int IP = 14;
    private static final int TCP = IP + 20;
    private static final int SERVER_PORT = 80;

    private record Timed(CapturedFrame frame, int number) {}

    private final PacketScript script;
    private final Set<Integer> lost = new HashSet<>();
    private final Set<Integer> made = new HashSet<>();
    private final List<Set<Integer>> missed = List.of(new HashSet<>(), new HashSet<>());
    private final Set<Integer> twice = new HashSet<>();
    private long transitNanos = 200_000;
    private LongUnaryOperator serverClock = nanos -> nanos;
    private UnaryOperator<byte[]> atServer = octets -> octets;
    private int cutInto = 1;
    private int lostPart = -1;

    TwoSides(PacketScript script) {
        this.script = script;
    }

    /** These are lost between the two. */
    TwoSides lost(Sent... segments) {
        return note(lost, segments);
    }

    /** These are sent by something between, and so are only where they arrive. */
    TwoSides made(Sent... segments) {
        return note(made, segments);
    }

    /** These pass that side, but its capture does not have them. */
    TwoSides missedAt(Side side, Sent... segments) {
        return note(missed.get(side.ordinal()), segments);
    }

    /** The client side captures these twice. */
    TwoSides twice(Sent... segments) {
        return note(twice, segments);
    }

    private TwoSides note(Set<Integer> numbers, Sent... segments) {
        for (Sent each : segments) {
            numbers.add(each.frame());
        }
        return this;
    }

    TwoSides transit(Duration oneWay) {
        transitNanos = oneWay.toNanos();
        return this;
    }

    /** What the server side's clock shows at a time of the script. */
    TwoSides serverClock(LongUnaryOperator clock) {
        serverClock = clock;
        return this;
    }

    /** What frames look like at the server side. */
    TwoSides rewritten(UnaryOperator<byte[]> rewrite) {
        atServer = rewrite;
        return this;
    }

    /** Data of the client arrives in so many parts of the same size. */
    TwoSides cutInto(int parts) {
        cutInto = parts;
        return this;
    }

    /** That part of each does not arrive, counted from 0. */
    TwoSides losingPart(int part) {
        lostPart = part;
        return this;
    }

    /** Writes both captures. */
    void write(Path clientSide, Path serverSide) throws IOException {
        Files.write(clientSide, PcapBytes.pcap(capture(Side.CLIENT)));
        Files.write(serverSide, PcapBytes.pcap(capture(Side.SERVER)));
    }

    /** What the two together show. */
    PairResult compare() throws IOException {
        Path folder = Files.createTempDirectory("finwait-pair");
        Path client = folder.resolve("client.pcap");
        Path server = folder.resolve("server.pcap");
        try {
            write(client, server);
            return PairReading.of(
                    Requests.of(client), Requests.of(server), new PairReading.Wanted(List.of(), 0), new Progress());
        } finally {
            Files.deleteIfExists(client);
            Files.deleteIfExists(server);
            Files.delete(folder);
        }
    }

    private List<CapturedFrame> capture(Side side) {
        var frames = new ArrayList<Timed>();
        List<CapturedFrame> all = script.frames();
        for (int i = 0; i < all.size(); i++) {
            int number = i + 1;
            boolean near = fromServer(all.get(i).octets()) == (side == Side.SERVER);
            boolean there = near ? !made.contains(number) : !lost.contains(number);
            if (there && !missed.get(side.ordinal()).contains(number)) {
                long nanos = all.get(i).timeNanos() + (near ? 0 : transitNanos);
                List<byte[]> parts =
                        near ? List.of(all.get(i).octets()) : parts(all.get(i).octets());
                for (byte[] part : parts) {
                    frames.add(timed(side, nanos, part, number));
                }
                if (side == Side.CLIENT && twice.contains(number)) {
                    frames.add(timed(side, nanos + 1_000, all.get(i).octets(), number));
                }
            }
        }
        frames.sort(
                Comparator.comparingLong((Timed each) -> each.frame.timeNanos()).thenComparingInt(Timed::number));
        return frames.stream().map(Timed::frame).toList();
    }

    private Timed timed(Side side, long nanos, byte[] octets, int number) {
        boolean there = side == Side.SERVER;
        return new Timed(
                CapturedFrame.ethernet(
                        there ? serverClock.applyAsLong(nanos) : nanos,
                        there ? atServer.apply(octets.clone()) : octets),
                number);
    }

    static boolean fromServer(byte[] octets) {
        return ByteBuffer.wrap(octets).getShort(TCP) == SERVER_PORT;
    }

    /** A frame cut up as a network card does it: each part with its own length and sequence number. */
    private List<byte[]> parts(byte[] octets) {
        ByteBuffer whole = ByteBuffer.wrap(octets);
        int header = TCP + (whole.get(TCP + 12) >> 4 & 0xF) * 4;
        int payload = octets.length - header;
        if (cutInto == 1 || payload < cutInto || fromServer(octets)) {
            return List.of(octets);
        }
        var parts = new ArrayList<byte[]>();
        int size = payload / cutInto;
        for (int i = 0; i < cutInto; i++) {
            if (i != lostPart) {
                ByteBuffer part = ByteBuffer.allocate(header + size);
                part.put(octets, 0, header).put(octets, header + i * size, size);
                part.putShort(IP + 2, (short) (header + size - IP));
                part.putInt(TCP + 4, whole.getInt(TCP + 4) + i * size);
                parts.add(part.array());
            }
        }
        return parts;
    }

    /** What a source NAT does: the client is 192.0.2.1 with another port, and a hop is gone. */
    static byte[] sourceNat(byte[] octets) {
        ByteBuffer frame = ByteBuffer.wrap(octets);
        boolean back = fromServer(octets);
        frame.putInt(IP + (back ? 16 : 12), 0xC000_0201);
        int port = TCP + (back ? 2 : 0);
        frame.putShort(port, (short) (frame.getShort(port) + 7));
        if (!back) {
            frame.put(IP + 8, (byte) (frame.get(IP + 8) - 1));
        }
        return octets;
    }

    /** What a firewall does that chooses sequence numbers for the client. */
    static byte[] otherSequenceNumbers(byte[] octets) {
        ByteBuffer frame = ByteBuffer.wrap(octets);
        int at = TCP + (fromServer(octets) ? 8 : 4);
        if (frame.getInt(at) != 0) {
            frame.putInt(at, frame.getInt(at) + 123_456_789);
        }
        return octets;
    }
}
