package io.finwait.analysis;

import java.util.BitSet;

/**
 * Ids of connections that were counted when they were closed and are not over yet, in memory that does not grow with their number. Two
 * that are so far apart that they share a bit are not there at once: the first is over long before the second begins.
 */
public final class CountedIds {
    private static final int MASK = (1 << 24) - 1;

    private final BitSet ids = new BitSet();

    /** Notes one; false if it is there already. */
    public boolean add(int id) {
        boolean fresh = !ids.get(id & MASK);
        ids.set(id & MASK);
        return fresh;
    }

    /** Forgets one; false if it is not there. */
    public boolean remove(int id) {
        boolean there = ids.get(id & MASK);
        ids.clear(id & MASK);
        return there;
    }
}
