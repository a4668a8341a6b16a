package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.FIN;
import static io.finwait.decode.TcpSegment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.finwait.decode.TcpSegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tracker keeps follows what is open, not what it has read. */
class TrackerMemoryTest {
    private static final int MILLION = 1_000_000;
    private static final long MILLI = 1_000_000;

    /** Counts; makes no records. */
    private static final class Counter implements ConnectionListener {
        long finished;
        long evicted;
        long inTimeWait;
        long mostInTimeWait;

        @Override
        public void timeWaitEntered(Connection connection, Role holder, long nanos) {
            inTimeWait++;
            mostInTimeWait = Math.max(mostInTimeWait, inTimeWait);
        }

        @Override
        public void timeWaitLeft(Connection connection, Role holder, long nanos) {
            inTimeWait--;
        }

        @Override
        public boolean finished(Connection connection, Ending ending) {
            finished++;
            evicted += ending.reason() == Ending.Reason.EVICTED ? 1 : 0;
            return true;
        }
    }

    private final Counter counter = new Counter();
    private final TcpSegment segment = new TcpSegment();

    @BeforeEach
    void setUp() {
        segment.srcHigh = TcpSegment.IPV4_MARK;
        segment.dstHigh = TcpSegment.IPV4_MARK;
        segment.window = 500;
        segment.mss = -1;
        segment.windowScale = -1;
    }

    private ConnectionTracker tracker(long heapLimitBytes) {
        return new ConnectionTracker(HostProfiles.linux(), counter, heapLimitBytes, false);
    }

    /** A segment of client number {@code i}, or of the server to it. */
    private TcpSegment segment(int i, boolean fromClient, int flags, int seq, int ack, long timeNanos) {
        long client = 0x0A00_0000L + i / 50_000;
        long server = 0x0B00_0001L;
        int port = 10_000 + i % 50_000;
        segment.srcLow = fromClient ? client : server;
        segment.dstLow = fromClient ? server : client;
        segment.srcPort = fromClient ? port : 80;
        segment.dstPort = fromClient ? 80 : port;
        segment.flags = flags;
        segment.seq = seq;
        segment.ack = ack;
        segment.timeNanos = timeNanos;
        segment.frame++;
        segment.payloadLength = 0;
        segment.payloadCaptured = 0;
        return segment;
    }

    private void open(ConnectionTracker tracker, int i, long nanos) {
        tracker.segment(segment(i, true, SYN, 1000, 0, nanos));
        tracker.segment(segment(i, false, SYN | ACK_FLAG, 5000, 1001, nanos));
        tracker.segment(segment(i, true, ACK_FLAG, 1001, 5001, nanos));
    }

    private void close(ConnectionTracker tracker, int i, long nanos) {
        tracker.segment(segment(i, true, FIN | ACK_FLAG, 1001, 5001, nanos));
        tracker.segment(segment(i, false, FIN | ACK_FLAG, 5001, 1002, nanos));
        tracker.segment(segment(i, true, ACK_FLAG, 1002, 5002, nanos));
    }

    /** A thousand connections a second: those of the last minute are in TIME_WAIT, the others are gone. */
    @Test
    void millionConnectionsThatComeAndGoAreNotKept() {
        ConnectionTracker tracker = tracker(Long.MAX_VALUE);
        long mostKept = 0;
        for (int i = 0; i < MILLION; i++) {
            open(tracker, i, i * MILLI);
            close(tracker, i, i * MILLI);
            mostKept = Math.max(mostKept, i + 1 - counter.finished);
        }

        assertThat(counter.mostInTimeWait).isBetween(60_000L, 60_020L); // to the tick of a wheel
        assertThat(mostKept).isBetween(60_000L, 70_000L);
        tracker.finish(MILLION * MILLI);
        assertThat(counter.finished).isEqualTo(MILLION);
        assertThat(counter.inTimeWait).isZero();
        assertThat(counter.evicted).isZero();
    }

    @Test
    void connectionsThatStayOpenAreGivenUpBeyondTheLimitAndThatIsSaid() {
        long limit = 1_000L * Connection.HEAP_BYTES;
        ConnectionTracker tracker = tracker(limit);
        long mostKept = 0;
        for (int i = 0; i < MILLION; i++) {
            open(tracker, i, i * MILLI);
            mostKept = Math.max(mostKept, i + 1 - counter.finished);
        }

        assertThat(mostKept).as("the idle ones are frozen first").isBetween(2_500L, 6_000L);
        assertThat(counter.evicted).isBetween(MILLION - 6_000L, MILLION - 2_400L);
        tracker.finish(MILLION * MILLI);
        assertThat(counter.finished).isEqualTo(MILLION);
    }

    @Test
    void synsThatNobodyAnswersAreGoneAfterTheirTime() {
        ConnectionTracker tracker = tracker(Long.MAX_VALUE);
        for (int i = 0; i < MILLION; i++) {
            tracker.segment(segment(i, true, SYN, 1000, 0, i * MILLI));
        }

        assertThat(MILLION - counter.finished).isBetween(134_000L, 135_000L);
    }

    @Test
    void connectionInUseIsNotGivenUpForOnesThatAreIdle() {
        long limit = 1_000L * Connection.HEAP_BYTES;
        ConnectionTracker tracker = tracker(limit);
        open(tracker, 0, 0);
        int seq = 1001;
        for (int i = 1; i < 5_000; i++) {
            open(tracker, i, i * 50 * MILLI);
            segment(0, true, ACK_FLAG, seq, 5001, i * 50 * MILLI);
            segment.payloadLength = 10;
            tracker.segment(segment);
            seq += 10;
        }
        tracker.finish(5_000 * 50 * MILLI);

        assertThat(counter.evicted).isGreaterThan(100);
        assertThat(counter.finished)
                .as("the one in use was not given up and begun again")
                .isEqualTo(5_000);
    }

    @Test
    void segmentsOfAnOpenConnectionAllocateNothing() {
        ConnectionTracker tracker = tracker(Long.MAX_VALUE);
        open(tracker, 0, 0);
        talk(tracker, 0, 200_000);

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        talk(tracker, 200_000, MILLION);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).as("octets for a million segments").isLessThan(1_000);
        assertThat(counter.finished).isZero();
    }

    /** Data from the client, of which every other segment is acknowledged, with timestamps. */
    private void talk(ConnectionTracker tracker, int from, int count) {
        segment.hasTimestamps = true;
        for (int i = from; i < from + count; i += 2) {
            segment(0, true, ACK_FLAG, 1001 + i * 700, 5001, i * MILLI);
            segment.payloadLength = 1400;
            segment.payloadCaptured = 1400;
            tracker.segment(segment);
            tracker.segment(segment(0, false, ACK_FLAG, 5001, 1001 + i * 700 + 1400, i * MILLI));
        }
    }

    /** Once the pool is filled, connections come and go without garbage but for what lingers. */
    @Test
    void connectionsThatComeAndGoAllocateLittle() {
        ConnectionTracker tracker = tracker(Long.MAX_VALUE);
        churn(tracker, 0, 200_000);

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        churn(tracker, 200_000, 200_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated / 200_000).as("octets per connection").isLessThan(600);
    }

    private void churn(ConnectionTracker tracker, int from, int count) {
        for (int i = from; i < from + count; i++) {
            open(tracker, i, i * MILLI);
            close(tracker, i, i * MILLI);
        }
    }
}
