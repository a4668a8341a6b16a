package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.capture.live.CaptureDevice;
import io.finwait.capture.live.CaptureDevice.Address;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevicesReportTest {
    private static final List<CaptureDevice> DEVICES = List.of(
            new CaptureDevice(
                    "eth0",
                    "",
                    List.of(new Address("10.77.0.1", 24), new Address("fe80:0:0:0:0:0:0:1", -1)),
                    true,
                    true,
                    false),
            new CaptureDevice("ppp\u001b0", "", List.of(), false, false, false),
            new CaptureDevice("veth7", "", List.of(), true, false, false),
            new CaptureDevice("lo", "", List.of(new Address("127.0.0.1", 8)), true, true, true),
            new CaptureDevice("nflog", "netfilter log", List.of(), false, false, false));

    @Test
    void eachDeviceIsALineWithItsStateAndItsAddresses() {
        assertThat(DevicesReport.text(DEVICES, new TextStyle(80, false, true)).lines())
                .containsExactly(
                        "INTERFACES  finwait live -i NAME",
                        "  eth0      up            10.77.0.1/24, fe80::1",
                        "  ppp\\x1b0  down",
                        "  veth7     no carrier",
                        "  lo        up, loopback  127.0.0.1/8",
                        "  nflog                   netfilter log");
    }

    @Test
    void jsonLeavesOutWhatIsNotKnown() throws Exception {
        var out = new ByteArrayOutputStream();
        DevicesReport.json(DEVICES, out);
        JsonNode devices = new JsonMapper().readTree(out.toByteArray()).get("interfaces");

        assertThat(devices.get(0).toString())
                .isEqualTo(
                        "{\"name\":\"eth0\",\"addresses\":[{\"ip\":\"10.77.0.1\",\"prefix_length\":24},{\"ip\":\"fe80::1\"}],"
                                + "\"up\":true,\"running\":true,\"loopback\":false}");
        assertThat(devices.get(4).get("description").asText()).isEqualTo("netfilter log");
    }
}
