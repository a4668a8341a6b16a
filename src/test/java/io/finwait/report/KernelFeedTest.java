package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.host.HostSample;
import io.finwait.host.ProcTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KernelFeedTest {
    private static HostSample sample;

    @BeforeAll
    static void readSample() throws Exception {
        sample = HostSample.read(ProcTree.ofCopy(Path.of("src/test/resources/host/leaky-server")), false);
    }

    private static KernelLook look(long frames) {
        return new KernelLook(null, frames, -1, sample, null);
    }

    private static List<Long> taken(Queue<KernelLook> queue) {
        var taken = new ArrayList<Long>();
        for (KernelLook look = queue.poll(); look != null; look = queue.poll()) {
            taken.add(look.frames());
        }
        return taken;
    }

    @Test
    void eachReaderGetsEachLookOnce() {
        var feed = new KernelFeed();
        Queue<KernelLook> one = feed.read();
        Queue<KernelLook> other = feed.read();
        feed.put(look(1));

        assertThat(taken(one)).containsExactly(1L);
        assertThat(taken(one)).isEmpty();
        feed.put(look(2));
        assertThat(taken(other)).containsExactly(1L, 2L);
    }

    @Test
    void oneThatComesLateGetsTheLatestLookToBeginWith() {
        var feed = new KernelFeed();
        feed.put(look(1));
        feed.put(look(2));

        assertThat(taken(feed.read())).containsExactly(2L);
    }

    @Test
    void ofOneThatNoLongerReadsTheLatestLooksAreKept() {
        var feed = new KernelFeed();
        Queue<KernelLook> idle = feed.read();
        LongStream.range(0, 1_000).forEach(frames -> feed.put(look(frames)));

        assertThat(taken(idle)).containsExactly(992L, 993L, 994L, 995L, 996L, 997L, 998L, 999L);
    }
}
