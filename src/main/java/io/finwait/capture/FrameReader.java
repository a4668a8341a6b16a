package io.finwait.capture;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of one file format out of a window, and keeps the books of the file. Damage ends the stream; nothing
 * throws because of what a file contains.
 */
abstract class FrameReader {
    final ByteWindow window;

    private final Set<Integer> linkTypes = new LinkedHashSet<>();
    private long frames;
    private long firstNanos;
    private long lastNanos = Long.MIN_VALUE;
    private long previousNanos = Long.MIN_VALUE;
    private long backwardSteps;
    private long largestBackwardStepNanos;
    private @Nullable Damage damage;

    FrameReader(ByteWindow window) {
        this.window = window;
    }

    /** As {@link FrameSource#next}; sets everything but {@link Frame#number} and {@link Frame#fileIndex}. */
    abstract boolean next(Frame frame) throws IOException;

    /** Octets that must be there for {@link #next} not to wait, as far as those there tell; 1 where they tell nothing. */
    int nextRecordBytes() {
        return 1;
    }

    abstract CaptureFormat format();

    /** The largest declared snap length; 0 if none is. */
    abstract int snapLength();

    abstract boolean nanosecondResolution();

    /** Packets the capturing system says it lost; -1 if it does not say. */
    long droppedByCapture() {
        return -1;
    }

    /** As {@link FrameSource#endNanos}. */
    long endNanos() {
        return Long.MIN_VALUE;
    }

    final List<Integer> linkTypes() {
        return List.copyOf(linkTypes);
    }

    final long frames() {
        return frames;
    }

    final long firstNanos() {
        return firstNanos;
    }

    final long lastNanos() {
        return frames == 0 ? 0 : lastNanos;
    }

    /** Time of the latest frame; 0 before the first. */
    final long previousNanos() {
        return frames == 0 ? 0 : previousNanos;
    }

    final long backwardSteps() {
        return backwardSteps;
    }

    final long largestBackwardStepNanos() {
        return largestBackwardStepNanos;
    }

    final @Nullable Damage damage() {
        return damage;
    }

    final void sawLinkType(int linkType) {
        linkTypes.add(linkType);
    }

    /** Books one frame and gives it its time and number. */
    final void book(Frame frame, long timeNanos) {
        frame.timeNanos = timeNanos;
        frame.numberInFile = ++frames;
        if (timeNanos < previousNanos) {
            backwardSteps++;
            largestBackwardStepNanos = Math.max(largestBackwardStepNanos, previousNanos - timeNanos);
        } else if (timeNanos > lastNanos) {
            lastNanos = timeNanos;
        }
        previousNanos = timeNanos;
        if (frames == 1) {
            firstNanos = timeNanos;
            lastNanos = timeNanos;
        }
    }

    /** Ends the stream at the record at the window's position, which cannot be. */
    final boolean damaged(String reason) {
        return damagedAt(window.offset(), reason);
    }

    final boolean damagedAt(long byteOffset, String reason) {
        return end(new Damage(frames, byteOffset, false, reason));
    }

    /**
     * Ends the stream where it stops: at the end of a record, or inside the one at the window's position.
     *
     * @param what the thing it stops inside of
     */
    final boolean stopped(String what) {
        return window.available() > 0 || window.breakage() != null ? stoppedAt(window.offset(), what) : false;
    }

    /** Ends the stream, which stops inside the thing that begins at {@code byteOffset}. */
    final boolean stoppedAt(long byteOffset, String what) {
        String breakage = window.breakage();
        if (breakage == null) {
            return end(new Damage(frames, byteOffset, true, "the file ends inside " + what));
        }
        return end(new Damage(frames, byteOffset, window.brokenByEnd(), "the compressed stream is " + breakage));
    }

    static String tooLong(int length, int longest) {
        return "captured length " + grouped(length) + " is more than the " + grouped(longest)
                + " that a frame can have";
    }

    /** An unsigned number with its thousands separated. */
    static String grouped(int unsigned) {
        return String.format(Locale.ROOT, "%,d", Integer.toUnsignedLong(unsigned));
    }

    private boolean end(Damage what) {
        if (damage == null) {
            damage = what;
            window.end();
        }
        return false;
    }
}
