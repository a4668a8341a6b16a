package io.finwait.lifecycle;

import io.finwait.flow.HostPort;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection's life, finished: what the reports print. Immutable. Times are nanoseconds, instants since the epoch;
 * -1 stands for a duration or frame that is not known.
 *
 * @param id order of first packet, from 0: Wireshark's tcp.stream where {@link #idIsTcpStream}
 * @param idIsTcpStream whether the id can be trusted to be Wireshark's as far as this connection was read
 * @param firstFrame frame number of the first packet
 * @param clientStates the client's states in order; empty where nothing is known
 * @param timeWaits by entry, at most one per holder
 * @param exchanges how often the client spoke after the server had, or first: requests, where each side speaks in turn
 * @param timers what is known of the timers that ran when its last packet was captured
 * @param zeek what Zeek would say of it
 */
public record ConnectionRecord(
        int id,
        boolean idIsTcpStream,
        HostPort client,
        HostPort server,
        RoleBasis roleBasis,
        long firstSeenNanos,
        long lastSeenNanos,
        long firstFrame,
        long lastFrame,
        Handshake handshake,
        Close close,
        List<StateInterval> clientStates,
        List<StateInterval> serverStates,
        List<TimeWait> timeWaits,
        Traffic clientTraffic,
        Traffic serverTraffic,
        int exchanges,
        Timers timers,
        Wire clientWire,
        Wire serverWire,
        Zeek zeek,
        Set<Visibility> visibility) {

    /**
     * How it was set up.
     *
     * @param complete SYN, SYN-ACK and its acknowledgement were all seen; in a simultaneous open both SYNs and both SYN-ACKs
     * @param synToSynAckNanos from the SYN that was answered to the SYN-ACK: capture point to server and back
     * @param synAckToAckNanos from the SYN-ACK that was answered to its ACK, in a simultaneous open from the server's SYN to the
     *     client's SYN-ACK: capture point to client and back
     */
    public record Handshake(
            boolean complete,
            long synToSynAckNanos,
            long synAckToAckNanos,
            int synRetransmissions,
            int synAckRetransmissions) {
        /** The whole three-way handshake as seen from the capture point; -1 if either half is unknown. */
        public long totalNanos() {
            return synToSynAckNanos < 0 || synAckToAckNanos < 0 ? -1 : synToSynAckNanos + synAckToAckNanos;
        }
    }

    /**
     * How it ended.
     *
     * @param basis why {@code activeCloser} is unknown or rests on less than the FINs' numbers; null where it is plain
     * @param resetBy the endpoint that the RST names as its sender; null unless a RST ended it
     * @param completed the last ACK was seen, or a RST that the peer accepts
     * @param teardownNanos first FIN or RST to the last packet of the close
     */
    public record Close(
            CloseKind kind,
            ActiveCloser activeCloser,
            @Nullable String basis,
            @Nullable Role resetBy,
            boolean completed,
            long firstFinFrame,
            long teardownNanos) {}

    /** What one side sent. Payload octets count each sequence number once. */
    public record Traffic(long packets, long payloadBytes, long retransmissions, int finRetransmissions) {}

    /**
     * What tells which timers its sockets ran.
     *
     * @param clientOutstanding whether something that the client sent had not been acknowledged; likewise the server
     * @param clientProbing the keep-alives of the client; likewise of the server
     */
    public record Timers(
            boolean clientOutstanding, boolean serverOutstanding, Probing clientProbing, Probing serverProbing) {
        /** Whether something that side had sent was not acknowledged. */
        public boolean outstanding(Role role) {
            return role == Role.CLIENT ? clientOutstanding : serverOutstanding;
        }

        public Probing probing(Role role) {
            return role == Role.CLIENT ? clientProbing : serverProbing;
        }
    }

    /**
     * Keep-alives of one side.
     *
     * @param lastNanos when the last one was sent
     * @param periodNanos from the last but one to that; -1 for both where there were fewer than two
     */
    public record Probing(long lastNanos, long periodNanos) {
        /** Too few to show a period, or none. */
        public static final Probing NONE = new Probing(-1, -1);
    }

    /**
     * What one side's packets were on the wire.
     *
     * @param bytes octets of whole frames, link layer included, whatever was captured of them
     * @param controlBits all control bits that its segments had, as in {@link io.finwait.decode.TcpSegment#flags}: CWR to FIN
     */
    public record Wire(long bytes, int controlBits) {}

    /**
     * Zeek's view of it.
     *
     * @param connState conn_state; empty where this view was not kept
     * @param history history; empty where Zeek would leave it unset
     * @param originator whom Zeek calls the originator: the client, but for some connections whose SYN was not captured
     */
    public record Zeek(String connState, String history, Role originator) {
        /** The view that was not kept. */
        public static final Zeek NONE = new Zeek("", "", Role.CLIENT);
    }

    public long durationNanos() {
        return lastSeenNanos - firstSeenNanos;
    }

    public HostPort end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    public List<StateInterval> states(Role role) {
        return role == Role.CLIENT ? clientStates : serverStates;
    }

    public Traffic traffic(Role role) {
        return role == Role.CLIENT ? clientTraffic : serverTraffic;
    }

    public Wire wire(Role role) {
        return role == Role.CLIENT ? clientWire : serverWire;
    }

    /** How long that side was in {@code state}; -1 if it never was, as far as the capture shows. */
    public long timeInNanos(Role role, TcpState state) {
        for (StateInterval interval : states(role)) {
            if (interval.state() == state) {
                return interval.durationNanos();
            }
        }
        return -1;
    }
}
