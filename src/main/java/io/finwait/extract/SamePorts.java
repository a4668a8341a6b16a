package io.finwait.extract;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.TimeWait;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which connections followed one another on the same ports, and where the next one had a part in the end of the one before: its SYN
 * ended the TIME_WAIT, or came while the earlier one still sent. Without it the earlier one's last packets would look like something
 * else; and were one left out between two others, the later one would seem to follow the earlier one.
 */
final class SamePorts {
    /** Pairs of ends that are remembered, those last heard of; a connection takes sixteen octets more. */
    private static final int MOST_ENDS = 100_000;

    /** Of one that is still there: so many show that its ports are not free. */
    private static final int MOST_REFUSED = 64;

    private record Ends(HostPort client, HostPort server) {}

    /** Connections between the same ends, in order of their ids; those whose SYN was refused are over before the one that refused it. */
    private static final class Chain {
        int[] ids = new int[2];
        long[] firstFrames = new long[2];

        /** The last one that began while it still sent, or that ended its TIME_WAIT; itself if there is none. */
        int[] needUntil = new int[2];

        int count;

        /** The one that sent last. */
        int lastSender;

        long lastFrame;

        /** Returns the place it has. */
        int add(ConnectionRecord connection) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
                firstFrames = Arrays.copyOf(firstFrames, 2 * count);
                needUntil = Arrays.copyOf(needUntil, 2 * count);
            }
            int place = count++;
            for (; place > 0 && ids[place - 1] > connection.id(); place--) {
                ids[place] = ids[place - 1];
                firstFrames[place] = firstFrames[place - 1];
                needUntil[place] = needUntil[place - 1];
            }
            ids[place] = connection.id();
            firstFrames[place] = connection.firstFrame();
            needUntil[place] = connection.id();
            if (connection.lastFrame() > lastFrame) {
                lastFrame = connection.lastFrame();
                lastSender = connection.id();
            }
            return place;
        }

        void needs(int id, int other) {
            int place = Arrays.binarySearch(ids, 0, count, id);
            needUntil[place] = Math.max(needUntil[place], other);
        }
    }

    private static final class Chains extends LinkedHashMap<Ends, Chain> {
        private static final long serialVersionUID = 1L;

        Chains() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ends, Chain> eldest) {
            return size() > MOST_ENDS;
        }
    }

    private final Chains chains = new Chains();

    /**
     * Never opened, and not to be asked for: the one that still had the ports may be, and is finished later. Apart, for floods have many.
     */
    private final Chains neverOpened = new Chains();

    /**
     * A connection is finished.
     *
     * @param eligible whether it may be asked for; others matter only after such a one
     */
    void finished(ConnectionRecord connection, boolean eligible) {
        Chain chain = chain(new Ends(connection.client(), connection.server()), connection, eligible);
        if (chain == null) {
            return;
        }
        if (connection.firstFrame() < chain.lastFrame && chain.lastSender < connection.id()) {
            chain.needs(chain.lastSender, connection.id());
        }
        int place = chain.add(connection);
        for (int i = chain.count - 1; i > place; i--) {
            if (chain.firstFrames[i] < connection.lastFrame()) {
                chain.needs(connection.id(), chain.ids[i]);
            }
        }
        for (TimeWait held : connection.timeWaits()) {
            if (held.nextId() >= 0) { // not always the next one: TIME_WAIT may refuse some before
                chain.needs(connection.id(), held.nextId());
            }
        }
    }

    /** Where it is remembered; null if it need not be. */
    private @Nullable Chain chain(Ends ends, ConnectionRecord connection, boolean eligible) {
        Chain known = chains.get(ends);
        if (known != null) {
            return known;
        }
        if (eligible) {
            Chain refused = neverOpened.remove(ends);
            Chain chain = refused == null ? new Chain() : refused;
            chains.put(ends, chain);
            return chain;
        }
        if (isOpened(connection)) {
            return null;
        }
        Chain refused = neverOpened.computeIfAbsent(ends, key -> new Chain());
        return refused.count < MOST_REFUSED ? refused : null;
    }

    private static boolean isOpened(ConnectionRecord connection) {
        CloseKind kind = connection.close().kind();
        return kind != CloseKind.UNANSWERED && kind != CloseKind.REFUSED;
    }

    /** The connections that had a part in the end of one of these. */
    BitSet successorsOf(BitSet ids) {
        var successors = new BitSet();
        for (Chain chain : chains.values()) {
            for (int i = 0; i < chain.count; i++) {
                if (ids.get(chain.ids[i])) {
                    addSuccessors(chain, i, successors);
                }
            }
        }
        return successors;
    }

    private void addSuccessors(Chain chain, int place, BitSet successors) {
        for (int i = place + 1; i < chain.count && chain.ids[i] <= chain.needUntil[place]; i++) {
            successors.set(chain.ids[i]);
        }
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
