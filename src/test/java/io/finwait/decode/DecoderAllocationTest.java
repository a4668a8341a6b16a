package io.finwait.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.finwait.capture.Frame;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Frames;
import io.finwait.testing.PacketScript;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderAllocationTest {
    private static final int SEGMENTS = 1_000_000;
    /** Below one octet in a thousand segments: room for the machine to compile, none for an object per anything. */
    private static final long TOLERANCE_BYTES = SEGMENTS / 1000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void millionSegmentsAllocateNothing(boolean verifyChecksums) {
        var decoder = new FrameDecoder(verifyChecksums, sink());
        List<CapturedFrame> frames = frames();
        decode(decoder, frames, 200_000);

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        decode(decoder, frames, SEGMENTS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoder.counters().segments()).isGreaterThan(SEGMENTS / 2);
        assertThat(allocated).isLessThan(TOLERANCE_BYTES);
    }

    @Test
    void framesWithoutASegmentAllocateNothingEither() {
        var decoder = new FrameDecoder(false, sink());
        List<CapturedFrame> frames = List.of(
                CapturedFrame.ethernet(0, Frames.ethernet(0x0806, new byte[28])),
                CapturedFrame.ethernet(0, Frames.ethernet(new byte[] {0x45})),
                CapturedFrame.ethernet(
                        0,
                        Frames.ethernet(Frames.ip("10.9.0.1", "10.1.0.1", 1, Frames.icmpUnreachable(Decoding.v4())))),
                new CapturedFrame(0, new byte[60], 60, 9999));
        decode(decoder, frames, 200_000);

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        decode(decoder, frames, SEGMENTS);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(TOLERANCE_BYTES);
    }

    private static List<CapturedFrame> frames() {
        var script = PacketScript.connection().established();
        script.client().data(1000);
        script.open("[2001:db8::1]:5000", "[2001:db8::2]:80").established();
        var frames = new ArrayList<>(script.frames());
        for (String payload : List.of("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "QUIT\r\n")) {
            frames.add(CapturedFrame.ethernet(0, Frames.ethernet(text(payload))));
        }
        LinkTypesTest.frames()
                .forEach(a -> frames.add(
                        new CapturedFrame(0, (byte[]) a.get()[2], ((byte[]) a.get()[2]).length, (Integer) a.get()[0])));
        TunnelsTest.packets().forEach(a -> frames.add(CapturedFrame.ethernet(0, Frames.ethernet((byte[]) a.get()[1]))));
        return frames;
    }

    private static byte[] text(String payload) {
        return Frames.tcpPacket(
                "10.0.0.1", 1, "10.0.0.2", 80, 3, 4, TcpSegment.ACK_FLAG, new byte[0], payload.getBytes(US_ASCII));
    }

    private static void decode(FrameDecoder decoder, List<CapturedFrame> frames, int count) {
        var frame = new Frame();
        for (int i = 0; i < count; i++) {
            frames.get(i % frames.size()).fill(frame, i);
            decoder.decode(frame);
        }
    }

    private static SegmentSink sink() {
        var segment = new TcpSegment();
        return new SegmentSink() {
            @Override
            public TcpSegment claim() {
                return segment;
            }

            @Override
            public void publish() {}
        };
    }
}
