import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Makes the benchmark's captures out of a small real one: {@code java bench/Captures.java KIND SEED.pcap OUT.pcap}.
 *
 * <p>The seed holds connections recorded from a real kernel. Each is copied many times with its own addresses, ports, initial sequence
 * numbers and timestamp clocks, and the copies are interleaved in time; flags, options, lengths and the gaps between a connection's
 * packets stay as recorded. IP checksums are right, TCP checksums are not, as in a capture with checksum offload. The same seed always
 * gives the same bytes.
 */
public final class Captures {
    /** What one capture is made of: a client's ports are used in turn, so the same 4-tuple returns after all were used once. */
    private record Plan(int connections, int seconds, int clients, int firstPort, int lastPort, boolean staysOpen) {
        /** One client and one server; a port returns after 3.5 s, while the server holds it in TIME_WAIT. */
        static final Plan CHURN = new Plan(550_000, 30, 1, 1024, 65_535, false);
        /** Handshake, request and its ACK; nothing is ever closed. */
        static final Plan OPEN = new Plan(1_000_000, 60, 64, 32_768, 60_999, true);
        /** 5 GB; 1.3 million sockets in TIME_WAIT at once, since a 4-tuple returns only after 90 s. */
        static final Plan TIME_WAIT = new Plan(5_600_000, 260, 30, 1024, 65_535, false);

        int tuples() {
            return clients * ports();
        }

        int ports() {
            return lastPort - firstPort + 1;
        }
    }

    private static final int SNAP_LENGTH = 96;
    /** One copy in this many is of a connection that ended with a reset. */
    private static final int RESET_SHARE = 500;

    /** 2026-11-18T11:06:40Z */
    private static final long START_MICROS = 1_795_000_000_000_000L;

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: java Captures.java churn|bulk|open|time-wait|syn-flood|port-scan SEED.pcap OUT.pcap");
            System.exit(2);
        }
        Seed seed = Seed.read(Path.of(args[1]));
        Path out = Path.of(args[2]);
        Path unfinished = out.resolveSibling(out.getFileName() + ".unfinished");
        int snapLength = args[0].equals("bulk") ? 65_535 : SNAP_LENGTH;
        try (PcapWriter writer = new PcapWriter(unfinished, snapLength)) {
            switch (args[0]) {
                case "churn" -> inflate(seed, Plan.CHURN, writer);
                case "open" -> inflate(seed, Plan.OPEN, writer);
                case "time-wait" -> inflate(seed, Plan.TIME_WAIT, writer);
                case "bulk" -> bulk(seed, writer);
                case "syn-flood" -> synFlood(seed, writer);
                case "port-scan" -> portScan(seed, writer);
                default -> throw new IllegalArgumentException("unknown kind of capture: " + args[0]);
            }
        }
        Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
    }

    // ---- Many connections -----------------------------------------------------------------------------------------------------------

    private static void inflate(Seed seed, Plan plan, PcapWriter writer) throws IOException {
        PriorityQueue<Copy> active = new PriorityQueue<>();
        long gapMicros = plan.seconds() * 1_000_000L / plan.connections();
        for (int i = 0; i < plan.connections(); i++) {
            long random = mix(i);
            long start = plan.seconds() * 1_000_000L * i / plan.connections() + Long.remainderUnsigned(random, gapMicros);
            while (!active.isEmpty() && active.peek().nextMicros() < start) {
                writeNext(active, writer);
            }
            List<Connection> templates = i % RESET_SHARE == RESET_SHARE - 1 ? seed.resets() : seed.closes();
            Connection template = templates.get((int) Long.remainderUnsigned(random >>> 20, templates.size()));
            if (plan.staysOpen()) {
                template = template.untilFirstRequestIsAcknowledged();
            }
            active.add(new Copy(template, clientOf(plan, i), start));
        }
        while (!active.isEmpty()) {
            writeNext(active, writer);
        }
    }

    private static void writeNext(PriorityQueue<Copy> active, PcapWriter writer) throws IOException {
        Copy copy = active.poll();
        copy.writeNext(writer);
        if (copy.hasNext()) {
            active.add(copy);
        }
    }

    /** Spreads consecutive connections over clients and ports; 40,507 has no factor in common with the port counts used here. */
    private static Client clientOf(Plan plan, int connection) {
        int slot = connection % plan.tuples();
        int port = plan.firstPort() + (int) (slot / plan.clients() * 40_507L % plan.ports());
        return new Client(Client.FIRST + slot % plan.clients(), port, slot);
    }

    // ---- Unanswered SYNs ------------------------------------------------------------------------------------------------------------

    private static void synFlood(Seed seed, PcapWriter writer) throws IOException {
        Connection syn = seed.closes().get(0).first(1);
        for (int i = 0; i < 5_000_000; i++) {
            long random = mix(i);
            int source = 0x0100_0000 + (int) Long.remainderUnsigned(random >>> 16, 0xDE00_0000L);
            int port = 1024 + (int) (random & 0xFFFF) % 64_512;
            new Copy(syn, new Client(source, port, i), i * 10L).writeNext(writer);
        }
    }

    private static final int SCANNED_PORTS = 50_000;
    private static final int SCANNED_HOSTS = 200;

    /** One SYN to each port of each host, all from one address; one in sixteen is refused. */
    private static void portScan(Seed seed, PcapWriter writer) throws IOException {
        Packet syn = seed.closes().get(0).packets().get(0);
        for (int i = 0; i < SCANNED_PORTS * SCANNED_HOSTS; i++) {
            long random = mix(i);
            Scanned target = new Scanned(i % SCANNED_HOSTS, 1 + i / SCANNED_HOSTS);
            target.write(writer, syn, i * 10L, Packet.SYN, (int) random, 0);
            if ((random >>> 32) % 16 == 0) {
                target.write(writer, syn, i * 10L + 4, Packet.RST | Packet.ACK, 0, (int) random + 1);
            }
        }
    }

    /** What a scanner tries; {@code host} counts from 10.79.0.1. */
    private record Scanned(int host, int port) {
        static final int FIRST = 0x0A4F_0001;
        static final int TCP_LENGTH = 20;

        /** Writes a segment without options or data, from the target if it has RST, else to it. */
        void write(PcapWriter writer, Packet syn, long micros, int flags, int seq, int ack) throws IOException {
            int at = writer.begin(START_MICROS + micros, syn.bytes(), syn.tcp() + TCP_LENGTH);
            byte[] out = writer.buffer();
            int ip = at + Packet.ETHERNET;
            int tcp = at + syn.tcp();
            boolean reply = (flags & Packet.RST) != 0;
            U32.set(out, ip + (reply ? 16 : 12), Client.FIRST);
            U32.set(out, ip + (reply ? 12 : 16), FIRST + host);
            U16.set(out, tcp + (reply ? 2 : 0), (short) 45_000);
            U16.set(out, tcp + (reply ? 0 : 2), (short) port);
            U16.set(out, ip + 2, (short) (syn.tcp() + TCP_LENGTH - Packet.ETHERNET));
            Copy.fillIpChecksum(out, ip);
            U32.set(out, tcp + 4, seq);
            U32.set(out, tcp + 8, ack);
            out[tcp + 12] = TCP_LENGTH << 2;
            out[tcp + 13] = (byte) flags;
            writer.end();
        }
    }

    // ---- Bulk transfers -------------------------------------------------------------------------------------------------------------

    private static final int BULK_CONNECTIONS = 8;
    private static final int BULK_ROUNDS = 42_000;
    private static final int SEGMENT_BYTES = 1448;
    private static final long SEGMENT_MICROS = 12;

    /** Each connection in turn receives two full segments and acknowledges them, as at 1 Gbit/s. */
    private static void bulk(Seed seed, PcapWriter writer) throws IOException {
        Connection template = seed.closes().stream()
                .filter(Connection::acknowledgesResponseAtOnce)
                .findFirst()
                .orElseThrow(() -> new IOException("the seed holds no response that was acknowledged before anybody closed"));
        int response = template.firstData(false);
        int acknowledgement = response + 1;
        Copy[] copies = new Copy[BULK_CONNECTIONS];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = new Copy(template, new Client(Client.FIRST + i, 40_000 + i, i), i);
        }
        for (int packet = 0; packet <= acknowledgement; packet++) {
            for (Copy copy : copies) {
                copy.writeNext(writer);
            }
        }
        long micros = 100_000;
        for (int round = 0; round < BULK_ROUNDS; round++) {
            for (Copy copy : copies) {
                copy.writeResponseSegment(writer, response, micros, SEGMENT_BYTES);
                copy.writeResponseSegment(writer, response, micros + SEGMENT_MICROS, SEGMENT_BYTES);
                copy.repeat(writer, acknowledgement, micros + SEGMENT_MICROS + 2);
                micros += 2 * SEGMENT_MICROS;
            }
        }
        for (Copy copy : copies) {
            copy.delay(micros);
        }
        while (copies[copies.length - 1].hasNext()) {
            for (Copy copy : copies) {
                if (copy.hasNext()) {
                    copy.writeNext(writer);
                }
            }
        }
    }

    /** SplittableRandom's mixer: a number that looks random and depends on {@code n} alone. */
    private static long mix(long n) {
        long z = (n + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The client's end of a copy; {@code tuple} numbers the 4-tuple, on which initial sequence numbers and timestamps depend. */
    private record Client(int address, int port, int tuple) {
        /** 10.78.0.1 */
        static final int FIRST = 0x0A4E_0001;
    }

    /** A recorded connection that is written again under other names. */
    private static final class Copy implements Comparable<Copy> {
        private final Connection template;
        private final Client client;
        private final int clientSeq;
        private final int serverSeq;
        private final int clientTs;
        private final int serverTs;
        private int extraResponseBytes;
        private long startMicros;
        private int next;

        /** As Linux does, the numbers of a 4-tuple start anywhere and then run with the clock, so that its next use is accepted. */
        Copy(Connection template, Client client, long startMicros) {
            this.template = template;
            this.client = client;
            this.startMicros = startMicros;
            long base = mix(client.tuple() + 0x1000_0000_0000L);
            int isnClock = (int) (startMicros * 1000 >>> 6);
            int millis = (int) (startMicros / 1000);
            clientSeq = (int) base + isnClock - template.clientIsn();
            serverSeq = (int) (base >>> 16) + isnClock - template.serverIsn();
            clientTs = (int) (base >>> 24) + millis - template.clientTs();
            serverTs = (int) (base >>> 32) + millis - template.serverTs();
        }

        boolean hasNext() {
            return next < template.packets().size();
        }

        long nextMicros() {
            return startMicros + template.packets().get(next).micros();
        }

        void delay(long micros) {
            startMicros += micros;
        }

        void writeNext(PcapWriter writer) throws IOException {
            repeat(writer, next, template.packets().get(next).micros());
            next++;
        }

        /** Writes a packet of the template at {@code micros} after the copy's start, as of the response's present length. */
        void repeat(PcapWriter writer, int index, long micros) throws IOException {
            Packet packet = template.packets().get(index);
            write(writer, packet, micros, packet.length(), extraResponseBytes);
        }

        /** Continues the response, whose first packet is {@code index}, with one more segment. */
        void writeResponseSegment(PcapWriter writer, int index, long micros, int payload) throws IOException {
            Packet packet = template.packets().get(index);
            write(writer, packet, micros, packet.headersLength() + payload, packet.payload() + extraResponseBytes);
            extraResponseBytes += payload;
        }

        private void write(PcapWriter writer, Packet packet, long micros, int length, int responseBytes) throws IOException {
            int at = writer.begin(START_MICROS + startMicros + micros, packet.bytes(), length);
            byte[] out = writer.buffer();
            int ip = at + Packet.ETHERNET;
            int tcp = at + packet.tcp();
            boolean up = packet.fromClient();
            U32.set(out, ip + (up ? 12 : 16), client.address());
            U16.set(out, tcp + (up ? 0 : 2), (short) client.port());
            U16.set(out, ip + 2, (short) (length - Packet.ETHERNET));
            fillIpChecksum(out, ip);
            int responses = serverSeq + responseBytes;
            U32.set(out, tcp + 4, (int) U32.get(out, tcp + 4) + (up ? clientSeq : responses));
            if ((out[tcp + 13] & Packet.ACK) != 0) {
                U32.set(out, tcp + 8, (int) U32.get(out, tcp + 8) + (up ? responses : clientSeq));
            }
            if (packet.timestamps() > 0) {
                int option = at + packet.timestamps();
                U32.set(out, option, (int) U32.get(out, option) + (up ? clientTs : serverTs));
                int echo = (int) U32.get(out, option + 4);
                U32.set(out, option + 4, echo == 0 ? 0 : echo + (up ? serverTs : clientTs));
            }
            writer.end();
        }

        private static void fillIpChecksum(byte[] out, int ip) {
            U16.set(out, ip + 10, (short) 0);
            int sum = 0;
            for (int i = 0; i < 20; i += 2) {
                sum += (short) U16.get(out, ip + i) & 0xFFFF;
            }
            sum = (sum & 0xFFFF) + (sum >>> 16);
            U16.set(out, ip + 10, (short) ~((sum & 0xFFFF) + (sum >>> 16)));
        }

        @Override
        public int compareTo(Copy other) {
            return Long.compare(nextMicros(), other.nextMicros());
        }
    }

    /** The seed's connections, by how they ended. */
    private record Seed(List<Connection> closes, List<Connection> resets) {
        static Seed read(Path file) throws IOException {
            List<List<Packet>> all = new ArrayList<>();
            Map<Long, List<Packet>> latest = new HashMap<>();
            byte[] pcap = Files.readAllBytes(file);
            if (pcap.length < 24 || (int) LE32.get(pcap, 0) != PcapWriter.MAGIC_MICROS || (int) LE32.get(pcap, 20) != 1) {
                throw new IOException(file + ": the seed must be a little-endian microsecond pcap of Ethernet");
            }
            for (int at = 24; at + 16 <= pcap.length; ) {
                int captured = (int) LE32.get(pcap, at + 8);
                Packet packet = Packet.of(pcap, at);
                if (packet != null) {
                    if (packet.is(Packet.SYN) && !packet.is(Packet.ACK)) {
                        all.add(new ArrayList<>());
                        latest.put(packet.tuple(), all.get(all.size() - 1));
                    }
                    latest.getOrDefault(packet.tuple(), new ArrayList<>()).add(packet);
                }
                at += 16 + captured;
            }
            List<Connection> connections = all.stream().filter(Seed::isWhole).map(Connection::of).toList();
            Seed seed = new Seed(
                    connections.stream().filter(c -> !c.isReset()).toList(),
                    connections.stream().filter(Connection::isReset).toList());
            if (seed.closes().isEmpty() || seed.resets().isEmpty()) {
                throw new IOException(file + ": the seed must hold connections that ended with FIN and such that ended with RST");
            }
            return seed;
        }

        /** Opened, answered, asked, and over within half a second: less than it takes a port to return. */
        private static boolean isWhole(List<Packet> packets) {
            return packets.size() >= 5
                    && packets.get(1).is(Packet.SYN | Packet.ACK)
                    && packets.stream().anyMatch(p -> p.fromClient() && p.payload() > 0)
                    && packets.stream().anyMatch(p -> p.is(Packet.RST) || p.is(Packet.FIN))
                    && packets.get(packets.size() - 1).micros() - packets.get(0).micros() < 500_000;
        }
    }

    /** A recorded connection; its packets' times count from its SYN. */
    private record Connection(List<Packet> packets, int clientIsn, int serverIsn, int clientTs, int serverTs) {
        static Connection of(List<Packet> packets) {
            Packet syn = packets.get(0);
            Packet synAck = packets.get(1);
            List<Packet> relative = packets.stream().map(p -> p.after(syn.micros())).toList();
            return new Connection(relative, syn.seq(), synAck.seq(), syn.tsVal(), synAck.tsVal());
        }

        boolean isReset() {
            return packets.stream().anyMatch(p -> p.is(Packet.RST));
        }

        Connection first(int count) {
            return new Connection(packets.subList(0, count), clientIsn, serverIsn, clientTs, serverTs);
        }

        Connection untilFirstRequestIsAcknowledged() {
            return first(Math.min(firstData(true) + 2, packets.size()));
        }

        int firstData(boolean fromClient) {
            int i = 0;
            while (packets.get(i).fromClient() != fromClient || packets.get(i).payload() == 0) {
                i++;
            }
            return i;
        }

        boolean acknowledgesResponseAtOnce() {
            Packet next = packets.get(firstData(false) + 1);
            return next.fromClient() && next.payload() == 0 && !next.is(Packet.FIN) && !next.is(Packet.RST);
        }
    }

    /**
     * One TCP packet of the seed.
     *
     * @param tcp offset of the TCP header from the start of the frame
     * @param timestamps offset of TSval from the start of the frame; 0 without the option (RFC 7323)
     */
    private record Packet(
            long micros, byte[] bytes, int length, boolean fromClient, long tuple, int tcp, int headersLength, int timestamps) {
        static final int ETHERNET = 14;
        static final int FIN = 1;
        static final int SYN = 2;
        static final int RST = 4;
        static final int ACK = 16;

        /** Null for what is not TCP in IPv4. The end with the lower port is taken for the server's. */
        static Packet of(byte[] pcap, int record) {
            long micros = (int) LE32.get(pcap, record) * 1_000_000L + (int) LE32.get(pcap, record + 4);
            int captured = (int) LE32.get(pcap, record + 8);
            int length = (int) LE32.get(pcap, record + 12);
            byte[] bytes = Arrays.copyOfRange(pcap, record + 16, record + 16 + Math.min(captured, SNAP_LENGTH));
            if (bytes.length < 54 || (short) U16.get(bytes, 12) != 0x0800 || bytes[ETHERNET] != 0x45 || bytes[ETHERNET + 9] != 6) {
                return null;
            }
            int tcp = ETHERNET + 20;
            int source = (short) U16.get(bytes, tcp) & 0xFFFF;
            int destination = (short) U16.get(bytes, tcp + 2) & 0xFFFF;
            boolean fromClient = source > destination;
            long tuple = fromClient ? source * 65_536L + destination : destination * 65_536L + source;
            int headersLength = tcp + ((bytes[tcp + 12] & 0xF0) >>> 2);
            return new Packet(
                    micros, bytes, length, fromClient, tuple, tcp, headersLength, timestampsIn(bytes, tcp + 20, headersLength));
        }

        private static int timestampsIn(byte[] bytes, int from, int to) {
            for (int i = from; i < Math.min(to, bytes.length - 9); ) {
                switch (bytes[i]) {
                    case 0 -> i = to;
                    case 1 -> i++;
                    case 8 -> {
                        return i + 2;
                    }
                    default -> i += Math.max(bytes[i + 1], 2);
                }
            }
            return 0;
        }

        Packet after(long startMicros) {
            return new Packet(micros - startMicros, bytes, length, fromClient, tuple, tcp, headersLength, timestamps);
        }

        boolean is(int flags) {
            return (bytes[tcp + 13] & flags) == flags;
        }

        int payload() {
            return ((short) U16.get(bytes, ETHERNET + 2) & 0xFFFF) + ETHERNET - headersLength;
        }

        int seq() {
            return (int) U32.get(bytes, tcp + 4);
        }

        int tsVal() {
            return timestamps == 0 ? 0 : (int) U32.get(bytes, timestamps);
        }
    }

    /** Writes a little-endian microsecond pcap of Ethernet. */
    private static final class PcapWriter implements Closeable {
        static final int MAGIC_MICROS = 0xA1B2C3D4;

        private final OutputStream out;
        private final int snapLength;
        private final byte[] buffer = new byte[4 << 20];
        private int position;
        private int end;

        PcapWriter(Path file, int snapLength) throws IOException {
            this.out = Files.newOutputStream(file);
            this.snapLength = snapLength;
            LE32.set(buffer, 0, MAGIC_MICROS);
            LE32.set(buffer, 4, 4 << 16 | 2);
            LE32.set(buffer, 16, snapLength);
            LE32.set(buffer, 20, 1);
            position = 24;
        }

        byte[] buffer() {
            return buffer;
        }

        /** Starts a packet with {@code bytes}, which the caller then changes in {@link #buffer} from the returned offset on. */
        int begin(long micros, byte[] bytes, int length) throws IOException {
            int captured = Math.min(length, snapLength);
            if (position + 16 + captured > buffer.length) {
                out.write(buffer, 0, position);
                position = 0;
            }
            LE32.set(buffer, position, (int) (micros / 1_000_000));
            LE32.set(buffer, position + 4, (int) (micros % 1_000_000));
            LE32.set(buffer, position + 8, captured);
            LE32.set(buffer, position + 12, length);
            int known = Math.min(bytes.length, captured);
            System.arraycopy(bytes, 0, buffer, position + 16, known);
            Arrays.fill(buffer, position + 16 + known, position + 16 + captured, (byte) 'x');
            end = position + 16 + captured;
            return position + 16;
        }

        void end() {
            position = end;
        }

        @Override
        public void close() throws IOException {
            out.write(buffer, 0, position);
            out.close();
        }
    }

    private static final VarHandle LE32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
}
