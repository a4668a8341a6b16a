package io.finwait.pair;

import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.SegmentWatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The second reading, of both captures at once in the order of their aligned times: gives each segment of a pair to the course of its
 * sender. Keeps a pair's two courses while anything can still come.
 */
public final class Comparison {
    private static final int NO_PAIR = -1;

    /** How long the two courses of a connection that is over are kept for what may still be repeated. */
    private static final long LINGER_NANOS = 30_000_000_000L;

    /** Of more than these, courses are kept only as long as a segment may wait for its counterpart. */
    private static final int MOST_LINGERING = 50_000;

    /** How many segments of the traced pair are kept. */
    private static final int MOST_TRACED = 4_000;

    /** The two courses of a pair, and when anything of it was last seen. */
    private static final class Exchange {
        final int index;
        final Course client;
        final Course server;
        long lastNanos;
        boolean leaving;

        Exchange(int index, Pair pair, Terms terms, Ledger ledger) {
            this.index = index;
            client = new Course(pair, Role.CLIENT, terms, ledger);
            server = new Course(pair, Role.SERVER, terms, ledger);
            Course.connect(client, server);
        }

        Course of(Role role) {
            return role == Role.CLIENT ? client : server;
        }
    }

    private final List<Pair> pairs;
    private final Terms terms;
    private final Ledger ledger;
    private final int[][] pairOf = new int[2][];
    private final Map<Integer, Exchange> open = new HashMap<>();
    private final Lingering<Exchange> leaving;
    private final @Nullable Pair traced;
    private final List<Passage> trace = new ArrayList<>();
    private long notTraced;

    Comparison(List<Pair> pairs, Terms terms, Ledger ledger, @Nullable Pair traced) {
        this.pairs = pairs;
        this.terms = terms;
        this.ledger = ledger;
        this.traced = traced;
        leaving = new Lingering<>(MOST_LINGERING, LINGER_NANOS, terms.patienceNanos(), exchange -> exchange.lastNanos);
        for (Side side : Side.values()) {
            var index = new int[terms.survey(side).sightings().size()];
            Arrays.fill(index, NO_PAIR);
            for (int i = 0; i < pairs.size(); i++) {
                index[pairs.get(i).at(side).id] = i;
            }
            pairOf[side.ordinal()] = index;
        }
    }

    /** When something captured at {@code nanos} on that side took place, by the client side's clock. */
    public long align(Side side, long nanos) {
        return terms.clock().align(side, nanos);
    }

    /** What watches the tracker of that side. */
    public SegmentWatch watch(Side side) {
        return (connection, segment, fromA) -> segment(side, connection, segment, fromA);
    }

    private void segment(Side side, Connection connection, TcpSegment s, boolean fromA) {
        int id = connection.id();
        int[] index = pairOf[side.ordinal()];
        if (id >= index.length || index[id] == NO_PAIR) {
            return;
        }
        Exchange exchange = open.get(index[id]);
        Pair pair = pairs.get(index[id]);
        if (exchange == null) {
            exchange = new Exchange(index[id], pair, terms, ledger);
            open.put(index[id], exchange);
        }
        Role from = terms.survey(side).sender(id, fromA);
        var passage = new Passage(s, from, side, pair, align(side, s.timeNanos));
        boolean first = exchange.of(from).take(passage);
        if (first && pair == traced) {
            trace(passage);
        }
        exchange.lastNanos = Math.max(exchange.lastNanos, passage.alignedNanos);
        if (!exchange.leaving && exchange.client.isOver() && exchange.server.isOver()) {
            exchange.leaving = true;
            leaving.add(exchange);
        }
        leaving.letGo(passage.alignedNanos, this::letGo);
    }

    private void trace(Passage passage) {
        if (trace.size() < MOST_TRACED) {
            trace.add(passage);
        } else {
            notTraced++;
        }
    }

    private void letGo(Exchange exchange) {
        end(exchange);
        open.remove(exchange.index);
    }

    private static void end(Exchange exchange) {
        exchange.client.end();
        exchange.server.end();
    }

    /** Nothing more comes. */
    void end() {
        open.values().stream()
                .sorted((a, b) -> Integer.compare(a.index, b.index))
                .forEach(Comparison::end);
        open.clear();
    }

    /** The segments of the traced pair, each once, in order of aligned time. */
    List<Passage> trace() {
        Pair pair = traced;
        if (pair == null) {
            return List.of();
        }
        Set<Long> seenLeaving = trace.stream()
                .filter(p -> p.seenAt == pair.near(p.from))
                .map(p -> p.frame)
                .collect(Collectors.toSet());
        var ordered = new ArrayList<>(trace);
        ordered.removeIf(
                p -> p.seenAt != pair.near(p.from) && seenLeaving.contains(p.otherFrame)); // a part of that one
        ordered.sort((a, b) -> Long.compare(a.alignedNanos, b.alignedNanos));
        return ordered;
    }

    long notTraced() {
        return notTraced;
    }
}
