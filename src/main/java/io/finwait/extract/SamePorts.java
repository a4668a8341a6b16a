package io.finwait.extract;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which connections followed one another on the same ports, and where the next one had a part in the end of the one before: its SYN
 * ended the TIME_WAIT, or came while the earlier one still sent. Without it the earlier one's last packets would look like something
 * else; and were one left out between two others, the later one would seem to follow the earlier one.
 */
final class SamePorts {
    /** Pairs of ends that are remembered, those last heard of; a connection takes four octets more. */
    private static final int MOST_ENDS = 100_000;

    private record Ends(HostPort client, HostPort server) {}

    /** Ids of connections between the same ends, in order. */
    private static final class Chain {
        int[] ids = new int[2];
        int count;
        long lastFrame;

        void add(ConnectionRecord connection) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
            }
            ids[count++] = connection.id();
            lastFrame = connection.lastFrame();
        }
    }

    private final Map<Ends, Chain> chains = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ends, Chain> eldest) {
            return size() > MOST_ENDS;
        }
    };

    private final BitSet needNext = new BitSet();

    /**
     * A connection is finished.
     *
     * @param eligible whether it may be asked for; others matter only after such a one
     */
    void finished(ConnectionRecord connection, boolean eligible) {
        var ends = new Ends(connection.client(), connection.server());
        Chain chain = chains.get(ends);
        if (chain == null) {
            if (!eligible) {
                return;
            }
            chain = new Chain();
            chains.put(ends, chain);
        } else if (connection.firstFrame() < chain.lastFrame) {
            needNext.set(chain.ids[chain.count - 1]);
        }
        chain.add(connection);
        if (connection.timeWaits().stream().anyMatch(held -> held.nextId() >= 0)) {
            needNext.set(connection.id());
        }
    }

    /** The connections that had a part in the end of one of these. */
    BitSet successorsOf(BitSet ids) {
        var successors = new BitSet();
        for (Chain chain : chains.values()) {
            for (int i = 1; i < chain.count; i++) {
                int before = chain.ids[i - 1];
                if (ids.get(before) && needNext.get(before)) {
                    successors.set(chain.ids[i]);
                }
            }
        }
        return successors;
    }

    /** The connections that came between two of these on the same ports. */
    BitSet between(BitSet ids) {
        var between = new BitSet();
        for (Chain chain : chains.values()) {
            int last = chain.count - 1;
            while (last >= 0 && !ids.get(chain.ids[last])) {
                last--;
            }
            int first = 0;
            while (first < last && !ids.get(chain.ids[first])) {
                first++;
            }
            for (int i = first; i < last; i++) {
                between.set(chain.ids[i]);
            }
        }
        return between;
    }
}
