package io.finwait.capture.libpcap;

import io.finwait.capture.CaptureException;
import io.finwait.capture.live.CaptureDevice;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** What libpcap can capture on. */
public final class CaptureDevices {
    /** What capturing needs, and how to get it. */
    public static final String PERMISSION =
            "needs CAP_NET_RAW: run finwait with sudo, or give it that alone (a systemd unit with"
                    + " AmbientCapabilities=CAP_NET_RAW), or let another program capture (sudo tcpdump -i DEVICE -U -w - tcp | finwait"
                    + " live -)";

    private CaptureDevices() {}

    /**
     * All devices in libpcap's order.
     *
     * @throws CaptureException if libpcap cannot be loaded or cannot list them
     */
    public static List<CaptureDevice> list() throws CaptureException {
        try {
            var devices = new ArrayList<CaptureDevice>();
            for (PcapNetworkInterface device : Pcaps.findAllDevs()) {
                devices.add(described(device));
            }
            return devices;
        } catch (LinkageError e) {
            throw new CaptureException(Libpcap.missing("a list of interfaces", e));
        } catch (PcapNativeException e) {
            throw new CaptureException("the interfaces cannot be listed: " + Libpcap.firstLine(e));
        }
    }

    private static CaptureDevice described(PcapNetworkInterface device) {
        var addresses = new ArrayList<CaptureDevice.Address>();
        for (PcapAddress address : device.getAddresses()) {
            InetAddress ip = address.getAddress();
            if (ip != null) {
                String text = ip.getHostAddress().replaceFirst("%.*", "");
                addresses.add(new CaptureDevice.Address(text, prefixLength(address.getNetmask())));
            }
        }
        return new CaptureDevice(
                device.getName(),
                device.getDescription() == null ? "" : device.getDescription(),
                List.copyOf(addresses),
                device.isUp(),
                device.isRunning(),
                device.isLoopBack());
    }

    private static int prefixLength(@Nullable InetAddress mask) {
        if (mask == null) {
            return -1;
        }
        int bits = 0;
        for (byte octet : mask.getAddress()) {
            bits += Integer.bitCount(octet & 0xFF);
        }
        return bits;
    }
}
