package io.finwait.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a frame's number in merged order which file it is from, and its number there: what Wireshark shows for that file.
 *
 * <p>Kept are the runs of frames that came from one file each: two octets for a short one. A rotated set has as many runs as files,
 * two captures of the same traffic up to one for every frame; frames beyond {@value #MOST_BYTES} octets are not found. Safe for
 * use by several threads: the merge writes while reports read.
 */
public final class FrameLocator {
    /** Enough for some 12 million runs. */
    private static final long MOST_BYTES = 32 << 20;

    private static final int RUNS_PER_BLOCK = 128;

    /** An object, two array headers, and their references. */
    private static final int BLOCK_BYTES = 96;

    /**
     * A frame in its own file.
     *
     * @param fileIndex in the order of {@link FrameSource#files}
     * @param number from 1, as Wireshark's {@code frame.number} of that file
     */
    public record Place(int fileIndex, long number) {}

    /** Successive runs. */
    private static final class Block {
        /** Merged number of its first frame. */
        final long firstFrame;

        /** Frames of each file before it. */
        final long[] before;

        /** Index of the file and number of frames, alternating, each in groups of seven bits, the lowest first. */
        final byte[] runs;

        Block(long firstFrame, long[] before, byte[] runs) {
            this.firstFrame = firstFrame;
            this.before = before;
            this.runs = runs;
        }
    }

    private final List<Block> blocks = new ArrayList<>();
    private final long mostBytes;
    private long bytes;

    /** The block being filled: runs that have ended. */
    private byte[] runs = new byte[RUNS_PER_BLOCK * 4];

    private int length;
    private int count;
    private long blockFrame = 1;
    private final long[] before;

    /** Frames of each file before the run that goes on, in file {@code file} from frame {@code runFrame}. */
    private final long[] soFar;

    private int file = -1;
    private long runFrame = 1;

    /** First frame that is not found any more. */
    private long endFrame = Long.MAX_VALUE;

    FrameLocator(int files) {
        this(files, MOST_BYTES);
    }

    FrameLocator(int files, long mostBytes) {
        before = new long[files];
        soFar = new long[files];
        this.mostBytes = mostBytes;
    }

    /** The merge: from {@code frame} on, which was not taken yet, frames come from another file. */
    synchronized void goesOnWith(int fileIndex, long frame) {
        if (fileIndex == file || endFrame != Long.MAX_VALUE) {
            return;
        }
        if (bytes > mostBytes) {
            endFrame = frame;
            return;
        }
        if (file >= 0) {
            put(file);
            put(frame - runFrame);
            soFar[file] += frame - runFrame;
            if (++count == RUNS_PER_BLOCK) {
                finishBlock(frame);
            }
        }
        file = fileIndex;
        runFrame = frame;
    }

    private void finishBlock(long nextFrame) {
        blocks.add(new Block(blockFrame, before.clone(), Arrays.copyOf(runs, length)));
        bytes += BLOCK_BYTES + 8L * before.length + length;
        System.arraycopy(soFar, 0, before, 0, before.length);
        blockFrame = nextFrame;
        length = 0;
        count = 0;
    }

    private void put(long value) {
        if (length + 10 > runs.length) {
            runs = Arrays.copyOf(runs, runs.length * 2);
        }
        long rest = value;
        while (rest > 0x7F) {
            runs[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        runs[length++] = (byte) rest;
    }

    /**
     * Where a frame is.
     *
     * @param frame a number in merged order that was given to a frame
     * @return null where the files alternated too often before it
     */
    public synchronized @Nullable Place locate(long frame) {
        if (frame >= endFrame) {
            return null;
        }
        if (frame >= runFrame) {
            return new Place(file, soFar[file] + frame - runFrame + 1);
        }
        if (frame >= blockFrame) {
            return locate(frame, blockFrame, before, runs);
        }
        int low = 0;
        int high = blocks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (blocks.get(middle).firstFrame <= frame) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Block block = blocks.get(low);
        return locate(frame, block.firstFrame, block.before, block.runs);
    }

    /** Looks through runs of which one has the frame. */
    private static Place locate(long frame, long firstFrame, long[] before, byte[] runs) {
        long[] frames = before.clone();
        long start = firstFrame;
        for (int at = 0; ; ) {
            int fileIndex = (int) get(runs, at);
            at = after(runs, at);
            long many = get(runs, at);
            at = after(runs, at);
            if (frame < start + many) {
                return new Place(fileIndex, frames[fileIndex] + frame - start + 1);
            }
            frames[fileIndex] += many;
            start += many;
        }
    }

    private static long get(byte[] runs, int at) {
        long value = 0;
        for (int i = at, shift = 0; ; i++, shift += 7) {
            value |= (runs[i] & 0x7FL) << shift;
            if (runs[i] >= 0) {
                return value;
            }
        }
    }

    /** Index behind the value at {@code at}. */
    private static int after(byte[] runs, int at) {
        int i = at;
        while (runs[i] < 0) {
            i++;
        }
        return i + 1;
    }
}
