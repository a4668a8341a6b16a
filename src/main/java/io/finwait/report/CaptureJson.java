package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Names;
import io.finwait.analysis.Sight;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.Distribution;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.Damage;
import io.finwait.capture.LinkTypes;
import io.finwait.decode.DecodeCounters;
import io.finwait.decode.DecodeProblem;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TimeWait;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes what was read and what it came to: the {@code capture} and the {@code summary} object. Not thread-safe. */
final class CaptureJson {
    static final String SCHEMA = "finwait/1";

    private final FieldText text = new FieldText();
    private Names names = Names.NONE;

    /** Writes of what is analysed from now on. */
    void begin(AnalysisContext context, List<CaptureFile> files) {
        names = context.names();
        if (hasNanoseconds(files)) {
            nanosecondInstants();
        }
    }

    void nanosecondInstants() {
        text.nanosecondInstants();
    }

    /** Whether any file has timestamps finer than a microsecond. */
    static boolean hasNanoseconds(List<CaptureFile> files) {
        return files.stream().anyMatch(CaptureFile::nanosecondResolution);
    }

    void writeCapture(JsonGenerator json, AnalysisContext context, List<CaptureFile> files, boolean idsEqualTcpStream)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "capture");
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("version", context.version());
        if (context.anonymised()) {
            json.writeBooleanField("anonymised", true);
        }
        json.writeArrayFieldStart("files");
        for (CaptureFile file : files) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeStringField("format", Lowercase.of(file.format()));
            String compression = file.compression();
            if (compression != null) {
                json.writeStringField("compression", compression);
            }
            writeLinkTypes(json, file);
            if (file.snapLength() > 0) {
                json.writeNumberField("snap_length", file.snapLength());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        String filter = context.filter();
        if (filter != null) {
            json.writeStringField("filter", filter);
        }
        json.writeBooleanField("ids_equal_tcp_stream", idsEqualTcpStream);
        json.writeEndObject();
    }

    private static void writeLinkTypes(JsonGenerator json, CaptureFile file) throws IOException {
        json.writeArrayFieldStart("link_types");
        for (int linkType : file.linkTypes()) {
            json.writeStartObject();
            json.writeNumberField("number", linkType);
            json.writeStringField("name", LinkTypes.name(linkType));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * @param listed connections written to this report, after selection
     */
    void writeSummary(JsonGenerator json, AnalysisResult result, long listed) throws IOException {
        Summary summary = result.summary();
        json.writeStartObject();
        json.writeStringField("type", "summary");
        json.writeNumberField("connections", summary.connections());
        json.writeNumberField("connections_listed", listed);
        json.writeObjectFieldStart("by_kind");
        for (CloseKind kind : CloseKind.values()) {
            json.writeNumberField(Lowercase.of(kind), summary.byKind().getOrDefault(kind, 0L));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("by_active_closer");
        for (ActiveCloser closer : ActiveCloser.values()) {
            json.writeNumberField(Lowercase.of(closer), summary.byCloser().getOrDefault(closer, 0L));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("by_finding");
        for (Map.Entry<String, Long> found : result.findings().counts().entrySet()) {
            json.writeNumberField(found.getKey(), found.getValue());
        }
        json.writeEndObject();
        if (result.findings().muted() > 0) {
            json.writeNumberField("findings_muted", result.findings().muted());
        }
        writeChoice(json, result.findings().choice());
        writePackets(json, result.decoded());
        if (result.decoded().frames() > 0) {
            instant(json, "first_seen", result.firstNanos());
            instant(json, "last_seen", result.lastNanos());
        }
        writeFiles(json, result.files());
        writeTimes(json, summary.times());
        var hosts = new SummaryHostsJson(json, this, names);
        hosts.writeServices(summary);
        hosts.writeTimeWaitPeaks(summary.timeWaitPeaks());
        json.writeObjectFieldStart("time_wait_ends");
        for (TimeWait.End end : TimeWait.End.values()) {
            json.writeNumberField(Lowercase.of(end), summary.timeWaitEnds().getOrDefault(end, 0L));
        }
        json.writeEndObject();
        writeSight(json, summary.sight());
        json.writeNumberField("captured_twice", result.duplicates());
        hosts.writeGivenUp(result.evicted());
        json.writeBooleanField("ids_equal_tcp_stream", result.idsEqualTcpStream());
        json.writeEndObject();
    }

    /** Writes which findings were looked for, unless all were. */
    private static void writeChoice(JsonGenerator json, FindingChoice choice) throws IOException {
        if (choice.off().isEmpty() && choice.least() == Severity.INFO) {
            return;
        }
        json.writeObjectFieldStart("finding_choice");
        json.writeStringField("least_severity", Lowercase.of(choice.least()));
        json.writeArrayFieldStart("off");
        for (String id : new TreeSet<>(choice.off())) {
            json.writeString(id);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writePackets(JsonGenerator json, DecodeCounters decoded) throws IOException {
        json.writeNumberField("packets", decoded.frames());
        json.writeNumberField("tcp_packets", decoded.segments());
        json.writeObjectFieldStart("skipped");
        for (Map.Entry<DecodeProblem, Long> skipped : decoded.skipped().entrySet()) {
            json.writeNumberField(Lowercase.of(skipped.getKey()), skipped.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("bad_checksums", decoded.badChecksums());
        json.writeNumberField("fragments", decoded.fragments());
        json.writeNumberField("tunnelled", decoded.tunnelled());
        json.writeNumberField("offloaded", decoded.offloaded());
    }

    private void writeFiles(JsonGenerator json, List<CaptureFile> files) throws IOException {
        json.writeArrayFieldStart("files");
        for (CaptureFile file : files) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeNumberField("packets", file.frames());
            json.writeNumberField("bytes_read", file.bytesRead());
            if (file.frames() > 0) {
                instant(json, "first_seen", file.firstNanos());
                instant(json, "last_seen", file.lastNanos());
            }
            json.writeNumberField("backward_steps", file.backwardSteps());
            if (file.backwardSteps() > 0) {
                millis(json, "largest_backward_step_ms", file.largestBackwardStepNanos());
            }
            if (file.droppedByCapture() >= 0) {
                json.writeNumberField("dropped_by_capture", file.droppedByCapture());
            }
            Damage damage = file.damage();
            if (damage != null) {
                json.writeObjectFieldStart("damage");
                json.writeNumberField("after_frame", damage.frame());
                json.writeNumberField("byte_offset", damage.byteOffset());
                json.writeBooleanField("cut_short", damage.cutShort());
                json.writeStringField("reason", damage.reason());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void writeTimes(JsonGenerator json, List<Distribution> times) throws IOException {
        json.writeArrayFieldStart("times");
        for (Distribution distribution : times) {
            json.writeStartObject();
            json.writeStringField("measure", distribution.measure().label());
            Role side = distribution.side();
            if (side != null) {
                json.writeStringField("side", Lowercase.of(side));
            }
            json.writeNumberField("count", distribution.count());
            millis(json, "median_ms", distribution.medianNanos());
            millis(json, "p95_ms", distribution.p95Nanos());
            millis(json, "p99_ms", distribution.p99Nanos());
            millis(json, "max_ms", distribution.maxNanos());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void writeSight(JsonGenerator json, Sight sight) throws IOException {
        json.writeObjectFieldStart("visibility");
        json.writeNumberField("no_handshake", sight.begunBefore());
        json.writeNumberField("one_direction", sight.oneSided());
        json.writeNumberField("lost_by_capture", sight.lossy());
        json.writeNumberField("header_cut", sight.headerCut());
        json.writeEndObject();
        json.writeObjectFieldStart("repeated");
        json.writeNumberField("syn", sight.synRepeated());
        json.writeNumberField("fin", sight.finRepeated());
        json.writeEndObject();
    }

    void instant(JsonGenerator json, String name, long epochNanos) throws IOException {
        json.writeFieldName(name);
        json.writeString(text.clear().appendInstant(epochNanos).toString());
    }

    void millis(JsonGenerator json, String name, long nanos) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(text.clear().appendMillis(nanos).toString());
    }
}
