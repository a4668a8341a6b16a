package io.finwait.flow;

/**
 * Remembers, in fixed memory, which 4-tuples have been taken out of the table: a Bloom filter with two bits per key. It may
 * say yes to a key it never saw, never no to one it did.
 */
public final class ForgottenKeys {
    private static final int BITS = 1 << 23;

    private long[] words = {};

    public void add(FlowTable<?> table, FlowEntry entry) {
        if (words.length == 0) {
            words = new long[BITS / 64];
        }
        FlowKey key = table.keyOf(entry);
        mark(key.hash);
        mark(Integer.reverse(key.hash));
    }

    /** Whether {@code key}, made by the same table, may have been added. */
    public boolean mayContain(FlowKey key) {
        return words.length > 0 && isMarked(key.hash) && isMarked(Integer.reverse(key.hash));
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
