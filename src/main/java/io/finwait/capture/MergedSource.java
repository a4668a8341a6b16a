package io.finwait.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Several inputs as one stream in time order. Each keeps its own order even where its clock steps back. Of frames with the same
 * time, the one from the input that began first comes first, and of inputs that began at the same time the one named first:
 * so rotated files give the same stream in whatever order they are named.
 *
 * <p>To begin, every file is opened, its first frame looked at, and closed again; it is opened for good when the merge
 * reaches that frame. So a set of rotated files takes one buffer, not one each. What cannot be opened twice stays open.
 */
final class MergedSource implements FrameSource {
    private static final Comparator<MergeMember> BY_NEXT_FRAME =
            Comparator.comparingLong((MergeMember member) -> member.nextNanos).thenComparingInt(member -> member.index);

    private final List<MergeMember> members;
    private final PriorityQueue<MergeMember> waiting = new PriorityQueue<>(BY_NEXT_FRAME);
    private final FrameLocator locator;
    private final int windowBytes;
    private final AtomicLong totalRead;
    private @Nullable MergeMember current;
    private long limitNanos;
    private int limitIndex;
    private long number;

    /**
     * @param inputs in the order they were named
     * @param totalRead counts the octets read
     * @throws CaptureException if one of them holds no capture
     */
    MergedSource(List<InputFile> inputs, AtomicLong totalRead) throws IOException {
        this.totalRead = totalRead;
        this.windowBytes = inputs.size() <= 16 ? 256 << 10 : 64 << 10;
        this.members = new ArrayList<>(inputs.size());
        try {
            for (InputFile input : inputs) {
                members.add(new MergeMember(input, windowBytes, totalRead));
            }
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
        members.sort(Comparator.comparingLong(member -> member.nextNanos));
        for (int i = 0; i < members.size(); i++) {
            members.get(i).index = i;
        }
        waiting.addAll(members);
        locator = new FrameLocator(members.size());
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        MergeMember member = current;
        if (member != null && member.next(frame)) {
            long nanos = frame.timeNanos;
            if (nanos < limitNanos || (nanos == limitNanos && member.index < limitIndex)) {
                return deliver(frame, member);
            }
            member.putBack(frame);
            waiting.add(member);
        }
        return takeEarliest(frame);
    }

    /** Goes on with the input whose next frame is the earliest, up to where another one's is earlier. */
    private boolean takeEarliest(Frame frame) throws IOException {
        current = waiting.poll();
        while (current != null) {
            MergeMember following = waiting.peek();
            limitNanos = following == null ? Long.MAX_VALUE : following.nextNanos;
            limitIndex = following == null ? Integer.MAX_VALUE : following.index;
            if (current.start(frame, windowBytes, totalRead)) {
                locator.goesOnWith(current.index, number + 1);
                return deliver(frame, current);
            }
            current = waiting.poll();
        }
        return false;
    }

    private boolean deliver(Frame frame, MergeMember member) {
        frame.number = ++number;
        frame.fileIndex = member.index;
        return true;
    }

    FrameLocator locator() {
        return locator;
    }

    @Override
    public List<CaptureFile> files() {
        return members.stream().map(MergeMember::describe).toList();
    }

    @Override
    public void close() throws IOException {
        for (MergeMember member : members) {
            member.close();
        }
    }
}
