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

/** A busy machine may come to read packets only when it has been told to stop. */
class BrokenLoopTest {
    private static int delivered(boolean nativeCode) throws Exception {
        Requires.root();
        Requires.command("tcpdump"); // comes with libpcap
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (var listener = new ServerSocket(0, 1, loopback)) {
            int port = listener.getLocalPort();
            var settings = new DeviceSettings(128, false, 1 << 20, true, "tcp dst port " + port);
            OpenDevice device = OpenDevice.open("lo", settings);
            new Socket(loopback, port).close(); // a SYN, the ACK of its answer, a FIN
            device.breakLoop();
            var feed = new DeliveredFeed(device, (of, pipe) -> {
                if (nativeCode) {
                    Delivery.run(of, settings, pipe, false);
                } else {
                    new PacketByPacket(of, settings, pipe).run(false);
                }
            });
            int frames = 0;
            try (CaptureInput input = CaptureInput.live(List.of(feed), Long.MAX_VALUE, FrameTap.NONE)) {
                var frame = new Frame();
                while (input.next(frame)) {
                    frames++;
                }
            }
            return frames;
        }
    }

    @Test
    void whatTheKernelHoldsIsStillDeliveredAfterNativeCode() throws Exception {
        assertThat(delivered(true)).isEqualTo(3);
    }

    @Test
    void whatTheKernelHoldsIsStillDeliveredPacketByPacket() throws Exception {
        assertThat(delivered(false)).isEqualTo(3);
    }
}
