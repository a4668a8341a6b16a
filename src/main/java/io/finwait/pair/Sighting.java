package io.finwait.pair;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import org.jspecify.annotations.Nullable;

/** One connection as one capture has it: as little as matching needs, for there may be half a million. */
public final class Sighting {
    private static final HostPort NOWHERE = new HostPort(IpAddress.ofV4(0), 0);

    final int id;

    @Nullable
    Notable syn;

    @Nullable
    Notable synAck;

    /** The server's ISN by the client's first acknowledgement, where no SYN-ACK is there. */
    int ackedIsn;

    boolean acknowledged;

    @Nullable
    Notable finOfA;

    @Nullable
    Notable finOfB;

    /** Its 4-tuple was another connection's, which could still matter, when it began. */
    boolean succeeds;

    boolean clientIsA;
    HostPort client = NOWHERE;
    HostPort server = NOWHERE;
    CloseKind kind = CloseKind.OPEN;
    long firstNanos;
    long firstFrame;
    long synAckToAckNanos = -1;

    /** When the first SYN of the incarnation that took its 4-tuple over was sent. */
    long reusedNanos = Long.MAX_VALUE;

    private int clientFrom;
    private int clientTo;
    private int serverFrom;
    private int serverTo;
    boolean bothSent;

    /** Another sighting in the same capture is the same connection: it was taken at both sides of a device. */
    boolean again;

    Sighting(int id, long firstNanos) {
        this.id = id;
        this.firstNanos = firstNanos;
    }

    /** Takes what is known at the connection's end. */
    void finish(Connection connection, Life life, AddressPool addresses) {
        clientIsA = connection.isAt(Role.CLIENT, connection.endA());
        client = addresses.address(life.address(Role.CLIENT));
        server = addresses.server(life.address(Role.SERVER));
        kind = life.kind();
        firstFrame = connection.firstFrame();
        synAckToAckNanos = life.synAckToAckNanos();
        clientFrom = life.side(Role.CLIENT).isn();
        clientTo = life.side(Role.CLIENT).sndNxt();
        serverFrom = life.side(Role.SERVER).isn();
        serverTo = life.side(Role.SERVER).sndNxt();
        bothSent =
                life.side(Role.CLIENT).packets() > 0 && life.side(Role.SERVER).packets() > 0;
        Notable opening = syn;
        if (opening != null) {
            opening.offer(life.side(Role.CLIENT).synOptions());
        }
        Notable answer = synAck;
        if (answer != null) {
            answer.offer(life.side(Role.SERVER).synOptions());
        }
    }

    /** Its id in that capture. */
    public int id() {
        return id;
    }

    public HostPort client() {
        return client;
    }

    public HostPort server() {
        return server;
    }

    public CloseKind kind() {
        return kind;
    }

    public long firstFrame() {
        return firstFrame;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public @Nullable Notable syn() {
        return syn;
    }

    public @Nullable Notable synAck() {
        return synAck;
    }

    /** From the SYN-ACK to its acknowledgement, nanoseconds; -1 if not seen. */
    public long synAckToAckNanos() {
        return synAckToAckNanos;
    }

    /** First sequence number of that side, where the handshake was not seen; only if {@link #bothSent}. */
    int from(Role role) {
        return role == Role.CLIENT ? clientFrom : serverFrom;
    }

    /** Where its sequence numbers end; likewise. */
    int to(Role role) {
        return role == Role.CLIENT ? clientTo : serverTo;
    }

    boolean knowsClientIsn() {
        return syn != null || synAck != null;
    }

    /** Only if {@link #knowsClientIsn}. */
    int clientIsn() {
        Notable opening = syn;
        Notable answer = synAck;
        return opening != null ? opening.isn : answer != null ? answer.ack - 1 : 0;
    }

    /** The FIN of that side; null if there is none. */
    @Nullable
    Notable fin(Role role) {
        return (role == Role.CLIENT) == clientIsA ? finOfA : finOfB;
    }

    boolean knowsServerIsn() {
        return synAck != null || syn != null && acknowledged;
    }

    /** Only if {@link #knowsServerIsn}. */
    int serverIsn() {
        Notable answer = synAck;
        return answer != null ? answer.isn : ackedIsn;
    }

    /** From the SYN to the SYN-ACK where both were seen and neither was repeated, nanoseconds; -1 otherwise. */
    public long synToSynAckNanos() {
        Notable opening = syn;
        Notable answer = synAck;
        return opening == null || answer == null || opening.copies > 1 || answer.copies > 1
                ? -1
                : answer.nanos() - opening.nanos();
    }

    /** Takes the client for the server: without a handshake who is who was a guess. */
    void turn() {
        HostPort wasClient = client;
        client = server;
        server = wasClient;
        clientIsA = !clientIsA;
        int from = clientFrom;
        int to = clientTo;
        clientFrom = serverFrom;
        clientTo = serverTo;
        serverFrom = from;
        serverTo = to;
    }
}
