package io.finwait.testing;

/** One incarnation of a connection in a {@link PacketScript}. */
public final class ScriptedConnection {
    private static final int CLIENT_ISN = 0xFFFF_FFF0;
    private static final int SERVER_ISN = 0xFFFF_FE00;
    /** So that the ISNs of incarnations differ and grow, as RFC 6528's do. */
    private static final int ISN_STEP = 1_000_003;

    private final ScriptedEnd client;
    private final ScriptedEnd server;

    ScriptedConnection(PacketScript script, String client, String server, int index) {
        this.client = new ScriptedEnd(script, client, CLIENT_ISN + index * ISN_STEP, 1_000_000);
        this.server = new ScriptedEnd(script, server, SERVER_ISN + index * ISN_STEP, 0xFFFF_FF00);
        this.client.connectTo(this.server);
    }

    public ScriptedEnd client() {
        return client;
    }

    public ScriptedEnd server() {
        return server;
    }

    /** Other initial sequence numbers; before anything is sent. */
    public ScriptedConnection isns(int clientIsn, int serverIsn) {
        client.iss(clientIsn);
        server.iss(serverIsn);
        return this;
    }

    /** Neither end uses the timestamps option. */
    public ScriptedConnection withoutTimestamps() {
        client.timestamps(false);
        server.timestamps(false);
        return this;
    }

    /** SYN, SYN-ACK and ACK. */
    public ScriptedConnection established() {
        client.syn();
        server.synAck();
        client.ack();
        return this;
    }

    /** The handshake took place before the capture began. */
    public ScriptedConnection establishedBefore() {
        client.skipHandshake();
        server.skipHandshake();
        return this;
    }

    /** FIN, ACK, FIN, ACK, the client first. */
    public ScriptedConnection closedByClient() {
        return closedBy(client);
    }

    /** FIN, ACK, FIN, ACK, the server first. */
    public ScriptedConnection closedByServer() {
        return closedBy(server);
    }

    private ScriptedConnection closedBy(ScriptedEnd closer) {
        closer.fin();
        closer.peer().ack();
        closer.peer().fin();
        closer.ack();
        return this;
    }
}
