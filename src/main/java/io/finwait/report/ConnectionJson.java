package io.finwait.report;

import static io.finwait.report.JsonText.encoded;

import io.finwait.analysis.Names;
import io.finwait.finding.Finding;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.ConnectionRecord.Close;
import io.finwait.lifecycle.ConnectionRecord.Handshake;
import io.finwait.lifecycle.ConnectionRecord.Traffic;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.RoleBasis;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.TimeWait;
import io.finwait.lifecycle.Visibility;
import java.util.List;
import java.util.Set;

/**
 * Writes connections as JSON objects, field by field as {@code docs/report.schema.json} has them. What is not known is left
 * out. The hottest writer of the program: names are encoded once, values go through one {@link FieldText}. Not thread-safe.
 */
final class ConnectionJson {
    private static final byte[] ID = encoded("id");
    private static final byte[] IP = encoded("ip");
    private static final byte[] PORT = encoded("port");
    private static final byte[] FIRST_SEEN = encoded("first_seen");
    private static final byte[] LAST_SEEN = encoded("last_seen");
    private static final byte[] DURATION_MS = encoded("duration_ms");
    private static final byte[] FIRST_FRAME = encoded("first_frame");
    private static final byte[] LAST_FRAME = encoded("last_frame");
    private static final byte[] HANDSHAKE = encoded("handshake");
    private static final byte[] COMPLETE = encoded("complete");
    private static final byte[] SYN_TO_SYN_ACK_MS = encoded("syn_to_syn_ack_ms");
    private static final byte[] SYN_ACK_TO_ACK_MS = encoded("syn_ack_to_ack_ms");
    private static final byte[] SYN_RETRANSMISSIONS = encoded("syn_retransmissions");
    private static final byte[] SYN_ACK_RETRANSMISSIONS = encoded("syn_ack_retransmissions");
    private static final byte[] CLOSE = encoded("close");
    private static final byte[] BASIS = encoded("basis");
    private static final byte[] COMPLETED = encoded("completed");
    private static final byte[] FIRST_FIN_FRAME = encoded("first_fin_frame");
    private static final byte[] TEARDOWN_MS = encoded("teardown_ms");
    private static final byte[] STATES = encoded("states");
    private static final byte[] ENTER = encoded("enter");
    private static final byte[] INFERRED_ENTRY = encoded("inferred_entry");
    private static final byte[] TIME_WAIT = encoded("time_wait");
    private static final byte[] LAST_ARMED = encoded("last_armed");
    private static final byte[] REARMED = encoded("rearmed");
    private static final byte[] OBSERVED_MS = encoded("observed_ms");
    private static final byte[] ASSUMED_MS = encoded("assumed_ms");
    private static final byte[] NEXT_ID = encoded("next_id");
    private static final byte[] PACKETS = encoded("packets");
    private static final byte[] PAYLOAD_BYTES = encoded("payload_bytes");
    private static final byte[] RETRANSMISSIONS = encoded("retransmissions");
    private static final byte[] FIN_CLIENT = encoded("fin_client");
    private static final byte[] FIN_SERVER = encoded("fin_server");
    private static final byte[] EXCHANGES = encoded("exchanges");
    private static final byte[] ZEEK = encoded("zeek");
    private static final byte[] CONN_STATE = encoded("conn_state");
    private static final byte[] HISTORY = encoded("history");
    private static final byte[] VISIBILITY = encoded("visibility");
    private static final byte[] WIRESHARK_FILTER = encoded("wireshark_filter");
    private static final byte[] FINDINGS = encoded("findings");

    private static final byte[] CLIENT_NAME = encoded("client_name");
    private static final byte[] SERVER_NAME = encoded("server_name");

    private static final byte[] TYPE = encoded("type", "connection");
    private static final byte[] TYPE_CLOSED = encoded("type", "closed");
    private static final byte[] CLIENT = encoded("client");
    private static final byte[] SERVER = encoded("server");
    private static final byte[][] ROLE_BASES = encoded("role_basis", RoleBasis.values());
    private static final byte[][] KINDS = encoded("kind", CloseKind.values());
    private static final byte[][] ACTIVE_CLOSERS = encoded("active_closer", ActiveCloser.values());
    private static final byte[][] RESET_BY = encoded("reset_by", Role.values());
    private static final byte[][] STATE_NAMES = stateNames();
    private static final byte[][] STATE_ENDS = encoded("end", StateEnd.values());
    private static final byte[][] HOLDERS = encoded("holder", Role.values());
    private static final byte[][] TIME_WAIT_ENDS = encoded("end", TimeWait.End.values());

    private final JsonText json = new JsonText();
    private EvidenceJson evidence = new EvidenceJson();
    private final FindingJson findings = new FindingJson();
    private Names names = Names.NONE;

    void nanosecondInstants() {
        json.nanosecondInstants();
    }

    /** Writes names of ends from now on. */
    void names(Names given) {
        names = given;
    }

    void evidence(EvidenceJson evidence) {
        this.evidence = evidence;
        findings.evidence(evidence);
    }

    /** The object of {@code connection}; valid until the next call. */
    FieldText write(ConnectionRecord connection, List<Finding> found) {
        return write(TYPE, connection, found);
    }

    /** The object of {@code connection} as it is closed and may yet change; valid until the next call. */
    FieldText writeClosed(ConnectionRecord connection, List<Finding> found) {
        return write(TYPE_CLOSED, connection, found);
    }

    private FieldText write(byte[] type, ConnectionRecord connection, List<Finding> found) {
        json.clear();
        json.beginObject();
        json.field(type);
        json.number(ID, connection.id());
        writeEnd(CLIENT, connection.client());
        writeEnd(SERVER, connection.server());
        if (!names.isEmpty()) {
            json.optionalString(CLIENT_NAME, names.of(connection.client()));
            json.optionalString(SERVER_NAME, names.of(connection.server()));
        }
        json.field(ROLE_BASES[connection.roleBasis().ordinal()]);
        json.instant(FIRST_SEEN, connection.firstSeenNanos());
        json.instant(LAST_SEEN, connection.lastSeenNanos());
        json.millis(DURATION_MS, connection.durationNanos());
        json.number(FIRST_FRAME, connection.firstFrame());
        json.number(LAST_FRAME, connection.lastFrame());
        evidence.write(json, connection);
        writeHandshake(connection);
        writeClose(connection.close());
        json.beginObject(STATES);
        writeStates(CLIENT, connection.clientStates());
        writeStates(SERVER, connection.serverStates());
        json.endObject();
        writeTimeWaits(connection.timeWaits());
        writeTraffic(connection.clientTraffic(), connection.serverTraffic());
        json.number(EXCHANGES, connection.exchanges());
        writeZeek(connection);
        writeVisibility(connection.visibility());
        json.name(WIRESHARK_FILTER);
        json.text().append('"');
        WiresharkFilter.append(connection, json.text());
        json.text().append('"');
        json.beginArray(FINDINGS);
        findings.writeAll(json, found);
        json.endArray();
        json.endObject();
        return json.text();
    }

    private void writeEnd(byte[] role, HostPort end) {
        json.beginObject(role);
        json.name(IP);
        json.text().append('"').append(end.ip()).append('"');
        json.number(PORT, end.port());
        json.endObject();
    }

    private void writeHandshake(ConnectionRecord connection) {
        Handshake handshake = connection.handshake();
        json.beginObject(HANDSHAKE);
        json.bool(COMPLETE, handshake.complete());
        json.optionalMillis(SYN_TO_SYN_ACK_MS, handshake.synToSynAckNanos());
        json.optionalMillis(SYN_ACK_TO_ACK_MS, handshake.synAckToAckNanos());
        // A handshake before the capture may have had any number of repetitions.
        if (!connection.visibility().contains(Visibility.NO_HANDSHAKE)) {
            json.number(SYN_RETRANSMISSIONS, handshake.synRetransmissions());
            json.number(SYN_ACK_RETRANSMISSIONS, handshake.synAckRetransmissions());
        }
        json.endObject();
    }

    private void writeClose(Close close) {
        json.beginObject(CLOSE);
        json.field(KINDS[close.kind().ordinal()]);
        json.field(ACTIVE_CLOSERS[close.activeCloser().ordinal()]);
        String basis = close.basis();
        if (basis != null) {
            json.string(BASIS, basis);
        }
        Role resetBy = close.resetBy();
        if (resetBy != null) {
            json.field(RESET_BY[resetBy.ordinal()]);
        }
        json.bool(COMPLETED, close.completed());
        if (close.firstFinFrame() >= 0) {
            json.number(FIRST_FIN_FRAME, close.firstFinFrame());
        }
        json.optionalMillis(TEARDOWN_MS, close.teardownNanos());
        json.endObject();
    }

    private void writeStates(byte[] role, List<StateInterval> states) {
        if (states.isEmpty()) {
            return;
        }
        json.beginArray(role);
        for (int i = 0; i < states.size(); i++) {
            writeState(states.get(i));
        }
        json.endArray();
    }

    private void writeState(StateInterval interval) {
        json.beginElement();
        json.field(STATE_NAMES[interval.state().ordinal()]);
        json.instant(ENTER, interval.enterNanos());
        json.optionalMillis(DURATION_MS, interval.durationNanos());
        json.field(STATE_ENDS[interval.end().ordinal()]);
        if (interval.inferred()) {
            json.bool(INFERRED_ENTRY, true);
        }
        json.endObject();
    }

    private void writeTimeWaits(List<TimeWait> timeWaits) {
        json.beginArray(TIME_WAIT);
        for (int i = 0; i < timeWaits.size(); i++) {
            TimeWait wait = timeWaits.get(i);
            json.beginElement();
            json.field(HOLDERS[wait.holder().ordinal()]);
            json.instant(ENTER, wait.enterNanos());
            json.instant(LAST_ARMED, wait.lastArmedNanos());
            json.number(REARMED, wait.rearmed());
            json.optionalMillis(OBSERVED_MS, wait.observedNanos());
            json.optionalMillis(ASSUMED_MS, wait.assumedNanos());
            json.field(TIME_WAIT_ENDS[wait.end().ordinal()]);
            if (wait.nextId() >= 0) {
                json.number(NEXT_ID, wait.nextId());
            }
            json.endObject();
        }
        json.endArray();
    }

    private void writeTraffic(Traffic client, Traffic server) {
        beginPair(PACKETS, client.packets(), server.packets());
        json.endObject();
        beginPair(PAYLOAD_BYTES, client.payloadBytes(), server.payloadBytes());
        json.endObject();
        beginPair(RETRANSMISSIONS, client.retransmissions(), server.retransmissions());
        json.number(FIN_CLIENT, client.finRetransmissions());
        json.number(FIN_SERVER, server.finRetransmissions());
        json.endObject();
    }

    /** Begins an object with a number for each side. */
    private void beginPair(byte[] name, long client, long server) {
        json.beginObject(name);
        json.number(CLIENT, client);
        json.number(SERVER, server);
    }

    private void writeZeek(ConnectionRecord connection) {
        json.beginObject(ZEEK);
        json.plainString(CONN_STATE, connection.zeek().connState());
        if (!connection.zeek().history().isEmpty()) {
            json.plainString(HISTORY, connection.zeek().history());
        }
        json.endObject();
    }

    private void writeVisibility(Set<Visibility> flaws) {
        if (flaws.isEmpty()) {
            return;
        }
        json.beginArray(VISIBILITY);
        for (Visibility flaw : flaws) {
            json.element(Lowercase.of(flaw));
        }
        json.endArray();
    }

    private static byte[][] stateNames() {
        var names = new byte[TcpState.values().length][];
        for (TcpState state : TcpState.values()) {
            names[state.ordinal()] = encoded("state", state.name());
        }
        return names;
    }
}
