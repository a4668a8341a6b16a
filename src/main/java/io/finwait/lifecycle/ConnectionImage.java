package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

import io.finwait.lifecycle.zeek.ZeekView;
import java.util.Arrays;

/**
 * Writes a connection's fields as a few octets and reads them back: each number as its difference from one it is likely to be
 * near, in as many octets as that needs (seven bits each, sign in the lowest). Reusable; not thread-safe.
 */
final class ConnectionImage {
    /** More than all fields at ten octets each. */
    private static final int MOST_OCTETS = 1_024;

    private static final RoleBasis[] BASES = RoleBasis.values();
    private static final Phase[] PHASES = Phase.values();
    private static final int CLIENT_IS_A = 1;
    private static final int HEADER_CUT = 1 << 1;
    private static final int REFUSED = 1 << 2;
    private static final int RESET_BY_A = 1 << 3;
    private static final int ID_IS_TCP_STREAM = 1 << 4;
    private static final int BASIS_SHIFT = 5;
    private static final int PHASE_SHIFT = 7;

    private final byte[] scratch = new byte[MOST_OCTETS];
    private byte[] octets = scratch;
    private int at;

    byte[] write(Connection c) {
        octets = scratch;
        at = 0;
        put(bits(c));
        put(c.firstNanos);
        put(c.lastNanos - c.firstNanos);
        put(c.firstFrame);
        put(c.lastFrame - c.firstFrame);
        putInstant(c.resetNanos, c.lastNanos);
        putInstant(c.closeStartNanos, c.lastNanos);
        putInstant(c.closeLastNanos, c.lastNanos);
        put(c.firstFinFrame < 0 ? -1 : c.lastFrame - c.firstFinFrame);
        put(c.synToSynAckNanos);
        put(c.synAckToAckNanos);
        write(c.a, c.b, c);
        write(c.b, c.a, c);
        if (c.zeek != null) {
            write(c.zeek, c);
        }
        return Arrays.copyOf(octets, at);
    }

    void read(byte[] image, Connection c) {
        octets = image;
        at = 0;
        setBits(c, (int) get());
        c.firstNanos = get();
        c.lastNanos = c.firstNanos + get();
        c.firstFrame = get();
        c.lastFrame = c.firstFrame + get();
        c.resetNanos = getInstant(c.lastNanos);
        c.closeStartNanos = getInstant(c.lastNanos);
        c.closeLastNanos = getInstant(c.lastNanos);
        long finDistance = get();
        c.firstFinFrame = finDistance < 0 ? -1 : c.lastFrame - finDistance;
        c.synToSynAckNanos = get();
        c.synAckToAckNanos = get();
        read(c.a, c.b, c);
        read(c.b, c.a, c);
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
                | c.roleBasis.ordinal() << BASIS_SHIFT
                | c.phase.ordinal() << PHASE_SHIFT;
    }

    private static void setBits(Connection c, int bits) {
        c.clientIsA = (bits & CLIENT_IS_A) != 0;
        c.headerCut = (bits & HEADER_CUT) != 0;
        c.refused = (bits & REFUSED) != 0;
        c.resetByA = (bits & RESET_BY_A) != 0;
        c.idIsTcpStream = (bits & ID_IS_TCP_STREAM) != 0;
        c.roleBasis = BASES[bits >>> BASIS_SHIFT & (1 << PHASE_SHIFT - BASIS_SHIFT) - 1];
        c.phase = PHASES[bits >>> PHASE_SHIFT];
    }

    /** The prints of the last segments are not kept: what comes now is no packet captured twice within milliseconds. */
    private void write(Endpoint x, Endpoint y, Connection c) {
        put(x.flags);
        put(x.isn);
        put(x.sndNxt - x.isn);
        put(x.rcvNxt - y.isn);
        put(x.finEnd - x.sndNxt);
        put(x.finAck - x.rcvNxt);
        putInstant(x.synNanos, c.firstNanos);
        putInstant(x.establishedNanos, c.firstNanos);
        putInstant(x.finNanos, c.lastNanos);
        putInstant(x.finAckedNanos, c.lastNanos);
        putInstant(x.finReceivedNanos, c.lastNanos);
        putInstant(x.lastSentNanos, c.lastNanos);
        put(x.packets);
        put(x.payloadBytes);
        put(x.retransmissions);
        put(x.finRetransmissions);
        put(x.synRetransmissions);
    }

    private void read(Endpoint x, Endpoint y, Connection c) {
        x.flags = (int) get();
        x.isn = (int) get();
        x.sndNxt = x.isn + (int) get();
        x.rcvNxt = (int) get(); // the rest, y.isn, is added when it is known
        x.finEnd = x.sndNxt + (int) get();
        x.finAck = (int) get();
        x.synNanos = getInstant(c.firstNanos);
        x.establishedNanos = getInstant(c.firstNanos);
        x.finNanos = getInstant(c.lastNanos);
        x.finAckedNanos = getInstant(c.lastNanos);
        x.finReceivedNanos = getInstant(c.lastNanos);
        x.lastSentNanos = getInstant(c.lastNanos);
        x.packets = get();
        x.payloadBytes = get();
        x.retransmissions = get();
        x.finRetransmissions = (int) get();
        x.synRetransmissions = (int) get();
        if (x == c.b) {
            y.rcvNxt += x.isn;
            y.finAck += y.rcvNxt;
            x.rcvNxt += y.isn;
            x.finAck += x.rcvNxt;
        }
    }

    private void write(ZeekView zeek, Connection c) {
        ZeekView.Fields fields = zeek.fields();
        put(fields.startA() - c.a.isn);
        put(fields.lastA() - fields.startA());
        put(fields.nextA());
        put(fields.startB() - c.b.isn);
        put(fields.lastB() - fields.startB());
        put(fields.nextB());
        put(fields.bitsA());
        put(fields.bitsB());
        put(fields.shared());
        put(fields.letters());
    }

    private void read(ZeekView zeek, Connection c) {
        int startA = c.a.isn + (int) get();
        int lastA = startA + (int) get();
        int nextA = (int) get();
        int startB = c.b.isn + (int) get();
        int lastB = startB + (int) get();
        int nextB = (int) get();
        zeek.setFields(new ZeekView.Fields(
                startA, lastA, nextA, startB, lastB, nextB, (int) get(), (int) get(), (int) get(), get()));
    }

    /** 0 for {@link Endpoint#NEVER}, otherwise the distance from {@code near}, moved by one away from 0. */
    private void putInstant(long nanos, long near) {
        if (nanos == NEVER) {
            put(0);
        } else {
            long distance = nanos - near;
            put(distance >= 0 ? distance + 1 : distance);
        }
    }

    private long getInstant(long near) {
        long stored = get();
        if (stored == 0) {
            return NEVER;
        }
        return near + (stored > 0 ? stored - 1 : stored);
    }

    private void put(long value) {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            octets[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[at++] = (byte) rest;
    }

    private long get() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte octet = octets[at++];
            value |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
    }
}
