package io.finwait.capture.libpcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameTap;
import io.finwait.testing.Requires;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketByPacketTest {
    private static final int ETHERNET_AND_IPV4 = 14 + 20;

    @Test
    void aConnectionOnTheLoopbackInterfaceIsReadWithItsTimes() throws Exception {
        Requires.root();
        Requires.command("tcpdump"); // comes with libpcap
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        long before = System.currentTimeMillis() * 1_000_000;
        try (var listener = new ServerSocket(0, 1, loopback)) {
            int port = listener.getLocalPort();
            var settings = new DeviceSettings(128, false, 1 << 20, false, "tcp dst port " + port);
            var feed = new DeliveredFeed(OpenDevice.open("lo", settings), (device, pipe) -> {
                new PacketByPacket(device, settings, pipe).run(false);
            });
            try (CaptureInput input = CaptureInput.live(List.of(feed), 1, FrameTap.NONE)) {
                new Socket(loopback, port).close();
                var frame = new Frame();

                assertThat(input.next(frame)).isTrue();
                assertThat(frame.timeNanos).isBetween(before, System.currentTimeMillis() * 1_000_000 + 1_000_000);
                int tcp = frame.offset + ETHERNET_AND_IPV4;
                assertThat((frame.buffer[tcp + 2] & 0xFF) << 8 | frame.buffer[tcp + 3] & 0xFF)
                        .isEqualTo(port);
                assertThat(frame.wireLength).isEqualTo(frame.capturedLength);
            }
        }
    }
}
