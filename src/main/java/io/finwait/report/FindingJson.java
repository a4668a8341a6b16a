package io.finwait.report;

import static io.finwait.report.JsonText.encoded;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import java.io.IOException;
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

    private final FieldText text = new FieldText();

    void nanosecondInstants() {
        text.nanosecondInstants();
    }

    /** Writes what was found in one connection, as the elements of an array. */
    void writeAll(JsonText json, List<Finding> findings) {
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            json.beginElement();
            json.plainString(ID, finding.kind().id());
            json.field(SEVERITIES[finding.severity().ordinal()]);
            json.field(CONFIDENCES[finding.confidence().ordinal()]);
            if (finding.modelled()) {
                json.field(MODELLED);
            }
            json.string(MESSAGE, finding.message());
            json.beginArray(FRAMES);
            for (long frame : finding.frames()) {
                json.element(frame);
            }
            json.endArray();
            json.endObject();
        }
    }

    /** Writes what was found across connections, as an object. */
    void write(JsonGenerator json, HostFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "host_finding");
        writeKind(json, finding.kind(), finding.severity(), finding.confidence(), finding.modelled());
        json.writeStringField("message", finding.message());
        json.writeFieldName("subject");
        writeSubject(json, finding.subject());
        json.writeArrayFieldStart("connections");
        for (int id : finding.connections()) {
            json.writeNumber(id);
        }
        json.writeEndArray();
        json.writeNumberField("connection_count", finding.connectionCount());
        writeFrames(json, finding.frames());
        if (finding.firstSeenNanos() != 0 || finding.lastSeenNanos() != 0) {
            instant(json, "first_seen", finding.firstSeenNanos());
            instant(json, "last_seen", finding.lastSeenNanos());
        }
        json.writeObjectFieldStart("measurements");
        for (Map.Entry<String, Double> measurement : finding.measurements().entrySet()) {
            writeMeasurement(json, measurement.getKey(), measurement.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeKind(
            JsonGenerator json, FindingKind kind, Severity severity, Confidence confidence, boolean modelled)
            throws IOException {
        json.writeStringField("id", kind.id());
        json.writeStringField("severity", Lowercase.of(severity));
        json.writeStringField("confidence", Lowercase.of(confidence));
        if (modelled) {
            json.writeStringField("basis", "modelled");
        }
    }

    private static void writeFrames(JsonGenerator json, List<Long> frames) throws IOException {
        json.writeArrayFieldStart("frames");
        for (long frame : frames) {
            json.writeNumber(frame);
        }
        json.writeEndArray();
    }

    private static void writeSubject(JsonGenerator json, Subject subject) throws IOException {
        json.writeStartObject();
        if (subject instanceof Subject.Host host) {
            json.writeStringField("ip", host.ip().toString());
        } else if (subject instanceof Subject.Service service) {
            writeServer(json, service.server());
        } else if (subject instanceof Subject.Pair pair) {
            json.writeObjectFieldStart("client");
            json.writeStringField("ip", pair.client().toString());
            json.writeEndObject();
            writeServer(json, pair.server());
        } else {
            json.writeBooleanField("capture", true);
        }
        json.writeEndObject();
    }

    private static void writeServer(JsonGenerator json, HostPort server) throws IOException {
        json.writeObjectFieldStart("server");
        json.writeStringField("ip", server.ip().toString());
        json.writeNumberField("port", server.port());
        json.writeEndObject();
    }

    /** Writes whole numbers as such; what is no number is not known and left out. */
    private static void writeMeasurement(JsonGenerator json, String name, double value) throws IOException {
        if (Math.rint(value) == value && Math.abs(value) <= MOST_EXACT) {
            json.writeNumberField(name, (long) value);
        } else if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        }
    }

    private void instant(JsonGenerator json, String name, long epochNanos) throws IOException {
        json.writeFieldName(name);
        json.writeString(text.clear().appendInstant(epochNanos).toString());
    }
}
