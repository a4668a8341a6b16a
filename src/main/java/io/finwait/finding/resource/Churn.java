package io.finwait.finding.resource;

import io.finwait.finding.tally.PairTally;

/** How much a client connects anew, and what it would take not to. */
final class Churn {
    private static final double SECOND = 1e9;

    /** From so many connections on, nine of ten of them over within a second, at this rate. */
    private static final int MANY = 50;

    private static final double SHARE = 0.9;
    private static final double PER_SECOND = 10;

    private final PairTally pair;

    Churn(PairTally pair) {
        this.pair = pair;
    }

    boolean isChurn() {
        return pair.withData() >= MANY && pair.shortLived() >= SHARE * pair.withData() && perSecond() > PER_SECOND;
    }

    /** Whether nearly all connections carried one request at most. */
    boolean oneRequestEach() {
        return pair.oneExchange() >= SHARE * pair.withData()
                && pair.exchanges() >= SHARE * pair.withData()
                && !isPooled();
    }

    /** Whether connections that were kept carried a good part of the requests: then the pool is in question, not its absence. */
    private boolean isPooled() {
        return pair.poolUse().keptExchanges() * 10 >= pair.exchanges();
    }

    double perSecond() {
        return (pair.withData() - 1) / Math.max(1e-3, activeNanos() / SECOND);
    }

    /** From the first connection to the last, nanoseconds. */
    long activeNanos() {
        return Math.max(1, pair.lastSynNanos() - pair.firstSynNanos());
    }

    /** How many were open at once on average. */
    double concurrency() {
        return (double) pair.lifeNanos() / Math.max(1, pair.lastSeenNanos() - pair.firstSynNanos());
    }

    /** How many connections would have done: the most that were open at once at any look, and no fewer than on average. */
    long poolSize() {
        return Math.max(1, Math.max(pair.open().peak(), (long) Math.ceil(concurrency())));
    }

    /** The longest that no connection was begun, nanoseconds, as far as looks tell. */
    long longestPauseNanos() {
        long[] begun = pair.begun().values();
        int longest = 0;
        int same = 0;
        for (int i = 1; i < begun.length; i++) {
            same = begun[i] == begun[i - 1] ? same + 1 : 0;
            longest = Math.max(longest, same);
        }
        return (longest + 1L) * pair.begun().stepNanos();
    }

    /** A keep-alive time that is half as long again as the longest pause, whole seconds. */
    long keepAliveSeconds() {
        return (long) Math.ceil(longestPauseNanos() * 1.5 / SECOND);
    }
}
