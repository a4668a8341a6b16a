package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.Names;
import io.finwait.flow.IpAddress;
import io.finwait.host.HostChange;
import io.finwait.host.PeerSockets;
import io.finwait.lifecycle.Census;
import io.finwait.lifecycle.StateCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes what the kernel had beside what packets imply: the {@code kernel} object of {@code docs/report.schema.json}. */
final class KernelJson {
    /** More addresses of this host are counted alone. */
    private static final int MOST_HOSTS = 1_000;

    private static final double MILLION = 1e6;
    private static final StateCounts NONE = new StateCounts();

    private final JsonGenerator json;
    private final CaptureJson capture;
    private final Names names;

    /** @param capture writes instants */
    KernelJson(JsonGenerator json, CaptureJson capture, Names names) {
        this.json = json;
        this.capture = capture;
        this.names = names;
    }

    void write(KernelLook look) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "kernel");
        capture.instant(json, "time", look.kernel().takenNanos() / 1_000 * 1_000);
        Census inferred = look.inferred();
        if (inferred != null) {
            capture.instant(json, "inferred_at", inferred.nanos());
            json.writeNumberField("packets", look.frames());
        }
        if (look.dropped() >= 0) {
            json.writeNumberField("dropped_by_capture", look.dropped());
        }
        HostJson.writeStates(json, "sockets", look.kernel().sockets().counts());
        writeHosts(look);
        HostChange grown = look.grown();
        if (grown != null) {
            json.writeObjectFieldStart("since_start");
            json.writeNumberField("ms", Math.max(0, grown.nanos()) / MILLION);
            HostJson.writeCounters(json, grown.counters());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** The addresses of this host with a socket, in the packets or in the kernel. */
    private void writeHosts(KernelLook look) throws IOException {
        Map<IpAddress, StateCounts> inferred = new HashMap<>();
        Census census = look.inferred();
        if (census != null) {
            census.hosts().stream()
                    .filter(host -> look.kernel().addresses().contains(host.address()))
                    .forEach(host -> inferred.put(host.address(), host.sockets()));
        }
        Map<IpAddress, StateCounts> kernel = new HashMap<>();
        for (PeerSockets local : look.kernel().sockets().locals()) {
            kernel.put(local.ip(), local.counts());
        }
        var all = new TreeSet<>(inferred.keySet());
        all.addAll(kernel.keySet());
        List<IpAddress> listed = new ArrayList<>(all);
        json.writeArrayFieldStart("hosts");
        for (IpAddress address : listed.subList(0, Math.min(MOST_HOSTS, listed.size()))) {
            json.writeStartObject();
            json.writeStringField("ip", address.toString());
            HostJson.writeName(json, "name", names.of(address));
            if (census != null) {
                HostJson.writeStates(json, "inferred", inferred.getOrDefault(address, NONE));
            }
            HostJson.writeStates(json, "kernel", kernel.getOrDefault(address, NONE));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("hosts_not_listed", Math.max(0, listed.size() - MOST_HOSTS));
    }
}
