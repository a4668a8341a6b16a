package io.finwait.analysis;

import io.finwait.finding.tally.Levels;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionOutline;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** When connections began and when they ended, by how they ended. Its memory does not grow with their number. */
public final class ConnectionHistory {
    private final Levels begun = new Levels();
    private final Map<CloseKind, Levels> ended = new EnumMap<>(CloseKind.class);

    /** Adds a finished connection. */
    public void add(ConnectionOutline connection) {
        begun.step(connection.firstSeenNanos());
        CloseKind kind = connection.kind();
        if (isEnd(kind)) {
            ended.computeIfAbsent(kind, key -> new Levels()).step(connection.lastSeenNanos());
        }
    }

    /** Whether a connection of that kind was seen to end, or to be given up. */
    public static boolean isEnd(CloseKind kind) {
        return kind != CloseKind.OPEN && kind != CloseKind.HALF_CLOSED;
    }

    /** How many had begun, or been seen first. */
    public Levels begun() {
        return begun;
    }

    /** How many had sent or received their last segment, by how they ended; kinds that never occurred are absent. */
    public Map<CloseKind, Levels> ended() {
        return Collections.unmodifiableMap(ended);
    }
}
