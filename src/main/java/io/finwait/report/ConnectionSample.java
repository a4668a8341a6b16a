package io.finwait.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * As many encoded connections as fit into so many octets. Where not all do it is those whose ids have the lowest hashes: a sample that
 * owes nothing to time, place or chance, so that the same capture always gives the same one. Those named in the end are kept whatever
 * their size. Filled by one thread; {@link #mayTake} may be asked by another.
 */
final class ConnectionSample implements Closeable {
    private record Taken(int hash, int id, int length) {}

    private final long mostBytes;
    private final IdOrderedSpill records = new IdOrderedSpill();

    /** What was taken, the first to be given up at the head. */
    private final PriorityQueue<Taken> taken =
            new PriorityQueue<>(Comparator.comparingInt(Taken::hash).reversed());

    private long bytes;
    private long count;

    /** The lowest hash that was given up; sinks. */
    private volatile int bound = Integer.MAX_VALUE;

    ConnectionSample(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Whether there is still room for this one; false once means false for ever. */
    boolean mayTake(int id) {
        return hash(id) < bound;
    }

    /** Takes a connection, for which others may have to go, or it itself. */
    void add(int id, FieldText record) throws IOException {
        if (!mayTake(id)) {
            return;
        }
        taken.add(new Taken(hash(id), id, record.length()));
        keep(id, record);
        while (bytes > mostBytes) {
            Taken given = taken.remove();
            bound = given.hash();
            records.remove(given.id());
            bytes -= given.length();
            count--;
        }
    }

    /** Keeps a connection that is not here, whatever its size; at the end. */
    void keep(int id, FieldText record) throws IOException {
        records.add(id, record.octets(), record.length());
        bytes += record.length();
        count++;
    }

    boolean contains(int id) {
        return records.contains(id);
    }

    long count() {
        return count;
    }

    /** What those that are here take. */
    long bytes() {
        return bytes;
    }

    void writeTo(OutputStream out, byte[] separator) throws IOException {
        records.writeTo(out, separator);
    }

    /**
     * Mixes an id's bits (the 32-bit finaliser of MurmurHash3); not negative and below the largest int, so that the first bound lets all
     * pass.
     */
    private static int hash(int id) {
        int h = id;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return Math.min((h ^ h >>> 16) & Integer.MAX_VALUE, Integer.MAX_VALUE - 1);
    }

    /** Gives up the temporary file, if there is one. */
    @Override
    public void close() throws IOException {
        records.close();
    }
}
