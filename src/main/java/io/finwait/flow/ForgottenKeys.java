package io.finwait.flow;

/**
 * Remembers, in fixed memory, which 4-tuples have been taken out of the table: a Bloom filter with two bits per key. It may
 * say yes to a key it never saw, never no to one it did. Its hash has no seed, so that it says the same in every run: whoever
 * chooses keys that collide gets no more than a yes.
 */
public final class ForgottenKeys {
    private static final int BITS = 1 << 23;

    private long[] words = {};

    public void add(FlowTable<?> table, FlowEntry entry) {
        if (words.length == 0) {
            words = new long[BITS / 64];
        }
        long hash = table.keyOf(entry).unseededHash();
        mark((int) hash);
        mark((int) (hash >>> 32));
    }

    /** Whether {@code key} may have been added. */
    public boolean mayContain(FlowKey key) {
        if (words.length == 0) {
            return false;
        }
        long hash = key.unseededHash();
        return isMarked((int) hash) && isMarked((int) (hash >>> 32));
    }

    private void mark(int hash) {
        int bit = hash & BITS - 1;
        words[bit >>> 6] |= 1L << bit;
    }

    private boolean isMarked(int hash) {
        int bit = hash & BITS - 1;
        return (words[bit >>> 6] & 1L << bit) != 0;
    }
}
