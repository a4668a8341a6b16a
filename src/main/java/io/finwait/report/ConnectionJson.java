package io.finwait.report;

import static io.finwait.report.JsonText.encoded;
import static io.finwait.report.JsonText.encodedWithin;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes connections as JSON objects, field by field as {@code docs/report.schema.json} has them. What is not known is left
 * out. The hottest writer of the program: names are encoded once, values go through one {@link FieldText}. Not thread-safe.
 */
final class ConnectionJson {
    private static final byte[] ID = encoded("id");
    private static final byte[] CLIENT_IP = encodedWithin("client", "ip");
    private static final byte[] SERVER_IP = encodedWithin("server", "ip");
    private static final byte[] PORT = encoded("port");
    private static final byte[] FIRST_SEEN = encoded("first_seen");
    private static final byte[] LAST_SEEN = encoded("last_seen");
    private static final byte[] DURATION_MS = encoded("duration_ms");
    private static final byte[] FIRST_FRAME = encoded("first_frame");
    private static final byte[] LAST_FRAME = encoded("last_frame");
    private static final byte[] HANDSHAKE_COMPLETE = encodedWithin("handshake", "complete");
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
    private static final byte[] TIME_WAIT = encoded("time_wait");
    private static final byte[] LAST_ARMED = encoded("last_armed");
    private static final byte[] REARMED = encoded("rearmed");
    private static final byte[] OBSERVED_MS = encoded("observed_ms");
    private static final byte[] ASSUMED_MS = encoded("assumed_ms");
    private static final byte[] NEXT_ID = encoded("next_id");
    private static final byte[] CLIENT_PACKETS = encodedWithin("packets", "client");
    private static final byte[] CLIENT_PAYLOAD_BYTES = encodedWithin("payload_bytes", "client");
    private static final byte[] CLIENT_RETRANSMISSIONS = encodedWithin("retransmissions", "client");
    private static final byte[] FIN_CLIENT = encoded("fin_client");
    private static final byte[] FIN_SERVER = encoded("fin_server");
    private static final byte[] EXCHANGES = encoded("exchanges");
    private static final byte[] ZEEK_CONN_STATE = encodedWithin("zeek", "conn_state");
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
    private static final byte[][] STATE_BEGINS =
            pieces("{\"state\":\"", TcpState.values(), TcpState::name, "\",\"enter\":\"");
    private static final byte[][] STATE_ENDS = pieces(",\"end\":\"", StateEnd.values(), Lowercase::of, "\"}");
    private static final byte[][] STATE_ENDS_OF_INFERRED =
            pieces(",\"end\":\"", StateEnd.values(), Lowercase::of, "\",\"inferred_entry\":true}");
    private static final byte[][] TIME_WAIT_BEGINS =
            pieces("{\"holder\":\"", Role.values(), Lowercase::of, "\",\"enter\":\"");
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
        writeEnd(CLIENT_IP, connection.client());
        writeEnd(SERVER_IP, connection.server());
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

    private void writeEnd(byte[] ip, HostPort end) {
        json.name(ip);
        json.text().append('"').append(end.ip()).append('"');
        json.number(PORT, end.port());
        json.endObject();
    }

    private void writeHandshake(ConnectionRecord connection) {
        Handshake handshake = connection.handshake();
        json.bool(HANDSHAKE_COMPLETE, handshake.complete());
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

    /** In as few pieces as can be: a connection has ten of them. */
    private void writeState(StateInterval interval) {
        json.element(STATE_BEGINS[interval.state().ordinal()]);
        json.text().appendInstant(interval.enterNanos()).append('"');
        json.optionalMillis(DURATION_MS, interval.durationNanos());
        byte[][] ends = interval.inferred() ? STATE_ENDS_OF_INFERRED : STATE_ENDS;
        json.text().append(ends[interval.end().ordinal()], 0);
    }

    private void writeTimeWaits(List<TimeWait> timeWaits) {
        json.beginArray(TIME_WAIT);
        for (int i = 0; i < timeWaits.size(); i++) {
            TimeWait wait = timeWaits.get(i);
            json.element(TIME_WAIT_BEGINS[wait.holder().ordinal()]);
            json.text().appendInstant(wait.enterNanos()).append('"');
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
        json.number(CLIENT_PACKETS, client.packets());
        json.number(SERVER, server.packets());
        json.endObject();
        json.number(CLIENT_PAYLOAD_BYTES, client.payloadBytes());
        json.number(SERVER, server.payloadBytes());
        json.endObject();
        json.number(CLIENT_RETRANSMISSIONS, client.retransmissions());
        json.number(SERVER, server.retransmissions());
        json.number(FIN_CLIENT, client.finRetransmissions());
        json.number(FIN_SERVER, server.finRetransmissions());
        json.endObject();
    }

    private void writeZeek(ConnectionRecord connection) {
        json.plainString(ZEEK_CONN_STATE, connection.zeek().connState());
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

    /** For each of {@code constants}, by ordinal, its text between two others. */
    private static <E extends Enum<E>> byte[][] pieces(
            String before, E[] constants, Function<E, String> text, String behind) {
        var pieces = new byte[constants.length][];
        for (E constant : constants) {
            pieces[constant.ordinal()] = (before + text.apply(constant) + behind).getBytes(StandardCharsets.US_ASCII);
        }
        return pieces;
    }
}
