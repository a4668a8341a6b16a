package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.GivenUp;
import io.finwait.analysis.Names;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.HostPeak;
import io.finwait.analysis.Summary.Service;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the {@code summary} object says of hosts and services, with their names. */
final class SummaryHostsJson {
    private final JsonGenerator json;
    private final CaptureJson capture;
    private final Names names;

    /** @param capture writes instants */
    SummaryHostsJson(JsonGenerator json, CaptureJson capture, Names names) {
        this.json = json;
        this.capture = capture;
        this.names = names;
    }

    void writeGivenUp(GivenUp all) throws IOException {
        json.writeNumberField("evicted", all.connections());
        if (all.connections() == 0) {
            return;
        }
        json.writeObjectFieldStart("evicted_by_source");
        json.writeNumberField("unanswered", all.unanswered());
        json.writeNumberField("addresses", all.addresses());
        json.writeArrayFieldStart("most");
        for (GivenUp.Source source : all.sources()) {
            json.writeStartObject();
            json.writeStringField("ip", source.address().toString());
            writeName("name", names.of(source.address()));
            json.writeNumberField("connections", source.connections());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void writeServices(Summary summary) throws IOException {
        json.writeArrayFieldStart("services");
        for (Service service : summary.services()) {
            json.writeStartObject();
            json.writeObjectFieldStart("server");
            json.writeStringField("ip", service.server().ip().toString());
            json.writeNumberField("port", service.server().port());
            json.writeEndObject();
            writeName("server_name", names.of(service.server()));
            json.writeNumberField("connections", service.connections());
            json.writeObjectFieldStart("closed_first_by");
            json.writeNumberField("client", service.closedFirstByClient());
            json.writeNumberField("server", service.closedFirstByServer());
            json.writeNumberField("simultaneous", service.closedSimultaneously());
            json.writeEndObject();
            if (service.closed() > 0) {
                double share = (double) service.closedFirstByServer() / service.closed();
                json.writeNumberField("closed_first_by_server_share", Math.round(share * 1e4) / 1e4);
            }
            json.writeObjectFieldStart("time_wait_peak");
            json.writeNumberField("client", service.clientTimeWaitPeak());
            json.writeNumberField("server", service.serverTimeWaitPeak());
            json.writeEndObject();
            json.writeNumberField("payload_bytes", service.payloadBytes());
            capture.instant(json, "first_seen", service.firstSeenNanos());
            capture.instant(json, "last_seen", service.lastSeenNanos());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("services_not_listed", summary.servicesNotListed());
    }

    void writeTimeWaitPeaks(List<HostPeak> peaks) throws IOException {
        json.writeArrayFieldStart("time_wait_peaks");
        for (HostPeak peak : peaks) {
            json.writeStartObject();
            json.writeStringField("ip", peak.host().toString());
            writeName("name", names.of(peak.host()));
            json.writeNumberField("sockets", peak.sockets());
            capture.instant(json, "at", peak.atNanos());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeName(String field, @Nullable String name) throws IOException {
        if (name != null) {
            json.writeStringField(field, name);
        }
    }
}
