package io.finwait.lifecycle.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ZeekViewPropertyTest {
    private static final String CONN_STATES = "S0|S1|S2|S3|SF|REJ|RSTO|RSTR|RSTOS0|RSTRH|SH|SHR|OTH";
    private static final int[] FLAGS = {
        TcpSegment.ACK_FLAG,
        TcpSegment.ACK_FLAG,
        TcpSegment.ACK_FLAG,
        TcpSegment.ACK_FLAG,
        TcpSegment.ACK_FLAG | TcpSegment.FIN,
        TcpSegment.SYN,
        TcpSegment.SYN | TcpSegment.ACK_FLAG,
        TcpSegment.RST,
        0
    };

    /** Segments that mostly fit together, with losses, repetitions and nonsense between them. */
    private static final class RandomTalk {
        private final Random random;
        private final int[] isn;
        private final int[] sent = {0, 0};
        final TcpSegment segment = new TcpSegment();
        boolean fromA;

        RandomTalk(long seed) {
            random = new Random(seed);
            isn = new int[] {random.nextInt(), random.nextInt(3) - 300};
            segment.srcPort = 50_000;
            segment.dstPort = 50_001;
        }

        void next(int step) {
            fromA = step < 3 ? step != 1 : random.nextBoolean();
            int from = fromA ? 0 : 1;
            boolean opens = step < 3 && random.nextInt(10) != 0;
            boolean fits = random.nextInt(8) != 0;
            segment.flags = opens ? FLAGS[new int[] {5, 6, 0}[step]] : FLAGS[random.nextInt(FLAGS.length)];
            segment.payloadLength = opens || random.nextBoolean() ? 0 : random.nextInt(3_000);
            segment.payloadCaptured = random.nextInt(20) == 0 ? 0 : segment.payloadLength;
            segment.window = random.nextInt(20) == 0 ? 0 : 1;
            segment.seq = isn[from] + sent[from] + (fits ? 0 : random.nextInt(9_000) - 4_000);
            segment.ack = isn[1 - from] + sent[1 - from] + (fits ? 0 : random.nextInt(9_000) - 4_000);
            sent[from] = Math.max(sent[from], segment.end() - isn[from]);
            if (random.nextInt(100) == 0) {
                segment.seq = random.nextInt();
                segment.ack = random.nextInt();
            }
        }
    }

    @RepeatedTest(300)
    void anySegmentsGiveAKnownStateAndEachUnrepeatableLetterOnce(RepetitionInfo repetition) {
        var talk = new RandomTalk(repetition.getCurrentRepetition());
        var view = new ZeekView();
        for (int step = 0; step < 200; step++) {
            talk.next(step);
            view.segment(talk.segment, talk.fromA);
            assertThat(view.connState()).matches(CONN_STATES);
        }
        assertThat(view.history()).matches("[SHFRDAITGWshfrdaitgw^Qq]{1,256}");
        if (view.history().indexOf('^') <= 0) { // a later flip may show a letter again
            for (char letter : "DAIQdaiq".toCharArray()) {
                assertThat(view.history().chars().filter(c -> c == letter).count())
                        .as("%s in %s", letter, view.history())
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @RepeatedTest(300)
    void packedFieldsAndSequenceSpacesTellTheSameStory(RepetitionInfo repetition) {
        var talk = new RandomTalk(1_000L + repetition.getCurrentRepetition());
        var packed = new ZeekView();
        var unpacked = new ZeekView();
        assertThat(unpacked.space(true)).isNotSameAs(unpacked.space(false));
        for (int step = 0; step < 60; step++) {
            talk.next(step);
            packed.segment(talk.segment, talk.fromA);
            unpacked.segment(talk.segment, talk.fromA);
            assertThat(packed.history()).as("after segment %d", step + 1).isEqualTo(unpacked.history());
            assertThat(packed.connState()).as("after segment %d", step + 1).isEqualTo(unpacked.connState());
        }
    }

    @Test
    void segmentsInOrderAllocateNothing() {
        ZeekView view = Talk.replay(Talk.EXCHANGE);
        var data = segment(101, 201, 1_000);
        var ack = segment(201, 101, 0);
        exchange(view, data, ack, 20_000); // warm-up: the compiler and the bean allocate
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        exchange(view, data, ack, 500_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(1_000);
        assertThat(view.history()).isEqualTo("ShADad");
        assertThat(view.spaceIfAny(true)).isNull();
    }

    private static void exchange(ZeekView view, TcpSegment data, TcpSegment ack, int times) {
        for (int i = 0; i < times; i++) {
            view.segment(data, true);
            data.seq += data.payloadLength;
            ack.ack = data.seq;
            view.segment(ack, false);
        }
    }

    private static TcpSegment segment(int relativeSeq, int relativeAck, int payloadLength) {
        boolean fromA = payloadLength > 0;
        var segment = new TcpSegment();
        segment.flags = TcpSegment.ACK_FLAG;
        segment.window = 1;
        segment.seq = (fromA ? 1_000_000 : 5_000_000) + relativeSeq;
        segment.ack = (fromA ? 5_000_000 : 1_000_000) + relativeAck;
        segment.payloadLength = payloadLength;
        segment.payloadCaptured = payloadLength;
        return segment;
    }
}
