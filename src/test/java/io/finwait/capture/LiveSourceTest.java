package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.ScriptedFeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveSourceTest {
    private static final byte[] HEADER = CaptureBytes.littlePcap().toBytes();

    private final Frame frame = new Frame();

    private static CaptureInput open(long most, LiveFeed... feeds) throws IOException {
        return CaptureInput.live(List.of(feeds), most, FrameTap.NONE);
    }

    private List<Long> secondsUntilItEnds(CaptureInput input) throws IOException {
        var seconds = new ArrayList<Long>();
        while (input.next(frame)) {
            seconds.add(frame.timeNanos / 1_000_000_000);
        }
        return seconds;
    }

    @Test
    void framesOfSeveralFeedsComeInTimeOrder() throws IOException {
        var a = new ScriptedFeed(
                "a", CaptureBytes.littlePcap().recordsAt(1, 4, 5).toBytes());
        var b = new ScriptedFeed(
                "b", CaptureBytes.littlePcap().recordsAt(2, 3, 6).toBytes());
        CaptureInput input = open(Long.MAX_VALUE, a, b);
        a.end();
        b.end();

        assertThat(secondsUntilItEnds(input)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(input.files()).extracting(CaptureFile::frames).containsExactly(3L, 3L);
    }

    @Test
    void anIdleFeedHoldsNobodyUp() throws IOException {
        var busy =
                new ScriptedFeed("busy", CaptureBytes.littlePcap().recordsAt(1).toBytes());
        var idle = new ScriptedFeed("idle", HEADER);
        CaptureInput input = open(Long.MAX_VALUE, busy, idle);

        assertThat(input.next(frame)).isTrue(); // hangs if it waits for the idle one
        assertThat(frame.number).isEqualTo(1);
        input.close();
    }

    @Test
    void halfARecordOfOneFeedHoldsNobodyUpEither() throws IOException {
        byte[] whole = CaptureBytes.littlePcap().recordsAt(3).toBytes();
        var busy =
                new ScriptedFeed("busy", CaptureBytes.littlePcap().recordsAt(1).toBytes());
        var slow = new ScriptedFeed("slow", Arrays.copyOf(whole, whole.length - 1));
        CaptureInput input = open(Long.MAX_VALUE, slow, busy);

        assertThat(input.next(frame)).isTrue();
        slow.send(new byte[] {0}, 1);
        assertThat(input.next(frame)).isTrue();
        assertThat(frame.timeNanos).isEqualTo(3_000_000_000L);
        input.close();
    }

    @Test
    void aFrameWaitsForAnEarlierOneThatIsNotHandedOverYet() throws IOException {
        var ahead = new ScriptedFeed(
                "ahead", CaptureBytes.littlePcap().recordsAt(10).toBytes());
        var late = new ScriptedFeed("late", HEADER);
        byte[] record = CaptureBytes.littlePcap().recordsAt(5).toBytes();
        // Half a second before the first one: others may still have an earlier one.
        CaptureInput input =
                CaptureInput.live(List.of(ahead, late), Long.MAX_VALUE, FrameTap.NONE, () -> 9_500_000_000L);
        var beats = new AtomicInteger();
        input.whileLive(quietNanos -> {
            if (beats.incrementAndGet() == 1) {
                late.send(Arrays.copyOfRange(record, HEADER.length, record.length), record.length - HEADER.length);
            }
        });

        assertThat(input.next(frame)).isTrue();
        assertThat(frame.timeNanos).isEqualTo(5_000_000_000L);
        input.close();
    }

    @Test
    void theHeartBeatsWhileNothingComes() throws IOException {
        var feed = new ScriptedFeed("a", HEADER);
        CaptureInput input = open(Long.MAX_VALUE, feed);
        var beats = new AtomicInteger();
        input.whileLive(quietNanos -> {
            if (beats.incrementAndGet() == 3) {
                feed.end();
            }
        });

        assertThat(input.next(frame)).isFalse(); // hangs without beats
        assertThat(beats.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void theNumberOfFramesAskedForIsTheEndOfTheFeeds() throws IOException {
        var feed = new ScriptedFeed(
                "a", CaptureBytes.littlePcap().recordsAt(1, 2, 3).toBytes());
        CaptureInput input = open(2, feed);

        assertThat(secondsUntilItEnds(input)).containsExactly(1L, 2L);
        assertThat(feed.isStopped()).isTrue();
    }

    @Test
    void whatIsCutByStoppingIsNoDamageAndLossesAreTheFeeds() throws IOException {
        byte[] whole = CaptureBytes.littlePcap().recordsAt(1, 2).toBytes();
        var feed = new ScriptedFeed("a", Arrays.copyOf(whole, whole.length - 1));
        CaptureInput input = open(Long.MAX_VALUE, feed);
        feed.stop();

        assertThat(secondsUntilItEnds(input)).containsExactly(1L);
        CaptureFile file = input.files().get(0);
        assertThat(file.damage()).isNull();
        assertThat(file.droppedByCapture()).isEqualTo(7);
        assertThat(file.format()).isEqualTo(CaptureFormat.LIVE);
    }

    @Test
    void octetsComeOutOfAPipeAsTheyWentIn() throws Exception {
        byte[] sent = new byte[5_000_000]; // several times what it holds
        new Random(7).nextBytes(sent);
        var pipe = new OctetPipe(new LivePulse());
        var writer = new Thread(() -> {
            var sizes = new Random(8);
            try {
                for (int at = 0; at < sent.length; ) {
                    int count = Math.min(sent.length - at, 1 + sizes.nextInt(100_000));
                    pipe.write(sent, at, count);
                    at += count;
                }
                pipe.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        writer.start();

        assertThat(pipe.stream().readAllBytes()).isEqualTo(sent);
        writer.join();
    }

    @Test
    void aWriterLearnsThatNobodyReads() throws Exception {
        var pipe = new OctetPipe(new LivePulse());
        pipe.abandon();

        assertThat(pipe.write(new byte[2_000_000], 0, 2_000_000)).isFalse();
    }
}
