package io.finwait.finding.tally;

/**
 * How many different things were added, within some 3 %, in a kilobyte however many they are: HyperLogLog (Flajolet et al. 2007), with
 * linear counting for few, where it is all but exact.
 */
public final class DistinctCount {
    private static final int INDEX_BITS = 10;
    private static final int REGISTERS = 1 << INDEX_BITS;

    private final byte[] registers = new byte[REGISTERS];

    /**
     * Adds one.
     *
     * @param value may be any number that stands for the thing; equal things, equal numbers
     */
    public void add(long value) {
        long hash = mix(value);
        int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
        int rank = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
        if (rank > registers[index]) {
            registers[index] = (byte) rank;
        }
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long value) {
        long h = value + 0x9E37_79B9_7F4A_7C15L;
        h = (h ^ h >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        h = (h ^ h >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return h ^ h >>> 33;
    }

    public long estimate() {
        double sum = 0;
        int empty = 0;
        for (byte register : registers) {
            sum += 1.0 / (1L << register);
            empty += register == 0 ? 1 : 0;
        }
        double alpha = 0.7213 / (1 + 1.079 / REGISTERS);
        double raw = alpha * REGISTERS * REGISTERS / sum;
        boolean few = raw <= 2.5 * REGISTERS && empty > 0;
        return Math.round(few ? REGISTERS * Math.log((double) REGISTERS / empty) : raw);
    }
}
