package io.finwait.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes encoded records in any order and gives them back in order of id. Connections are told as they complete, while json
 * and csv list them by id. What exceeds {@link #MEMORY_BYTES} goes to a temporary file that vanishes with the process, so
 * heap grows by one long for each id and by nothing else. Not thread-safe.
 *
 * @see #close
 */
final class IdOrderedSpill implements Closeable {
    static final int MEMORY_BYTES = 8 << 20;
    private static final int WINDOW_BYTES = 64 << 10;
    private static final long ABSENT = -1;

    private final int memoryBytes;

    /** Where each id's record begins in the stream of all records, the first part of which is in the file. */
    private long[] offsets = new long[256];

    private int idLimit;
    private byte[] tail = new byte[16 << 10];
    private int tailLength;
    private long spilledBytes;
    private @Nullable FileChannel file;
    private byte[] window = new byte[0];
    private long windowStart;

    IdOrderedSpill() {
        this(MEMORY_BYTES);
    }

    IdOrderedSpill(int memoryBytes) {
        this.memoryBytes = memoryBytes;
        Arrays.fill(offsets, ABSENT);
    }

    /**
     * Keeps one record. An id is given at most once.
     *
     * @param id from 0
     */
    void add(int id, byte[] record, int length) throws IOException {
        if (id >= offsets.length) {
            int size = offsets.length;
            offsets = Arrays.copyOf(offsets, Math.max(id + 1, (int) Math.min(Integer.MAX_VALUE - 8, 2L * size)));
            Arrays.fill(offsets, size, offsets.length, ABSENT);
        }
        idLimit = Math.max(idLimit, id + 1);
        if (tailLength > 0 && tailLength + Integer.BYTES + length > memoryBytes) {
            spill();
        }
        if (tailLength + Integer.BYTES + length > tail.length) {
            int wanted = Math.max(tailLength + Integer.BYTES + length, Math.min(2 * tail.length, memoryBytes));
            tail = Arrays.copyOf(tail, wanted);
        }
        offsets[id] = spilledBytes + tailLength;
        ByteBuffer.wrap(tail).putInt(tailLength, length);
        System.arraycopy(record, 0, tail, tailLength + Integer.BYTES, length);
        tailLength += Integer.BYTES + length;
    }

    /** Whether there is a record of this id. */
    boolean contains(int id) {
        return id < offsets.length && offsets[id] != ABSENT;
    }

    /** Forgets a record. */
    void remove(int id) {
        offsets[id] = ABSENT;
    }

    /** Writes every record in order of id, {@code separator} between two. */
    void writeTo(OutputStream out, byte[] separator) throws IOException {
        boolean first = true;
        for (int id = 0; id < idLimit; id++) {
            if (offsets[id] != ABSENT) {
                if (!first) {
                    out.write(separator);
                }
                first = false;
                writeRecord(out, offsets[id]);
            }
        }
    }

    private void writeRecord(OutputStream out, long offset) throws IOException {
        if (offset >= spilledBytes) {
            int at = (int) (offset - spilledBytes);
            out.write(tail, at + Integer.BYTES, ByteBuffer.wrap(tail).getInt(at));
            return;
        }
        int at = windowed(offset, Integer.BYTES);
        int length = ByteBuffer.wrap(window).getInt(at);
        at = windowed(offset, Integer.BYTES + length);
        out.write(window, at + Integer.BYTES, length);
    }

    /** Makes {@code count} octets of the file from {@code offset} present in the window and returns where they are. */
    private int windowed(long offset, int count) throws IOException {
        if (offset < windowStart || offset + count > windowStart + window.length) {
            // Ids are almost in order of completion: half of the window looks back.
            windowStart = Math.max(0, offset - WINDOW_BYTES / 2);
            long wanted = Math.max(offset - windowStart + count, WINDOW_BYTES);
            window = read(windowStart, (int) Math.min(wanted, spilledBytes - windowStart));
        }
        return (int) (offset - windowStart);
    }

    private byte[] read(long from, int count) throws IOException {
        FileChannel spilled = file;
        if (spilled == null) {
            throw new IllegalStateException("nothing was spilled");
        }
        ByteBuffer octets = window.length == count ? ByteBuffer.wrap(window) : ByteBuffer.allocate(count);
        while (octets.hasRemaining()) {
            if (spilled.read(octets, from + octets.position()) < 0) {
                throw new IOException("the temporary file for reordering was cut short");
            }
        }
        return octets.array();
    }

    private void spill() throws IOException {
        FileChannel spilled = file;
        if (spilled == null) {
            Path path = Files.createTempFile("finwait-", ".spill");
            spilled = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = spilled;
        }
        for (int at = 0; at < tailLength; ) {
            // In pieces: the channel copies what it is given to memory of its own, which it would have to make as
            // large.
            ByteBuffer piece = ByteBuffer.wrap(tail, at, Math.min(WINDOW_BYTES, tailLength - at));
            at += spilled.write(piece, spilledBytes + at);
        }
        spilledBytes += tailLength;
        tailLength = 0;
    }

    /** Removes the temporary file. */
    @Override
    public void close() throws IOException {
        FileChannel spilled = file;
        if (spilled != null) {
            file = null;
            spilled.close();
        }
    }
}
