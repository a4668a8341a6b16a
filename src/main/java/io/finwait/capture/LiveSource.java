package io.finwait.capture;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Captures that are still going on, as one stream; several in time order, as far as one can know it: a frame waits until every
 * other feed has a later one, or would have handed over an earlier one by now. So an idle device holds nobody up.
 */
final class LiveSource implements FrameSource {
    private static final int WINDOW_BYTES = 64 << 10;

    /** libpcap hands over what it has after 100 ms, and what it writes is flushed every 20 ms. */
    private static final long HANDED_OVER_NANOS = 150_000_000;

    /** A frame that is from further in the future has a time from before the clock was set back. */
    private static final long MOST_HELD_NANOS = 1_000_000_000;

    private final List<LiveMember> members;
    private final LivePulse pulse;
    private final long most;
    private final FrameTap tap;
    private final LongSupplier clock;
    private long number;

    /**
     * Starts the feeds and waits for the header of each.
     *
     * @param most the number of frames after which it ends
     * @param tap sees each of them
     * @param clock what the feeds take their times from, nanoseconds since the epoch
     * @throws CaptureException if one of them turns out to be no capture
     */
    LiveSource(List<LiveFeed> feeds, long most, FrameTap tap, LongSupplier clock, AtomicLong bytesRead)
            throws IOException {
        this.most = most;
        this.tap = tap;
        this.clock = clock;
        pulse = new LivePulse();
        members = feeds.stream().map(feed -> new LiveMember(feed, pulse)).toList();
        try {
            members.forEach(member -> member.feed.start(member.pipe));
            for (LiveMember member : members) {
                member.open(WINDOW_BYTES, bytesRead);
            }
            tap.begin(files());
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    void heart(Heartbeat heart) {
        pulse.heart(quietNanos -> {
            tap.pause();
            heart.beat(quietNanos);
        });
    }

    /** Packets that the capturing systems say they lost so far; -1 where one of them does not say. For any thread. */
    long dropped() {
        long dropped = 0;
        for (LiveMember member : members) {
            long here = member.feed.dropped();
            dropped = dropped < 0 || here < 0 ? -1 : dropped + here;
        }
        return dropped;
    }

    boolean isOfDevices() {
        for (LiveMember member : members) {
            if (!member.feed.isDevice()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        if (number < most && (members.size() == 1 ? members.get(0).next(frame) : nextInOrder(frame))) {
            frame.number = ++number;
            tap.frame(frame);
            return true;
        }
        close(); // now, so that nothing is counted as lost that nobody wanted
        return false;
    }

    private boolean nextInOrder(Frame frame) throws IOException {
        while (true) {
            boolean allKnown = true;
            boolean allOver = true;
            int earliest = -1;
            for (int i = 0; i < members.size(); i++) {
                LiveMember member = members.get(i);
                member.look();
                allKnown &= member.isPending || member.isOver;
                allOver &= member.isOver;
                if (member.isPending
                        && (earliest < 0 || member.pending.timeNanos < members.get(earliest).pending.timeNanos)) {
                    earliest = i;
                }
            }
            if (earliest >= 0 && (allKnown || isHandedOver(members.get(earliest).pending.timeNanos))) {
                LiveMember member = members.get(earliest);
                member.isPending = false;
                frame.copyFrom(member.pending);
                frame.fileIndex = earliest;
                return true;
            }
            if (allOver) {
                return false;
            }
            await();
        }
    }

    /** Whether every feed must have handed over by now what it captured at that time. */
    private boolean isHandedOver(long nanos) {
        long ahead = nanos + HANDED_OVER_NANOS - clock.getAsLong();
        return ahead <= 0 || ahead > MOST_HELD_NANOS;
    }

    private void await() throws IOException {
        synchronized (pulse) {
            if (!isAnyReadable()) {
                pulse.await();
            }
        }
        pulse.beat(false);
    }

    private boolean isAnyReadable() {
        for (LiveMember member : members) {
            if (!member.isPending && !member.isOver && member.pipe.isReadable()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<CaptureFile> files() {
        return members.stream().map(LiveMember::describe).toList();
    }

    @Override
    public void close() {
        members.forEach(LiveMember::close);
    }
}
