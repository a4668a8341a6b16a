package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.Names;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.host.HostChange;
import io.finwait.host.HostNote;
import io.finwait.host.HostNotes;
import io.finwait.host.HostSample;
import io.finwait.host.HostSockets;
import io.finwait.host.Missing;
import io.finwait.host.Owner;
import io.finwait.host.OwnerCoverage;
import io.finwait.host.PeerSockets;
import io.finwait.host.PortRange;
import io.finwait.host.SocketGroup;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host's sample for programs: a document of {@code docs/host.schema.json} on one line. What is not known is left out. */
public final class HostJson {
    private static final String SCHEMA = "finwait-host/1";
    private static final double MILLION = 1e6;

    private final JsonGenerator json;
    private final HostSample sample;
    private final Names names;
    private final int listed;

    private HostJson(JsonGenerator json, HostSample sample, Names names, int listed) {
        this.json = json;
        this.sample = sample;
        this.names = names;
        this.listed = listed;
    }

    /**
     * Writes a document.
     *
     * @param since what changed since the sample before; null for the first
     * @param names what stands beside addresses
     * @param listed how many entries each list has at most
     * @param version of this finwait
     */
    public static void write(
            HostSample sample, @Nullable HostChange since, Names names, int listed, String version, OutputStream out)
            throws IOException {
        JsonGenerator json = JsonOutput.to(out, "");
        new HostJson(json, sample, names, listed).write(since, version);
        json.writeRaw('\n');
        json.flush();
        out.flush();
    }

    private void write(@Nullable HostChange since, String version) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "host");
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("version", version);
        if (sample.takenNanos() >= 0) {
            new CaptureJson().instant(json, "time", sample.takenNanos() / 1_000 * 1_000);
        }
        if (sample.anonymised()) {
            json.writeBooleanField("anonymised", true);
        }
        writeIfKnown("name", sample.name());
        writeIfKnown("kernel", sample.kernel());
        if (sample.upSeconds() >= 0) {
            json.writeNumberField("up_s", sample.upSeconds());
        }
        writeStates(json, "sockets", sample.sockets().counts());
        writeNotes();
        writeLists();
        writeNumbers();
        if (since != null) {
            json.writeObjectFieldStart("since_previous");
            json.writeNumberField("ms", since.nanos() / MILLION);
            writeCounters(json, since.counters());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeIfKnown(String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    static void writeName(JsonGenerator json, String field, @Nullable String name) throws IOException {
        if (name != null) {
            json.writeStringField(field, name);
        }
    }

    static void writeStates(JsonGenerator json, String name, StateCounts counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (TcpState state : TcpState.values()) {
            if (counts.count(state) > 0) {
                json.writeNumberField(Lowercase.of(state), counts.count(state));
            }
        }
        json.writeEndObject();
    }

    private void writeNotes() throws IOException {
        json.writeArrayFieldStart("notes");
        for (HostNote note : HostNotes.of(sample)) {
            json.writeStartObject();
            json.writeStringField("id", Lowercase.of(note.kind()).replace('_', '-'));
            json.writeBooleanField("warning", note.kind().isWarning());
            json.writeStringField("message", note.text());
            json.writeStringField("source", note.source());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeLists() throws IOException {
        HostSockets sockets = sample.sockets();
        json.writeArrayFieldStart("services");
        for (SocketGroup group : first(sockets.services())) {
            json.writeStartObject();
            writeEnd("local", group.service());
            json.writeBooleanField("listening", group.isListening());
            if (group.isListening()) {
                json.writeNumberField("waiting", group.backlog());
            }
            writeGroup(group);
        }
        json.writeEndArray();
        PortRange range = sample.ports();
        json.writeArrayFieldStart("destinations");
        for (SocketGroup group : first(sockets.destinations())) {
            json.writeStartObject();
            IpAddress from = group.from();
            if (from != null) {
                json.writeStringField("from", from.toString());
                writeName(json, "from_name", names.of(from));
            }
            writeEnd("to", group.service());
            if (range != null) {
                json.writeNumberField("ports_in_use", group.portsInUse());
                json.writeNumberField("ports_left", Math.max(0, range.usable() - group.portsInUse()));
            }
            writeGroup(group);
        }
        json.writeEndArray();
        writePeers("peers", sockets.peers());
        writePeers("local_addresses", sockets.locals());
        json.writeObjectFieldStart("not_listed");
        json.writeNumberField("services", left(sockets.services()));
        json.writeNumberField("destinations", left(sockets.destinations()));
        json.writeNumberField("peers", left(sockets.peers()));
        json.writeNumberField("local_addresses", left(sockets.locals()));
        json.writeNumberField("sockets_not_told_apart", sockets.notTold());
        json.writeNumberField("lines_not_understood", sockets.strange());
        json.writeEndObject();
    }

    private <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(listed, all.size()));
    }

    private int left(List<?> all) {
        return Math.max(0, all.size() - listed);
    }

    private void writeEnd(String name, HostPort end) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("ip", end.ip().toString());
        json.writeNumberField("port", end.port());
        json.writeEndObject();
        writeName(json, name + "_name", names.of(end));
    }

    private void writeGroup(SocketGroup group) throws IOException {
        writeStates(json, "sockets", group.counts());
        json.writeNumberField("unaccepted", group.unaccepted());
        json.writeArrayFieldStart("programs");
        for (Owner owner : group.owners()) {
            json.writeStartObject();
            json.writeStringField("name", owner.command());
            json.writeNumberField("pid", owner.pid());
            json.writeNumberField("processes", owner.processes());
            json.writeNumberField("sockets", owner.sockets());
            json.writeNumberField("close_wait", owner.closeWait());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writePeers(String name, List<PeerSockets> peers) throws IOException {
        json.writeArrayFieldStart(name);
        for (PeerSockets peer : first(peers)) {
            json.writeStartObject();
            json.writeStringField("ip", peer.ip().toString());
            writeName(json, "name", names.of(peer.ip()));
            writeStates(json, "sockets", peer.counts());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeNumbers() throws IOException {
        PortRange range = sample.ports();
        if (range != null) {
            json.writeObjectFieldStart("local_ports");
            json.writeNumberField("first", range.first());
            json.writeNumberField("last", range.last());
            json.writeNumberField("usable", range.usable());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("settings");
        for (var setting : sample.settings().entrySet()) {
            json.writeStringField(setting.getKey().label(), setting.getValue().replaceAll("\\s+", " "));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("gauges");
        for (var gauge : sample.gauges().entrySet()) {
            json.writeNumberField(Lowercase.of(gauge.getKey()), gauge.getValue());
        }
        json.writeEndObject();
        writeCounters(json, sample.counters());
        json.writeArrayFieldStart("addresses");
        for (IpAddress address : sample.addresses()) {
            json.writeString(address.toString());
        }
        json.writeEndArray();
        writeMissing();
    }

    static void writeCounters(JsonGenerator json, Map<String, Long> counters) throws IOException {
        json.writeObjectFieldStart("counters");
        for (var counter : counters.entrySet()) {
            json.writeNumberField(counter.getKey(), counter.getValue());
        }
        json.writeEndObject();
    }

    private void writeMissing() throws IOException {
        json.writeArrayFieldStart("not_read");
        for (Missing missing : sample.missing()) {
            json.writeStartObject();
            json.writeStringField("file", missing.file());
            json.writeStringField("why", missing.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        OwnerCoverage owners = sample.owners();
        if (owners != null) {
            json.writeObjectFieldStart("program_search");
            json.writeNumberField("processes_not_readable", owners.unreadable());
            json.writeBooleanField("cut_short", owners.cutShort());
            json.writeNumberField("sockets_left_out", owners.socketsLeftOut());
            json.writeEndObject();
        }
    }
}
