package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.capture.live.CaptureDevice;
import io.finwait.flow.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** What there is to capture on. */
public final class DevicesReport {
    private static final String GAP = "  ";

    private DevicesReport() {}

    /** A line for each device, longer ones wrapped. */
    public static String text(List<CaptureDevice> devices, TextStyle style) {
        var page = new TextPage(style);
        page.heading("INTERFACES", "finwait live -i NAME");
        int nameWidth = devices.stream()
                .mapToInt(d -> style.safe(d.name()).length())
                .max()
                .orElse(0);
        int stateWidth = devices.stream().mapToInt(d -> state(d).length()).max().orElse(0);
        for (CaptureDevice device : devices) {
            String first = GAP
                    + TextTable.pad(style.safe(device.name()), nameWidth, false)
                    + GAP
                    + TextTable.pad(state(device), stateWidth, false)
                    + GAP;
            page.wrap(first, " ".repeat(first.length()), about(device, style));
        }
        return page.toString();
    }

    /** Of what is no network interface, such as a log of the firewall, libpcap knows no state. */
    private static String state(CaptureDevice device) {
        if (!device.up()
                && !device.description().isEmpty()
                && device.addresses().isEmpty()) {
            return "";
        }
        String state = !device.up() ? "down" : device.running() ? "up" : "no carrier";
        return device.loopback() ? state + ", loopback" : state;
    }

    private static String about(CaptureDevice device, TextStyle style) {
        var parts = new ArrayList<String>();
        device.addresses().forEach(address -> parts.add(shown(address)));
        if (!device.description().isEmpty()) {
            parts.add(style.safe(device.description()));
        }
        return String.join(", ", parts);
    }

    private static String shown(CaptureDevice.Address address) {
        String ip = IpAddress.parse(address.ip()).toString();
        return address.prefixLength() < 0 ? ip : ip + "/" + address.prefixLength();
    }

    /** The same as one JSON document. */
    public static void json(List<CaptureDevice> devices, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonOutput.to(out, "")) {
            json.writeStartObject();
            json.writeArrayFieldStart("interfaces");
            for (CaptureDevice device : devices) {
                write(json, device);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        out.flush();
    }

    private static void write(JsonGenerator json, CaptureDevice device) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", device.name());
        if (!device.description().isEmpty()) {
            json.writeStringField("description", device.description());
        }
        json.writeArrayFieldStart("addresses");
        for (CaptureDevice.Address address : device.addresses()) {
            json.writeStartObject();
            json.writeStringField("ip", IpAddress.parse(address.ip()).toString());
            if (address.prefixLength() >= 0) {
                json.writeNumberField("prefix_length", address.prefixLength());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("up", device.up());
        json.writeBooleanField("running", device.running());
        json.writeBooleanField("loopback", device.loopback());
        json.writeEndObject();
    }
}
