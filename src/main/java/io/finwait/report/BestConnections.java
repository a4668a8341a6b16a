package io.finwait.report;

import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;
import java.util.PriorityQueue;

/** The first few connections by some order, whatever the order they come in. Keeps only those. */
final class BestConnections {
    private final ConnectionOrder order;
    private final int limit;

    /** The worst of those kept is at the head. */
    private final PriorityQueue<ConnectionRecord> kept;

    BestConnections(ConnectionOrder order, int limit) {
        this.order = order;
        this.limit = limit;
        kept = new PriorityQueue<>(order.comparator().reversed());
    }

    void add(ConnectionRecord connection) {
        if (kept.size() < limit) {
            kept.add(connection);
            return;
        }
        ConnectionRecord worst = kept.peek();
        if (worst != null && order.comparator().compare(connection, worst) < 0) {
            kept.poll();
            kept.add(connection);
        }
    }

    List<ConnectionRecord> inOrder() {
        return kept.stream().sorted(order.comparator()).toList();
    }
}
