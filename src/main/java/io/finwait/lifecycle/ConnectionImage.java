package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

import io.finwait.lifecycle.zeek.ZeekView;

/**
 * Writes a connection's fields as a few octets and reads them back: each number as its difference from one it is likely to be
 * near. Reusable; not thread-safe.
 */
final class ConnectionImage {
    private static final RoleBasis[] BASES = RoleBasis.values();
    private static final Phase[] PHASES = Phase.values();
    private static final int CLIENT_IS_A = 1;
    private static final int HEADER_CUT = 1 << 1;
    private static final int REFUSED = 1 << 2;
    private static final int RESET_BY_A = 1 << 3;
    private static final int ID_IS_TCP_STREAM = 1 << 4;
    private static final int ZEEK = 1 << 5;
    private static final int BASIS_SHIFT = 6;
    private static final int PHASE_SHIFT = 8;

    private final NumberCoder coder = new NumberCoder();
    private final LogImage log = new LogImage(coder);

    byte[] write(Connection c) {
        coder.startWriting();
        coder.put(bits(c));
        coder.put(c.firstNanos);
        coder.put(c.lastNanos - c.firstNanos);
        coder.put(c.firstFrame);
        coder.put(c.lastFrame - c.firstFrame);
        putInstant(c.resetNanos, c.lastNanos);
        putInstant(c.closeStartNanos, c.lastNanos);
        putInstant(c.closeLastNanos, c.lastNanos);
        coder.put(c.firstFinFrame < 0 ? -1 : c.lastFrame - c.firstFinFrame);
        coder.put(c.synToSynAckNanos);
        coder.put(c.synAckToAckNanos);
        coder.put(c.synAckFrame < 0 ? -1 : c.lastFrame - c.synAckFrame);
        writeOddities(c);
        write(c.a, c.b, c);
        write(c.b, c.a, c);
        log.write(c.log, c);
        if (c.zeek != null) {
            write(c.zeek, c);
        }
        return coder.written();
    }

    void read(byte[] image, Connection c) {
        coder.startReading(image);
        setBits(c, (int) coder.get());
        c.firstNanos = coder.get();
        c.lastNanos = c.firstNanos + coder.get();
        c.firstFrame = coder.get();
        c.lastFrame = c.firstFrame + coder.get();
        c.resetNanos = getInstant(c.lastNanos);
        c.closeStartNanos = getInstant(c.lastNanos);
        c.closeLastNanos = getInstant(c.lastNanos);
        long finDistance = coder.get();
        c.firstFinFrame = finDistance < 0 ? -1 : c.lastFrame - finDistance;
        c.synToSynAckNanos = coder.get();
        c.synAckToAckNanos = coder.get();
        long synAckDistance = coder.get();
        c.synAckFrame = synAckDistance < 0 ? -1 : c.lastFrame - synAckDistance;
        readOddities(c);
        read(c.a, c.b, c);
        read(c.b, c.a, c);
        log.read(c.log, c);
        if (c.zeek != null) {
            read(c.zeek, c);
        }
    }

    private static int bits(Connection c) {
        return (c.clientIsA ? CLIENT_IS_A : 0)
                | (c.headerCut ? HEADER_CUT : 0)
                | (c.refused ? REFUSED : 0)
                | (c.resetByA ? RESET_BY_A : 0)
                | (c.idIsTcpStream ? ID_IS_TCP_STREAM : 0)
                | (c.zeek != null ? ZEEK : 0)
                | c.roleBasis.ordinal() << BASIS_SHIFT
                | c.phase.ordinal() << PHASE_SHIFT;
    }

    private static void setBits(Connection c, int bits) {
        c.clientIsA = (bits & CLIENT_IS_A) != 0;
        c.headerCut = (bits & HEADER_CUT) != 0;
        c.refused = (bits & REFUSED) != 0;
        c.resetByA = (bits & RESET_BY_A) != 0;
        c.idIsTcpStream = (bits & ID_IS_TCP_STREAM) != 0;
        c.keepZeek((bits & ZEEK) != 0);
        c.roleBasis = BASES[bits >>> BASIS_SHIFT & (1 << PHASE_SHIFT - BASIS_SHIFT) - 1];
        c.phase = PHASES[bits >>> PHASE_SHIFT];
    }

    /** Most connections have none of these, and so one octet for all of them. */
    private void writeOddities(Connection c) {
        coder.put(c.exchanges << 1 | (c.lastDataFromA ? 1 : 0));
        coder.put(c.oddities);
        if (c.oddities != 0) {
            coder.put(c.alert);
            coder.put(c.duplicates);
            coder.put(c.firstDuplicateFrame);
            coder.put(c.lastGapNanos);
            coder.put(c.lastGapFrame);
            coder.put(c.longestEarlierGapNanos);
        }
    }

    private void readOddities(Connection c) {
        int exchanges = (int) coder.get();
        c.exchanges = exchanges >> 1;
        c.lastDataFromA = (exchanges & 1) != 0;
        c.oddities = (int) coder.get();
        if (c.oddities != 0) {
            c.alert = (int) coder.get();
            c.duplicates = (int) coder.get();
            c.firstDuplicateFrame = coder.get();
            c.lastGapNanos = coder.get();
            c.lastGapFrame = coder.get();
            c.longestEarlierGapNanos = coder.get();
        }
    }

    /** The prints of the last segments are not kept: what comes now is no packet captured twice within milliseconds. */
    private void write(Endpoint x, Endpoint y, Connection c) {
        coder.put(x.flags);
        coder.put(x.isn);
        coder.put(x.sndNxt - x.isn);
        coder.put(x.rcvNxt - y.isn);
        coder.put(x.finEnd - x.sndNxt);
        coder.put(x.finAck - x.rcvNxt);
        putInstant(x.synNanos, c.firstNanos);
        putInstant(x.establishedNanos, c.firstNanos);
        putInstant(x.finNanos, c.lastNanos);
        putInstant(x.finAckedNanos, c.lastNanos);
        putInstant(x.finReceivedNanos, c.lastNanos);
        putInstant(x.lastSentNanos, c.lastNanos);
        coder.put(x.packets);
        coder.put(x.payloadBytes);
        coder.put(x.wireBytes);
        coder.put(x.retransmissions);
        coder.put(x.finRetransmissions);
        coder.put(x.synRetransmissions);
        putInstant(x.lastDataNanos, c.lastNanos);
        coder.put(x.lastDataFrame < 0 ? -1 : c.lastFrame - x.lastDataFrame);
        coder.put(x.lastTsVal);
        coder.put(x.hints);
        coder.put(x.lastHints);
        coder.put(x.synOptions);
        coder.put(x.synTsVal - x.lastTsVal);
        coder.put(x.zeroWindows);
    }

    private void read(Endpoint x, Endpoint y, Connection c) {
        x.flags = (int) coder.get();
        x.isn = (int) coder.get();
        x.sndNxt = x.isn + (int) coder.get();
        x.rcvNxt = (int) coder.get(); // the rest, y.isn, is added when it is known
        x.finEnd = x.sndNxt + (int) coder.get();
        x.finAck = (int) coder.get();
        x.synNanos = getInstant(c.firstNanos);
        x.establishedNanos = getInstant(c.firstNanos);
        x.finNanos = getInstant(c.lastNanos);
        x.finAckedNanos = getInstant(c.lastNanos);
        x.finReceivedNanos = getInstant(c.lastNanos);
        x.lastSentNanos = getInstant(c.lastNanos);
        x.packets = coder.get();
        x.payloadBytes = coder.get();
        x.wireBytes = coder.get();
        x.retransmissions = coder.get();
        x.finRetransmissions = (int) coder.get();
        x.synRetransmissions = (int) coder.get();
        x.lastDataNanos = getInstant(c.lastNanos);
        long dataDistance = coder.get();
        x.lastDataFrame = dataDistance < 0 ? -1 : c.lastFrame - dataDistance;
        x.lastTsVal = (int) coder.get();
        x.hints = (int) coder.get();
        x.lastHints = (int) coder.get();
        x.synOptions = (int) coder.get();
        x.synTsVal = x.lastTsVal + (int) coder.get();
        x.zeroWindows = (int) coder.get();
        if (x == c.b) {
            y.rcvNxt += x.isn;
            y.finAck += y.rcvNxt;
            x.rcvNxt += y.isn;
            x.finAck += x.rcvNxt;
        }
    }

    private void write(ZeekView zeek, Connection c) {
        ZeekView.Fields fields = zeek.fields();
        coder.put(fields.startA() - c.a.isn);
        coder.put(fields.lastA() - fields.startA());
        coder.put(fields.nextA());
        coder.put(fields.startB() - c.b.isn);
        coder.put(fields.lastB() - fields.startB());
        coder.put(fields.nextB());
        coder.put(fields.bitsA());
        coder.put(fields.bitsB());
        coder.put(fields.shared());
        coder.put(fields.letters());
    }

    private void read(ZeekView zeek, Connection c) {
        int startA = c.a.isn + (int) coder.get();
        int lastA = startA + (int) coder.get();
        int nextA = (int) coder.get();
        int startB = c.b.isn + (int) coder.get();
        int lastB = startB + (int) coder.get();
        int nextB = (int) coder.get();
        zeek.setFields(new ZeekView.Fields(
                startA,
                lastA,
                nextA,
                startB,
                lastB,
                nextB,
                (int) coder.get(),
                (int) coder.get(),
                (int) coder.get(),
                coder.get()));
    }

    /** 0 for {@link Endpoint#NEVER}, otherwise the distance from {@code near}, moved by one away from 0. */
    private void putInstant(long nanos, long near) {
        if (nanos == NEVER) {
            coder.put(0);
        } else {
            long distance = nanos - near;
            coder.put(distance >= 0 ? distance + 1 : distance);
        }
    }

    private long getInstant(long near) {
        long stored = coder.get();
        if (stored == 0) {
            return NEVER;
        }
        return near + (stored > 0 ? stored - 1 : stored);
    }
}
