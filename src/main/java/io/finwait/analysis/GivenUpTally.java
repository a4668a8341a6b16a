package io.finwait.analysis;

import io.finwait.finding.tally.DistinctCount;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections that were reported before their end to stay within memory, by who began them. Of the busiest addresses it keeps a count
 * that is never too high (Misra and Gries 1982): too low by one part in {@value #KEPT} of all at most.
 */
public final class GivenUpTally {
    private static final int KEPT = 1024;
    private static final int LISTED = 10;

    private static final class Count {
        final IpAddress address;
        long connections = 1;

        Count(IpAddress address) {
            this.address = address;
        }
    }

    private final Map<IpAddress, Count> counts = new HashMap<>();
    private final DistinctCount addresses = new DistinctCount();
    private @Nullable Count last;
    private long connections;
    private long unanswered;

    /** Adds one. */
    public void add(ConnectionOutline c) {
        connections++;
        unanswered += c.kind() == CloseKind.UNANSWERED ? 1 : 0;
        Count known = last;
        if (known != null && known.connections > 0 && c.of().isOn(Role.CLIENT, known.address)) {
            known.connections++;
        } else {
            last = count(c.of().address(Role.CLIENT).ip());
        }
    }

    /** Counts one of that address; null if it takes its place from others and gets none itself. */
    private @Nullable Count count(IpAddress address) {
        addresses.add(address.high() * 0x9E37_79B9_7F4A_7C15L + address.low());
        Count known = counts.get(address);
        if (known != null) {
            known.connections++;
        } else if (counts.size() < KEPT) {
            known = new Count(address);
            counts.put(address, known);
        } else {
            counts.values().removeIf(count -> --count.connections == 0);
        }
        return known;
    }

    /** All that were added. */
    public GivenUp summary() {
        List<GivenUp.Source> sources = counts.values().stream()
                .map(count -> new GivenUp.Source(count.address, count.connections))
                .sorted(GivenUp.Source.MOST_FIRST)
                .limit(LISTED)
                .toList();
        return new GivenUp(connections, unanswered, Math.min(connections, addresses.estimate()), sources);
    }
}
