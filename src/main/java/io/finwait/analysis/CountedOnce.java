package io.finwait.analysis;

import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.BitSet;

/**
 * Says when a connection of a live capture is to be counted, so that each is counted once, and how it ended is then certain: when FINs
 * have closed it that were both acknowledged; else when it is over, since after a RST a FIN may come that was on its way, and a
 * count cannot be taken back. In memory that does not grow with their number: of two whose ids are so far apart that they share a bit the
 * first is over long before the second begins.
 */
public final class CountedOnce {
    private static final int MASK = (1 << 24) - 1;

    /** Those that were counted when they were closed and are not over yet. */
    private final BitSet ids = new BitSet();

    /** Whether {@code connection}, which is closed, is to be counted now. */
    public boolean closed(ConnectionRecord connection) {
        int id = connection.id() & MASK;
        if (connection.close().kind() != CloseKind.FIN || ids.get(id)) {
            return false;
        }
        ids.set(id);
        return true;
    }

    /** Whether {@code connection}, which can no longer change, is to be counted now. */
    public boolean over(ConnectionRecord connection) {
        int id = connection.id() & MASK;
        boolean counted = ids.get(id);
        ids.clear(id);
        return !counted;
    }
}
