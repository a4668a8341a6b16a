package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.FlowKey;
import io.finwait.lifecycle.zeek.LikelyServerPorts;

/** Begins connections: numbers them and decides, where no SYN tells, who is the client. */
final class Births {
    private static final int FIRST_EPHEMERAL = 32768;
    private static final int FIRST_UNPRIVILEGED = 1024;

    private int nextId;
    private boolean idsEqualTcpStream = true;

    /** Makes {@code c} the next connection, which begins with {@code s}. */
    void begin(Connection c, FlowKey key, TcpSegment s, boolean fromA) {
        if (s.afterWhatOnlyWiresharkCounts) {
            idsDiffer();
        }
        c.begin(key, nextId++, idsEqualTcpStream, s);
        if (!s.has(TcpSegment.SYN)) {
            guessClient(c, s, fromA);
        } else if (!s.has(TcpSegment.ACK_FLAG)) {
            c.phase = Phase.ATTEMPT;
            c.clientIsA = fromA;
        }
    }

    /** A port that services use makes its owner the server; the first sender is the client where the ports say nothing. */
    private static void guessClient(Connection c, TcpSegment s, boolean fromA) {
        int sender = rank(s.srcPort);
        int receiver = rank(s.dstPort);
        c.clientIsA = fromA == (sender <= receiver);
        c.roleBasis = sender == receiver ? RoleBasis.FIRST_PACKET : RoleBasis.PORT;
    }

    /** How much a port looks like a service's. */
    private static int rank(int port) {
        if (LikelyServerPorts.contains(port)) {
            return 3;
        }
        if (port < FIRST_UNPRIVILEGED) {
            return 2;
        }
        return port < FIRST_EPHEMERAL ? 1 : 0;
    }

    /** How many have begun. */
    long count() {
        return nextId;
    }

    void idsDiffer() {
        idsEqualTcpStream = false;
    }

    boolean idsEqualTcpStream() {
        return idsEqualTcpStream;
    }
}
