package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.FIN;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.decode.TcpSegment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.IpAddress;
import io.finwait.testing.PacketScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that no TCP would send, of few 4-tuples and few numbers so that they meet. */
class RandomSegmentsTest {
    private static final int[] FLAGS = {
        SYN,
        SYN | ACK_FLAG,
        ACK_FLAG,
        ACK_FLAG,
        ACK_FLAG,
        FIN | ACK_FLAG,
        FIN | ACK_FLAG,
        RST,
        RST | ACK_FLAG,
        FIN,
        SYN | FIN,
        0
    };
    private static final int[] BASES = {0xFFFF_FFF0, 0xFFFF_FFF0, 0xFFFF_FFF0, 0x4000_0000, 0x7FFF_FFFE};
    private static final long[] GAPS_MILLIS = {0, 0, 1, 1, 1, 10, 300, 3_000, 61_000, -5, -70_000};

    static List<TcpSegment> segments(long seed, int count, int tuples) {
        var random = new Random(seed);
        var all = new ArrayList<TcpSegment>();
        long nanos = PacketScript.START_NANOS;
        for (int i = 0; i < count; i++) {
            nanos += GAPS_MILLIS[random.nextInt(GAPS_MILLIS.length)] * 1_000_000;
            all.add(segment(random, nanos, i + 1, tuples));
        }
        return all;
    }

    private static TcpSegment segment(Random random, long nanos, int frame, int tuples) {
        var s = new TcpSegment();
        s.timeNanos = nanos;
        s.frame = frame;
        IpAddress client = IpAddress.ofV4(0x0A00_0000 + random.nextInt(tuples));
        IpAddress server = IpAddress.ofV4(0x0B00_0000);
        boolean up = random.nextBoolean();
        s.srcHigh = client.high();
        s.dstHigh = server.high();
        s.srcLow = up ? client.low() : server.low();
        s.dstLow = up ? server.low() : client.low();
        s.srcPort = up ? 40000 : 80;
        s.dstPort = up ? 80 : 40000;
        s.seq = BASES[random.nextInt(BASES.length)] + random.nextInt(4) * (random.nextInt(3) == 0 ? 10 : 1);
        s.ack = BASES[random.nextInt(BASES.length)] + random.nextInt(4) * (random.nextInt(3) == 0 ? 10 : 1);
        s.flags = FLAGS[random.nextInt(FLAGS.length)];
        s.payloadLength = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0;
        s.payloadCaptured = s.payloadLength;
        s.window = random.nextInt(3);
        s.ipId = random.nextInt(4);
        s.hasTimestamps = random.nextInt(3) > 0;
        s.tsVal = random.nextInt(5) - 2;
        s.tsEcr = random.nextInt(5) - 2;
        s.ttl = 64;
        s.mss = -1;
        s.windowScale = -1;
        s.headerCut = random.nextInt(50) == 0;
        return s;
    }

    @Test
    void recordsKeepTheInvariantsWhateverIsSent() {
        for (int seed = 0; seed < 1500; seed++) {
            List<TcpSegment> segments = segments(seed, 40, 2);
            try {
                Lives lives = Lives.ofSegments(segments, Segments.lastNanos(segments));
                Invariants.check(lives.all(), segments.size());
                assertTimeWaitEventsAreInPairs(lives.timeWaitEvents());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + Segments.describe(segments) + System.lineSeparator() + e.getMessage(), e);
            }
        }
    }

    /** Whatever is given up for want of room, each connection is finished once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2_000, 8_000, 200_000})
    void everyConnectionIsFinishedOnceWhateverTheRoom(long heapLimitBytes) {
        for (int seed = 0; seed < 6; seed++) {
            List<TcpSegment> segments = segments(seed, 3000, 60);
            var lives = new Lives(HostProfiles.linux(), heapLimitBytes);
            segments.forEach(lives::segment);
            lives.end(Segments.lastNanos(segments));

            Invariants.check(lives.all(), segments.size());
            assertTimeWaitEventsAreInPairs(lives.timeWaitEvents());
            assertThat(lives.evicted() > 0).isEqualTo(heapLimitBytes < 200_000);
        }
    }

    /** Each holder enters before it leaves, and leaves in the end. */
    private static void assertTimeWaitEventsAreInPairs(List<String> events) {
        var inTimeWait = new ArrayList<String>();
        for (String event : events) {
            String holder = event.split(" ")[1];
            if (event.startsWith("+")) {
                inTimeWait.add(holder);
            } else {
                assertThat(inTimeWait.remove(holder)).as(event).isTrue();
            }
        }
        assertThat(inTimeWait).isEmpty();
    }
}
