package io.finwait.flow;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entry of a 4-tuple: open addressing with linear probing and backward-shift deletion. The hash is kept beside
 * each entry so that a probe touches an entry only when it is almost surely the right one. The
 * hash is seeded per table because strangers choose the keys. Knows no TCP. Not thread-safe.
 */
public final class FlowTable<E extends FlowEntry> {
    private static final int INITIAL_CAPACITY = 1 << 12;

    private final long seed = ThreadLocalRandom.current().nextLong() | 1;
    private final FlowKey ownKey = newKey();
    private int mask = INITIAL_CAPACITY - 1;
    private int[] hashes = new int[INITIAL_CAPACITY];
    private @Nullable FlowEntry[] entries = new FlowEntry[INITIAL_CAPACITY];
    private int size;

    /** A key that this table understands. */
    public FlowKey newKey() {
        return new FlowKey(seed);
    }

    /** The entry of {@code key}'s 4-tuple; null if there is none. */
    public @Nullable E find(FlowKey key) {
        int hash = key.hash;
        int[] hashes = this.hashes;
        @Nullable FlowEntry[] entries = this.entries;
        for (int slot = hash & mask; ; slot = slot + 1 & mask) {
            FlowEntry entry = entries[slot];
            if (entry == null) {
                return null;
            }
            if (hashes[slot] == hash && entry.has(key)) {
                return cast(entry);
            }
        }
    }

    /** Puts {@code entry} under {@code key}, in place of the one that is there. */
    public void put(FlowKey key, E entry) {
        int hash = key.hash;
        for (int slot = hash & mask; ; slot = slot + 1 & mask) {
            FlowEntry there = entries[slot];
            if (there == null) {
                hashes[slot] = hash;
                entries[slot] = entry;
                if (++size > entries.length / 4 * 3) {
                    grow();
                }
                return;
            }
            if (hashes[slot] == hash && there.has(key)) {
                entries[slot] = entry;
                return;
            }
        }
    }

    /** Puts {@code replacement}, of the same 4-tuple, where {@code entry} is. */
    public void replace(E entry, E replacement) {
        entries[slotOf(entry)] = replacement;
    }

    /** Takes {@code entry} out. */
    public void remove(E entry) {
        int hole = slotOf(entry);
        size--;
        for (int slot = hole + 1 & mask; entries[slot] != null; slot = slot + 1 & mask) {
            int home = hashes[slot] & mask;
            if ((slot - home & mask) >= (slot - hole & mask)) {
                hashes[hole] = hashes[slot];
                entries[hole] = entries[slot];
                hole = slot;
            }
        }
        entries[hole] = null;
    }

    FlowKey keyOf(FlowEntry entry) {
        ownKey.set(entry);
        return ownKey;
    }

    private int slotOf(E entry) {
        for (int slot = keyOf(entry).hash & mask; ; slot = slot + 1 & mask) {
            FlowEntry there = entries[slot];
            if (there == entry) {
                return slot;
            }
            if (there == null) {
                throw new IllegalStateException("the entry is not in the table");
            }
        }
    }

    /** The entry of the 4-tuple of {@code entry}: itself, or the one put in its place. */
    public @Nullable E findSameTuple(FlowEntry entry) {
        return find(keyOf(entry));
    }

    public int size() {
        return size;
    }

    private void grow() {
        int[] oldHashes = hashes;
        @Nullable FlowEntry[] oldEntries = entries;
        int capacity = oldEntries.length * 2;
        mask = capacity - 1;
        hashes = new int[capacity];
        entries = new FlowEntry[capacity];
        for (int i = 0; i < oldEntries.length; i++) {
            FlowEntry entry = oldEntries[i];
            if (entry != null) {
                int slot = oldHashes[i] & mask;
                while (entries[slot] != null) {
                    slot = slot + 1 & mask;
                }
                hashes[slot] = oldHashes[i];
                entries[slot] = entry;
            }
        }
    }

    @SuppressWarnings("unchecked") // only put() writes entries, and it takes E
    private E cast(FlowEntry entry) {
        return (E) entry;
    }
}
