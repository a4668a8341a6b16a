package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.compare.Comparison;
import io.finwait.compare.FindingChange;
import io.finwait.compare.FindingFigures;
import io.finwait.compare.Obstacle;
import io.finwait.compare.Portrait;
import io.finwait.compare.ServiceFigures;
import io.finwait.compare.ServiceMatch;
import io.finwait.compare.TimeWaitChange;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison for programs: one document of {@code docs/comparison.schema.json}. What is not known is left out. Not thread-safe. */
public final class ComparisonJson {
    private static final String SCHEMA = "finwait-comparison/1";
    private static final double SECOND = 1e9;
    private static final double DIGITS = 1e4;

    private final JsonGenerator json;
    private final CaptureJson text = new CaptureJson();

    private ComparisonJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the document.
     *
     * @param version of this finwait
     */
    public static void write(Comparison comparison, String version, OutputStream out) throws IOException {
        JsonGenerator json = JsonOutput.to(out, "");
        json.useDefaultPrettyPrinter();
        new ComparisonJson(json).write(comparison, version);
        json.writeRaw('\n');
        json.flush();
        out.flush();
    }

    private void write(Comparison comparison, String version) throws IOException {
        if (isFine(comparison.before()) || isFine(comparison.after())) {
            text.nanosecondInstants();
        }
        json.writeStartObject();
        json.writeStringField("type", "comparison");
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("version", version);
        writeSide("before", comparison.before());
        writeSide("after", comparison.after());
        json.writeBooleanField("same_capture", comparison.sameCapture());
        json.writeArrayFieldStart("verdict");
        for (String sentence : ComparedVerdict.sentences(comparison)) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        writeObstacles(comparison.obstacles());
        writeFindings(comparison.findings());
        writeServices(comparison);
        json.writeEndObject();
    }

    /** Whether its instants are finer than a microsecond. */
    private static boolean isFine(Portrait side) {
        return side.firstNanos() % 1_000 != 0 || side.lastNanos() % 1_000 != 0;
    }

    private void writeSide(String name, Portrait side) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeArrayFieldStart("files");
        for (String file : side.origin().files()) {
            json.writeString(file);
        }
        json.writeEndArray();
        writeOptional("report", side.origin().report());
        writeOptional("filter", side.origin().filter());
        json.writeStringField("version", side.origin().version());
        if (side.packets() > 0) {
            text.instant(json, "first_seen", side.firstNanos());
            text.instant(json, "last_seen", side.lastNanos());
            text.millis(json, "length_ms", side.lengthNanos());
        }
        json.writeNumberField("packets", side.packets());
        json.writeNumberField("connections", side.connections());
        json.writeNumberField("dropped_by_capture", side.gaps().dropped());
        json.writeNumberField("evicted", side.gaps().evicted());
        json.writeBooleanField("damaged", side.gaps().damaged());
        CaptureJson.writeSight(json, side.gaps().sight());
        json.writeNumberField("services_not_listed", side.servicesNotListed());
        json.writeEndObject();
    }

    private void writeOptional(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void writeObstacles(List<Obstacle> obstacles) throws IOException {
        json.writeArrayFieldStart("obstacles");
        for (Obstacle obstacle : obstacles) {
            json.writeStartObject();
            json.writeStringField("kind", Lowercase.of(obstacle.kind()));
            json.writeStringField("message", obstacle.message());
            json.writeBooleanField("less", obstacle.less());
            json.writeBooleanField("more", obstacle.more());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeFindings(List<FindingChange> findings) throws IOException {
        json.writeArrayFieldStart("findings");
        for (FindingChange finding : findings) {
            json.writeStartObject();
            json.writeStringField("status", Lowercase.of(finding.status()));
            json.writeStringField("id", finding.id());
            json.writeStringField("severity", Lowercase.of(finding.severity()));
            json.writeFieldName("subject");
            json.writeRawValue(FindingJson.subject(finding.subject()));
            if (!finding.because().isEmpty()) {
                json.writeStringField("because", finding.because());
            }
            writeFinding("before", finding.before());
            writeFinding("after", finding.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeFinding(String name, @Nullable FindingFigures figures) throws IOException {
        if (figures != null) {
            json.writeObjectFieldStart(name);
            json.writeStringField("severity", Lowercase.of(figures.severity()));
            json.writeNumberField("count", figures.count());
            json.writeStringField("message", figures.message());
            json.writeEndObject();
        }
    }

    private void writeServices(Comparison comparison) throws IOException {
        json.writeArrayFieldStart("services");
        for (int i = 0; i < comparison.services().size(); i++) {
            ServiceMatch match = comparison.services().get(i);
            json.writeStartObject();
            json.writeStringField("matched_by", match.samePort() ? "port" : "address");
            writeService("before", match.before(), comparison.before());
            writeService("after", match.after(), comparison.after());
            json.writeObjectFieldStart("time_wait_peak");
            for (TimeWaitChange change : comparison.timeWaitsOf(i)) {
                json.writeStringField(Lowercase.of(change.side()), Lowercase.of(change.change()));
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        writeOthers("services_only_before", comparison.onlyBefore(), comparison.before());
        writeOthers("services_only_after", comparison.onlyAfter(), comparison.after());
    }

    private void writeOthers(String name, List<ServiceFigures> services, Portrait side) throws IOException {
        json.writeArrayFieldStart(name);
        for (ServiceFigures service : services) {
            json.writeStartObject();
            writeFigures(service, side);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeService(String name, ServiceFigures service, Portrait side) throws IOException {
        json.writeObjectFieldStart(name);
        writeFigures(service, side);
        json.writeEndObject();
    }

    private void writeFigures(ServiceFigures service, Portrait side) throws IOException {
        HostPort server = service.server();
        double seconds = side.lengthNanos() / SECOND;
        json.writeObjectFieldStart("server");
        json.writeStringField("ip", server.ip().toString());
        json.writeNumberField("port", server.port());
        json.writeEndObject();
        json.writeNumberField("connections", service.connections());
        json.writeNumberField("opened", service.opened());
        json.writeNumberField("opened_not_closed", service.stillOpen());
        if (seconds >= 1) {
            json.writeNumberField("opened_per_second", rounded(service.opened() / seconds));
        }
        json.writeNumberField("connections_with_data", service.withData());
        if (service.exchanges() >= 0) {
            json.writeNumberField("exchanges", service.exchanges());
            if (service.withData() > 0) {
                json.writeNumberField(
                        "requests_per_connection", rounded((double) service.exchanges() / service.withData()));
            }
        }
        if (service.packets() > 0) {
            json.writeNumberField(
                    "open_and_close_packet_share", rounded((double) service.overheadPackets() / service.packets()));
        }
        json.writeObjectFieldStart("closed_first_by");
        json.writeNumberField("client", service.closedByClient());
        json.writeNumberField("server", service.closedByServer());
        json.writeNumberField("simultaneous", service.closedSimultaneously());
        json.writeEndObject();
        json.writeNumberField("reset", service.reset());
        writePeaks(service);
        json.writeNumberField("payload_bytes", service.payloadBytes());
        text.writeTimes(json, service.times());
    }

    private void writePeaks(ServiceFigures service) throws IOException {
        if (service.serverTimeWaitPeak() >= 0 && service.clientTimeWaitPeak() >= 0) {
            json.writeObjectFieldStart("time_wait_peak");
            json.writeNumberField(Lowercase.of(Role.CLIENT), service.clientTimeWaitPeak());
            json.writeNumberField(Lowercase.of(Role.SERVER), service.serverTimeWaitPeak());
            json.writeEndObject();
        }
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
