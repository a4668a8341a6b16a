package io.finwait.report;

import io.finwait.lifecycle.ConnectionRecord;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first few connections by some order, whatever the order they come in. Keeps only those. */
final class BestConnections {
    private final Comparator<TableRow> order;
    private final int limit;

    /** The worst of those kept is at the head. */
    private final PriorityQueue<TableRow> kept;

    BestConnections(ConnectionOrder order, int limit) {
        Comparator<ConnectionRecord> ofRecords = order.comparator();
        this.order = (a, b) -> ofRecords.compare(a.connection(), b.connection());
        this.limit = limit;
        kept = new PriorityQueue<>(this.order.reversed());
    }

    void add(TableRow row) {
        if (kept.size() < limit) {
            kept.add(row);
            return;
        }
        TableRow worst = kept.peek();
        if (worst != null && order.compare(row, worst) < 0) {
            kept.poll();
            kept.add(row);
        }
    }

    List<TableRow> inOrder() {
        return kept.stream().sorted(order).toList();
    }
}
