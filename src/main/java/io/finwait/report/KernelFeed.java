package io.finwait.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Passes looks at the kernel from the thread that takes them on to those that write. */
public final class KernelFeed {
    /** Looks that wait for one that reads, the latest ones: an output that failed reads no more. */
    private static final int MOST_WAITING = 8;

    private final List<Queue<KernelLook>> readers = new ArrayList<>();
    private @Nullable KernelLook latest;

    /** Hands one on to everybody who reads. */
    public synchronized void put(KernelLook look) {
        latest = look;
        for (Queue<KernelLook> reader : readers) {
            while (!reader.offer(look)) {
                reader.poll();
            }
        }
    }

    /** Begins to read: where the latest look, if there was one, and those to come can be taken from. */
    synchronized Queue<KernelLook> read() {
        var queue = new ArrayBlockingQueue<KernelLook>(MOST_WAITING);
        if (latest != null) {
            queue.add(latest);
        }
        readers.add(queue);
        return queue;
    }
}
