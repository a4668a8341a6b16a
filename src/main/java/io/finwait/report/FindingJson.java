package io.finwait.report;

import static io.finwait.report.JsonText.encoded;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.Names;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;
import java.util.Map;

/** Writes findings: those of a connection as an array, those across connections as {@code host_finding} objects. Not thread-safe. */
final class FindingJson {
    /** The largest whole number that a double holds with all those below it. */
    private static final double MOST_EXACT = 1L << 53;

    private static final byte[] ID = encoded("id");
    private static final byte[][] SEVERITIES = encoded("severity", Severity.values());
    private static final byte[][] CONFIDENCES = encoded("confidence", Confidence.values());
    private static final byte[] MODELLED = encoded("basis", "modelled");
    private static final byte[] MESSAGE = encoded("message");
    private static final byte[] FRAMES = encoded("frames");

    private static final byte[] TYPE = encoded("type", "host_finding");
    private static final byte[] TYPE_SO_FAR = encoded("type", "host_finding_so_far");
    private static final byte[] TYPE_FINDING = encoded("type", "finding");
    private static final byte[] SUBJECT = encoded("subject");
    private static final byte[] CAPTURE = encoded("capture");
    private static final byte[] CLIENT = encoded("client");
    private static final byte[] SERVER = encoded("server");
    private static final byte[] IP = encoded("ip");
    private static final byte[] NAME = encoded("name");
    private static final byte[] CLIENT_NAME = encoded("client_name");
    private static final byte[] SERVER_NAME = encoded("server_name");
    private static final byte[] PORT = encoded("port");
    private static final byte[] CONNECTION = encoded("connection");
    private static final byte[] CONNECTIONS = encoded("connections");
    private static final byte[] CONNECTION_COUNT = encoded("connection_count");
    private static final byte[] FIRST_SEEN = encoded("first_seen");
    private static final byte[] LAST_SEEN = encoded("last_seen");
    private static final byte[] MEASUREMENTS = encoded("measurements");

    private final JsonText hostFinding = new JsonText();
    private EvidenceJson evidence = new EvidenceJson();
    private Names names = Names.NONE;

    /** Writes of what is analysed from now on. */
    void begin(AnalysisContext context, List<CaptureFile> files) {
        if (CaptureJson.hasNanoseconds(files)) {
            hostFinding.nanosecondInstants();
        }
        names = context.names();
        evidence(new EvidenceJson(context, files));
    }

    void evidence(EvidenceJson evidence) {
        this.evidence = evidence;
    }

    /** Writes what was found in one connection, as the elements of an array. */
    void writeAll(JsonText json, List<Finding> findings) {
        for (int i = 0; i < findings.size(); i++) {
            json.beginElement();
            write(json, findings.get(i));
            json.endObject();
        }
    }

    private void write(JsonText json, Finding finding) {
        writeHead(json, finding.kind(), finding.severity(), finding.confidence(), finding.modelled());
        json.string(MESSAGE, finding.message());
        writeFrames(json, finding.frames());
    }

    /** What was found in one connection, as objects that name the connection; valid until the next call. */
    FieldText write(ConnectionRecord connection, List<Finding> findings) {
        JsonText json = hostFinding;
        json.clear();
        for (int i = 0; i < findings.size(); i++) {
            if (i > 0) {
                json.text().append(",\n");
            }
            json.beginObject();
            write(json, findings.get(i));
            writeConnection(json, connection);
            json.endObject();
        }
        return json.text();
    }

    /** What was found in one connection, as an object of its own; valid until the next call. */
    FieldText write(ConnectionRecord connection, Finding finding) {
        JsonText json = hostFinding;
        json.clear();
        json.beginObject();
        json.field(TYPE_FINDING);
        write(json, finding);
        writeConnection(json, connection);
        json.endObject();
        return json.text();
    }

    private void writeConnection(JsonText json, ConnectionRecord connection) {
        json.beginObject(CONNECTION);
        json.number(ID, connection.id());
        writeEnd(json, CLIENT, connection.client());
        writeEnd(json, SERVER, connection.server());
        json.optionalString(CLIENT_NAME, names.of(connection.client()));
        json.optionalString(SERVER_NAME, names.of(connection.server()));
        json.endObject();
    }

    /** What was found across connections, as an object; valid until the next call. */
    FieldText write(HostFinding finding) {
        return write(TYPE, finding);
    }

    /** What is found across the connections that are over while the capture goes on, as an object; valid until the next call. */
    FieldText writeSoFar(HostFinding finding) {
        return write(TYPE_SO_FAR, finding);
    }

    private FieldText write(byte[] type, HostFinding finding) {
        JsonText json = hostFinding;
        json.clear();
        json.beginObject();
        json.field(type);
        writeHead(json, finding.kind(), finding.severity(), finding.confidence(), finding.modelled());
        json.string(MESSAGE, finding.message());
        json.beginObject(SUBJECT);
        writeSubject(json, finding.subject(), names);
        json.endObject();
        json.beginArray(CONNECTIONS);
        for (int id : finding.connections()) {
            json.element(id);
        }
        json.endArray();
        json.number(CONNECTION_COUNT, finding.connectionCount());
        writeFrames(json, finding.frames());
        if (finding.firstSeenNanos() != 0 || finding.lastSeenNanos() != 0) {
            json.instant(FIRST_SEEN, finding.firstSeenNanos());
            json.instant(LAST_SEEN, finding.lastSeenNanos());
        }
        json.beginObject(MEASUREMENTS);
        for (Map.Entry<String, Double> measurement : finding.measurements().entrySet()) {
            writeMeasurement(json, measurement.getKey(), measurement.getValue());
        }
        json.endObject();
        json.endObject();
        return json.text();
    }

    private static void writeHead(
            JsonText json, FindingKind kind, Severity severity, Confidence confidence, boolean modelled) {
        json.plainString(ID, kind.id());
        json.field(SEVERITIES[severity.ordinal()]);
        json.field(CONFIDENCES[confidence.ordinal()]);
        if (modelled) {
            json.field(MODELLED);
        }
    }

    private void writeFrames(JsonText json, List<Long> frames) {
        json.beginArray(FRAMES);
        for (int i = 0; i < frames.size(); i++) {
            json.element(frames.get(i));
        }
        json.endArray();
        evidence.write(json, frames);
    }

    /** Whom a finding is about, as an object without names. */
    static String subject(Subject subject) {
        var json = new JsonText();
        json.beginObject();
        writeSubject(json, subject, Names.NONE);
        json.endObject();
        return json.text().toString();
    }

    private static void writeSubject(JsonText json, Subject subject, Names names) {
        if (subject instanceof Subject.Host host) {
            writeIp(json, host.ip());
            json.optionalString(NAME, names.of(host.ip()));
        } else if (subject instanceof Subject.Service service) {
            writeEnd(json, SERVER, service.server());
            json.optionalString(SERVER_NAME, names.of(service.server()));
        } else if (subject instanceof Subject.Pair pair) {
            json.beginObject(CLIENT);
            writeIp(json, pair.client());
            json.endObject();
            writeEnd(json, SERVER, pair.server());
            json.optionalString(CLIENT_NAME, names.of(pair.client()));
            json.optionalString(SERVER_NAME, names.of(pair.server()));
        } else {
            json.bool(CAPTURE, true);
        }
    }

    private static void writeEnd(JsonText json, byte[] role, HostPort end) {
        json.beginObject(role);
        writeIp(json, end.ip());
        json.number(PORT, end.port());
        json.endObject();
    }

    private static void writeIp(JsonText json, IpAddress ip) {
        json.name(IP);
        json.text().append('"').append(ip).append('"');
    }

    /** Writes whole numbers as such; what is no number is not known and left out. */
    private static void writeMeasurement(JsonText json, String name, double value) {
        if (Math.rint(value) == value && Math.abs(value) <= MOST_EXACT) {
            json.number(encoded(name), (long) value);
        } else if (Double.isFinite(value)) {
            json.name(encoded(name));
            json.text().append(Double.toString(value));
        }
    }
}
