package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int FRAMES = 50_000;
    private static final byte[] DATA = new byte[60];

    @Test
    void readingAFrameAllocatesNothing() throws IOException {
        CaptureBytes pcap = CaptureBytes.littlePcap();
        CaptureBytes pcapng = CaptureBytes.of(ByteOrder.LITTLE_ENDIAN)
                .section(ByteOrder.LITTLE_ENDIAN)
                .describe(1);
        for (int i = 0; i < FRAMES; i++) {
            pcap.record(i, i, DATA.length, DATA);
            pcapng.enhanced(0, i, DATA.length, DATA);
        }

        for (byte[] file : List.of(pcap.toBytes(), pcapng.toBytes())) {
            assertThat(allocatedReading(file)).isLessThan(FRAMES);
        }
    }

    /** Octets allocated from the second frame to the last. */
    private static long allocatedReading(byte[] file) throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var frame = new Frame();
        try (CaptureInput input = CaptureInput.open(List.of("-"), new ByteArrayInputStream(file))) {
            assertThat(input.next(frame)).isTrue();
            long before = threads.getCurrentThreadAllocatedBytes();
            long frames = 1;
            while (input.next(frame)) {
                frames++;
            }
            long after = threads.getCurrentThreadAllocatedBytes();
            assertThat(frames).isEqualTo(FRAMES);
            return after - before;
        }
    }
}
