package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.finwait.finding.Finding;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.ConnectionRecord.Close;
import io.finwait.lifecycle.ConnectionRecord.Handshake;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.RoleBasis;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.TimeWait;
import io.finwait.lifecycle.Visibility;
import java.io.IOException;
import java.util.List;

/**
 * Writes connections as JSON objects, field by field as {@code docs/report.schema.json} has them. What is not known is left
 * out. The hottest writer of the program: names are encoded once, values go through one {@link FieldText}. Not thread-safe.
 */
final class ConnectionJson {
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString CONNECTION = new SerializedString("connection");
    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString IP = new SerializedString("ip");
    private static final SerializedString PORT = new SerializedString("port");
    private static final SerializedString ROLE_BASIS = new SerializedString("role_basis");
    private static final SerializedString FIRST_SEEN = new SerializedString("first_seen");
    private static final SerializedString LAST_SEEN = new SerializedString("last_seen");
    private static final SerializedString DURATION_MS = new SerializedString("duration_ms");
    private static final SerializedString FIRST_FRAME = new SerializedString("first_frame");
    private static final SerializedString LAST_FRAME = new SerializedString("last_frame");
    private static final SerializedString HANDSHAKE = new SerializedString("handshake");
    private static final SerializedString COMPLETE = new SerializedString("complete");
    private static final SerializedString SYN_TO_SYN_ACK_MS = new SerializedString("syn_to_syn_ack_ms");
    private static final SerializedString SYN_ACK_TO_ACK_MS = new SerializedString("syn_ack_to_ack_ms");
    private static final SerializedString SYN_RETRANSMISSIONS = new SerializedString("syn_retransmissions");
    private static final SerializedString SYN_ACK_RETRANSMISSIONS = new SerializedString("syn_ack_retransmissions");
    private static final SerializedString CLOSE = new SerializedString("close");
    private static final SerializedString KIND = new SerializedString("kind");
    private static final SerializedString ACTIVE_CLOSER = new SerializedString("active_closer");
    private static final SerializedString BASIS = new SerializedString("basis");
    private static final SerializedString RESET_BY = new SerializedString("reset_by");
    private static final SerializedString COMPLETED = new SerializedString("completed");
    private static final SerializedString FIRST_FIN_FRAME = new SerializedString("first_fin_frame");
    private static final SerializedString TEARDOWN_MS = new SerializedString("teardown_ms");
    private static final SerializedString STATES = new SerializedString("states");
    private static final SerializedString STATE = new SerializedString("state");
    private static final SerializedString ENTER = new SerializedString("enter");
    private static final SerializedString END = new SerializedString("end");
    private static final SerializedString INFERRED_ENTRY = new SerializedString("inferred_entry");
    private static final SerializedString TIME_WAIT = new SerializedString("time_wait");
    private static final SerializedString HOLDER = new SerializedString("holder");
    private static final SerializedString LAST_ARMED = new SerializedString("last_armed");
    private static final SerializedString REARMED = new SerializedString("rearmed");
    private static final SerializedString OBSERVED_MS = new SerializedString("observed_ms");
    private static final SerializedString ASSUMED_MS = new SerializedString("assumed_ms");
    private static final SerializedString NEXT_ID = new SerializedString("next_id");
    private static final SerializedString PACKETS = new SerializedString("packets");
    private static final SerializedString PAYLOAD_BYTES = new SerializedString("payload_bytes");
    private static final SerializedString RETRANSMISSIONS = new SerializedString("retransmissions");
    private static final SerializedString FIN_CLIENT = new SerializedString("fin_client");
    private static final SerializedString FIN_SERVER = new SerializedString("fin_server");
    private static final SerializedString ZEEK = new SerializedString("zeek");
    private static final SerializedString CONN_STATE = new SerializedString("conn_state");
    private static final SerializedString HISTORY = new SerializedString("history");
    private static final SerializedString VISIBILITY = new SerializedString("visibility");
    private static final SerializedString WIRESHARK_FILTER = new SerializedString("wireshark_filter");
    private static final SerializedString FINDINGS = new SerializedString("findings");

    private static final SerializedString[] ROLES = Lowercase.all(Role.values());
    private static final SerializedString[] BASES = Lowercase.all(RoleBasis.values());
    private static final SerializedString[] KINDS = Lowercase.all(CloseKind.values());
    private static final SerializedString[] CLOSERS = Lowercase.all(ActiveCloser.values());
    private static final SerializedString[] STATE_ENDS = Lowercase.all(StateEnd.values());
    private static final SerializedString[] TIME_WAIT_ENDS = Lowercase.all(TimeWait.End.values());
    private static final SerializedString[] VISIBILITIES = Lowercase.all(Visibility.values());
    private static final SerializedString[] STATE_NAMES = stateNames();
    private static final Role[] BOTH = Role.values();

    private final FieldText text = new FieldText();
    private final FindingJson findings = new FindingJson();

    void nanosecondInstants() {
        text.nanosecondInstants();
    }

    void write(JsonGenerator json, ConnectionRecord connection, List<Finding> found) throws IOException {
        json.writeStartObject();
        json.writeFieldName(TYPE);
        json.writeString(CONNECTION);
        number(json, ID, connection.id());
        for (Role role : BOTH) {
            json.writeFieldName(ROLES[role.ordinal()]);
            writeEnd(json, connection.end(role));
        }
        json.writeFieldName(ROLE_BASIS);
        json.writeString(BASES[connection.roleBasis().ordinal()]);
        instant(json, FIRST_SEEN, connection.firstSeenNanos());
        instant(json, LAST_SEEN, connection.lastSeenNanos());
        millis(json, DURATION_MS, connection.durationNanos());
        number(json, FIRST_FRAME, connection.firstFrame());
        number(json, LAST_FRAME, connection.lastFrame());
        writeHandshake(json, connection);
        writeClose(json, connection.close());
        writeStates(json, connection);
        writeTimeWaits(json, connection.timeWaits());
        writeTraffic(json, connection);
        writeZeek(json, connection);
        if (!connection.visibility().isEmpty()) {
            writeVisibility(json, connection);
        }
        json.writeFieldName(WIRESHARK_FILTER);
        WiresharkFilter.append(connection, text.clear());
        json.writeString(text);
        json.writeFieldName(FINDINGS);
        findings.writeAll(json, found);
        json.writeEndObject();
    }

    private void writeEnd(JsonGenerator json, HostPort end) throws IOException {
        json.writeStartObject();
        json.writeFieldName(IP);
        json.writeString(text.clear().append(end.ip()));
        number(json, PORT, end.port());
        json.writeEndObject();
    }

    private void writeHandshake(JsonGenerator json, ConnectionRecord connection) throws IOException {
        Handshake handshake = connection.handshake();
        json.writeFieldName(HANDSHAKE);
        json.writeStartObject();
        bool(json, COMPLETE, handshake.complete());
        optionalMillis(json, SYN_TO_SYN_ACK_MS, handshake.synToSynAckNanos());
        optionalMillis(json, SYN_ACK_TO_ACK_MS, handshake.synAckToAckNanos());
        // A handshake before the capture may have had any number of repetitions.
        if (!connection.visibility().contains(Visibility.NO_HANDSHAKE)) {
            number(json, SYN_RETRANSMISSIONS, handshake.synRetransmissions());
            number(json, SYN_ACK_RETRANSMISSIONS, handshake.synAckRetransmissions());
        }
        json.writeEndObject();
    }

    private void writeClose(JsonGenerator json, Close close) throws IOException {
        json.writeFieldName(CLOSE);
        json.writeStartObject();
        json.writeFieldName(KIND);
        json.writeString(KINDS[close.kind().ordinal()]);
        json.writeFieldName(ACTIVE_CLOSER);
        json.writeString(CLOSERS[close.activeCloser().ordinal()]);
        String basis = close.basis();
        if (basis != null) {
            json.writeFieldName(BASIS);
            json.writeString(basis);
        }
        Role resetBy = close.resetBy();
        if (resetBy != null) {
            json.writeFieldName(RESET_BY);
            json.writeString(ROLES[resetBy.ordinal()]);
        }
        bool(json, COMPLETED, close.completed());
        if (close.firstFinFrame() >= 0) {
            number(json, FIRST_FIN_FRAME, close.firstFinFrame());
        }
        optionalMillis(json, TEARDOWN_MS, close.teardownNanos());
        json.writeEndObject();
    }

    private void writeStates(JsonGenerator json, ConnectionRecord connection) throws IOException {
        json.writeFieldName(STATES);
        json.writeStartObject();
        for (Role role : BOTH) {
            List<StateInterval> states = connection.states(role);
            if (!states.isEmpty()) {
                json.writeFieldName(ROLES[role.ordinal()]);
                json.writeStartArray();
                for (int i = 0; i < states.size(); i++) {
                    writeState(json, states.get(i));
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private void writeState(JsonGenerator json, StateInterval interval) throws IOException {
        json.writeStartObject();
        json.writeFieldName(STATE);
        json.writeString(STATE_NAMES[interval.state().ordinal()]);
        instant(json, ENTER, interval.enterNanos());
        optionalMillis(json, DURATION_MS, interval.durationNanos());
        json.writeFieldName(END);
        json.writeString(STATE_ENDS[interval.end().ordinal()]);
        if (interval.inferred()) {
            bool(json, INFERRED_ENTRY, true);
        }
        json.writeEndObject();
    }

    private void writeTimeWaits(JsonGenerator json, List<TimeWait> timeWaits) throws IOException {
        json.writeFieldName(TIME_WAIT);
        json.writeStartArray();
        for (int i = 0; i < timeWaits.size(); i++) {
            TimeWait wait = timeWaits.get(i);
            json.writeStartObject();
            json.writeFieldName(HOLDER);
            json.writeString(ROLES[wait.holder().ordinal()]);
            instant(json, ENTER, wait.enterNanos());
            instant(json, LAST_ARMED, wait.lastArmedNanos());
            number(json, REARMED, wait.rearmed());
            optionalMillis(json, OBSERVED_MS, wait.observedNanos());
            optionalMillis(json, ASSUMED_MS, wait.assumedNanos());
            json.writeFieldName(END);
            json.writeString(TIME_WAIT_ENDS[wait.end().ordinal()]);
            if (wait.nextId() >= 0) {
                number(json, NEXT_ID, wait.nextId());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeTraffic(JsonGenerator json, ConnectionRecord connection) throws IOException {
        var client = connection.clientTraffic();
        var server = connection.serverTraffic();
        pair(json, PACKETS, client.packets(), server.packets());
        json.writeEndObject();
        pair(json, PAYLOAD_BYTES, client.payloadBytes(), server.payloadBytes());
        json.writeEndObject();
        pair(json, RETRANSMISSIONS, client.retransmissions(), server.retransmissions());
        number(json, FIN_CLIENT, client.finRetransmissions());
        number(json, FIN_SERVER, server.finRetransmissions());
        json.writeEndObject();
    }

    /** Begins an object with a number for each side. */
    private void pair(JsonGenerator json, SerializedString name, long client, long server) throws IOException {
        json.writeFieldName(name);
        json.writeStartObject();
        number(json, ROLES[Role.CLIENT.ordinal()], client);
        number(json, ROLES[Role.SERVER.ordinal()], server);
    }

    private static void writeZeek(JsonGenerator json, ConnectionRecord connection) throws IOException {
        json.writeFieldName(ZEEK);
        json.writeStartObject();
        json.writeFieldName(CONN_STATE);
        json.writeString(connection.zeekConnState());
        if (!connection.zeekHistory().isEmpty()) {
            json.writeFieldName(HISTORY);
            json.writeString(connection.zeekHistory());
        }
        json.writeEndObject();
    }

    private static void writeVisibility(JsonGenerator json, ConnectionRecord connection) throws IOException {
        json.writeFieldName(VISIBILITY);
        json.writeStartArray();
        for (Visibility flaw : connection.visibility()) {
            json.writeString(VISIBILITIES[flaw.ordinal()]);
        }
        json.writeEndArray();
    }

    private void instant(JsonGenerator json, SerializedString name, long epochNanos) throws IOException {
        json.writeFieldName(name);
        json.writeString(text.clear().appendInstant(epochNanos));
    }

    private void millis(JsonGenerator json, SerializedString name, long nanos) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(text.clear().appendMillis(nanos));
    }

    private void optionalMillis(JsonGenerator json, SerializedString name, long nanos) throws IOException {
        if (nanos >= 0) {
            millis(json, name, nanos);
        }
    }

    private static void number(JsonGenerator json, SerializedString name, long value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(value);
    }

    private static void bool(JsonGenerator json, SerializedString name, boolean value) throws IOException {
        json.writeFieldName(name);
        json.writeBoolean(value);
    }

    private static SerializedString[] stateNames() {
        var names = new SerializedString[TcpState.values().length];
        for (TcpState state : TcpState.values()) {
            names[state.ordinal()] = new SerializedString(state.name());
        }
        return names;
    }
}
