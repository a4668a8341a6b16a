package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.Names;
import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.Grouping;
import io.finwait.finding.FindingKind;
import io.finwait.lifecycle.Role;
import java.io.IOException;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Writes groups as the {@code group} objects of {@code docs/report.schema.json}. Not thread-safe. */
final class GroupJson {
    private static final Role[] ROLES = Role.values();

    private final FieldText text = new FieldText();
    private Names names = Names.NONE;

    /** Writes names of hosts and ends from now on. */
    void names(Names given) {
        names = given;
    }

    void nanosecondInstants() {
        text.nanosecondInstants();
    }

    /** Writes one group; nothing of it stays in {@code json}. */
    void write(JsonGenerator json, Grouping grouping, Group group) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "group");
        json.writeStringField("by", grouping.toString());
        if (group.name().isEmpty()) {
            json.writeBooleanField("others", true);
        } else {
            json.writeStringField("group", group.name());
            String called = names.ofWritten(group.name());
            if (called != null) {
                json.writeStringField("name", called);
            }
            json.writeStringField("where", grouping.field() + "=" + group.name());
        }
        json.writeNumberField("connections", group.connections());
        writeCounts(json, "by_kind", group.byKind());
        writeCounts(json, "by_active_closer", group.byCloser());
        writeCounts(json, "reset_by", group.resetBy());
        writeSpread(json, "handshake", group.handshake());
        writeSpread(json, "teardown", group.teardown());
        writeTimeWaits(json, group);
        writeSent(json, "packets", group, Group.Sent::packets);
        writeSent(json, "payload_bytes", group, Group.Sent::payloadBytes);
        writeSent(json, "retransmissions", group, Group.Sent::retransmissions);
        writeSent(json, "fin_retransmissions", group, Group.Sent::finRetransmissions);
        json.writeNumberField("syn_retransmissions", group.synRetransmissions());
        json.writeNumberField("with_findings", group.withFindings());
        json.writeObjectFieldStart("by_finding");
        for (Map.Entry<FindingKind, Long> found : group.found().entrySet()) {
            json.writeNumberField(found.getKey().id(), found.getValue());
        }
        json.writeEndObject();
        json.writeStringField("first_seen", instant(group.firstSeenNanos()));
        json.writeStringField("last_seen", instant(group.lastSeenNanos()));
        json.writeEndObject();
        json.flush();
    }

    private static void writeCounts(JsonGenerator json, String name, Map<? extends Enum<?>, Long> counts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<? extends Enum<?>, Long> count : counts.entrySet()) {
            json.writeNumberField(Lowercase.of(count.getKey()), count.getValue());
        }
        json.writeEndObject();
    }

    private void writeSpread(JsonGenerator json, String name, Group.Spread spread) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", spread.count());
        if (spread.count() > 0) {
            millis(json, "median_ms", spread.medianNanos());
            millis(json, "p95_ms", spread.p95Nanos());
            millis(json, "max_ms", spread.maxNanos());
        }
        json.writeEndObject();
    }

    private void writeTimeWaits(JsonGenerator json, Group group) throws IOException {
        json.writeObjectFieldStart("time_wait");
        for (Role role : ROLES) {
            Group.TimeWaits waits = group.timeWaits(role);
            json.writeObjectFieldStart(Lowercase.of(role));
            json.writeNumberField("stays", waits.stays());
            json.writeNumberField("peak", waits.peak());
            if (!waits.peakIsExact()) {
                json.writeBooleanField("peak_is_exact", false);
            }
            millis(json, "held_ms", waits.heldNanos());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeSent(JsonGenerator json, String name, Group group, ToLongFunction<Group.Sent> value)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Role role : ROLES) {
            json.writeNumberField(Lowercase.of(role), value.applyAsLong(group.sent(role)));
        }
        json.writeEndObject();
    }

    private String instant(long epochNanos) {
        return text.clear().appendInstant(epochNanos).toString();
    }

    private void millis(JsonGenerator json, String name, long nanos) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(text.clear().appendMillis(nanos).toString());
    }
}
