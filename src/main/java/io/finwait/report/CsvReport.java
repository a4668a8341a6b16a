package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Names;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.TimeWait;
import io.finwait.lifecycle.Visibility;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * One row per connection in order of id, as RFC 4180 has it but with LF; columns as {@code docs/csv.md} documents them. A
 * value that is not known is empty. No column holds text from packets or file names, so none needs quoting, except the one
 * sentence of {@code close_basis}. Not thread-safe; does not close its stream.
 */
public final class CsvReport implements AnalysisListener, Closeable {
    private static final byte[] NO_SEPARATOR = {};
    private static final TcpState[] CLOSING_STATES = {
        TcpState.FIN_WAIT_1, TcpState.FIN_WAIT_2, TcpState.CLOSING, TcpState.CLOSE_WAIT, TcpState.LAST_ACK
    };
    static final String HEADER =
            "id,client_ip,client_port,server_ip,server_port,role_basis,first_seen,last_seen,duration_ms,"
                    + "first_frame,last_frame,handshake_complete,syn_to_syn_ack_ms,syn_ack_to_ack_ms,syn_retransmissions,"
                    + "syn_ack_retransmissions,close_kind,active_closer,close_basis,reset_by,close_completed,first_fin_frame,teardown_ms,"
                    + "client_fin_wait_1_ms,client_fin_wait_2_ms,client_closing_ms,client_close_wait_ms,client_last_ack_ms,"
                    + "server_fin_wait_1_ms,server_fin_wait_2_ms,server_closing_ms,server_close_wait_ms,server_last_ack_ms,"
                    + "client_time_wait_ms,client_time_wait_end,server_time_wait_ms,server_time_wait_end,"
                    + "client_packets,server_packets,client_payload_bytes,server_payload_bytes,client_retransmissions,"
                    + "server_retransmissions,client_fin_retransmissions,server_fin_retransmissions,zeek_conn_state,zeek_history,"
                    + "wireshark_filter,findings\n";

    private final OutputStream out;
    private final Predicate<ConnectionRecord> chosen;
    private final IdOrderedSpill spill = new IdOrderedSpill();
    private final FieldText row = new FieldText();
    private Names names = Names.NONE;

    /**
     * @param out best buffered
     * @param chosen which connections are written
     */
    public CsvReport(OutputStream out, Predicate<ConnectionRecord> chosen) {
        this.out = out;
        this.chosen = chosen;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        names = context.names();
        if (CaptureJson.hasNanoseconds(files)) {
            row.nanosecondInstants();
        }
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (chosen.test(connection)) {
            row.clear();
            appendRow(connection);
            appendFindings(findings);
            appendNames(connection);
            row.append('\n');
            spill.add(connection.id(), row.octets(), row.length());
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        String header = names.isEmpty() ? HEADER : HEADER.stripTrailing() + ",client_name,server_name\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        spill.writeTo(out, NO_SEPARATOR);
        out.flush();
    }

    /** Gives up the temporary file, if there is one. */
    @Override
    public void close() throws IOException {
        spill.close();
    }

    private void appendRow(ConnectionRecord connection) {
        row.append(connection.id());
        for (Role role : Role.values()) {
            HostPort end = connection.end(role);
            row.append(',').append(end.ip()).append(',').append(end.port());
        }
        row.append(',').append(Lowercase.of(connection.roleBasis()));
        row.append(',').appendInstant(connection.firstSeenNanos());
        row.append(',').appendInstant(connection.lastSeenNanos());
        row.append(',').appendMillis(connection.durationNanos());
        row.append(',').append(connection.firstFrame());
        row.append(',').append(connection.lastFrame());
        appendHandshake(connection);
        appendClose(connection.close());
        for (Role role : Role.values()) {
            for (TcpState state : CLOSING_STATES) {
                optionalMillis(connection.timeInNanos(role, state));
            }
        }
        for (Role role : Role.values()) {
            appendTimeWait(connection, role);
        }
        appendTraffic(connection);
        row.append(',').append(connection.zeek().connState());
        row.append(',').append(CsvText.escape(connection.zeek().history()));
        row.append(',');
        WiresharkFilter.append(connection, row);
    }

    /** Each id once, as an id has no blank. */
    private void appendFindings(List<Finding> findings) {
        row.append(',');
        for (int i = 0; i < findings.size(); i++) {
            FindingKind kind = findings.get(i).kind();
            boolean named = findings.subList(0, i).stream()
                    .anyMatch(earlier -> earlier.kind().equals(kind));
            if (!named) {
                row.append(i == 0 ? "" : " ").append(kind.id());
            }
        }
    }

    private void appendNames(ConnectionRecord connection) {
        if (!names.isEmpty()) {
            for (Role role : Role.values()) {
                String name = names.of(connection.end(role));
                row.append(',').appendUtf8(name == null ? "" : CsvText.escape(name));
            }
        }
    }

    private void appendHandshake(ConnectionRecord connection) {
        var handshake = connection.handshake();
        row.append(',').append(Boolean.toString(handshake.complete()));
        optionalMillis(handshake.synToSynAckNanos());
        optionalMillis(handshake.synAckToAckNanos());
        if (connection.visibility().contains(Visibility.NO_HANDSHAKE)) {
            row.append(",,");
        } else {
            row.append(',').append(handshake.synRetransmissions());
            row.append(',').append(handshake.synAckRetransmissions());
        }
    }

    private void appendClose(ConnectionRecord.Close close) {
        row.append(',').append(Lowercase.of(close.kind()));
        row.append(',').append(Lowercase.of(close.activeCloser()));
        String basis = close.basis();
        row.append(',').appendUtf8(basis == null ? "" : CsvText.escape(basis));
        Role resetBy = close.resetBy();
        row.append(',').append(resetBy == null ? "" : Lowercase.of(resetBy));
        row.append(',').append(Boolean.toString(close.completed()));
        row.append(',');
        if (close.firstFinFrame() >= 0) {
            row.append(close.firstFinFrame());
        }
        optionalMillis(close.teardownNanos());
    }

    private void appendTimeWait(ConnectionRecord connection, Role holder) {
        for (TimeWait wait : connection.timeWaits()) {
            if (wait.holder() == holder) {
                row.append(',').appendMillis(wait.observedNanos());
                row.append(',').append(Lowercase.of(wait.end()));
                return;
            }
        }
        row.append(",,");
    }

    private void appendTraffic(ConnectionRecord connection) {
        var client = connection.clientTraffic();
        var server = connection.serverTraffic();
        row.append(',').append(client.packets()).append(',').append(server.packets());
        row.append(',').append(client.payloadBytes()).append(',').append(server.payloadBytes());
        row.append(',').append(client.retransmissions()).append(',').append(server.retransmissions());
        row.append(',').append(client.finRetransmissions()).append(',').append(server.finRetransmissions());
    }

    private void optionalMillis(long nanos) {
        row.append(',');
        if (nanos >= 0) {
            row.appendMillis(nanos);
        }
    }
}
