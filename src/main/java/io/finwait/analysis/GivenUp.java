package io.finwait.analysis;

import io.finwait.flow.IpAddress;
import java.util.Comparator;
import java.util.List;

/**
 * Connections that were reported before their end to stay within memory.
 *
 * @param connections how many
 * @param unanswered those of them that were SYNs without any answer
 * @param addresses how many addresses had begun them, about
 * @param sources the addresses that had begun the most, those first; at most ten
 */
public record GivenUp(long connections, long unanswered, long addresses, List<Source> sources) {
    /** None. */
    public static final GivenUp NONE = new GivenUp(0, 0, 0, List.of());

    /** An address that had begun at least so many. */
    public record Source(IpAddress address, long connections) {
        /** Those that had begun the most first; by address among equals. */
        public static final Comparator<Source> MOST_FIRST =
                Comparator.comparingLong(Source::connections).reversed().thenComparing(Source::address);
    }
}
