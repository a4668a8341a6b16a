package io.finwait.pipeline;

import io.finwait.decode.Datagram;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Datagrams of which a first fragment is wanted: their later ones, which have no ports, go with it. Bounded. */
final class WantedDatagrams {
    /** As long as a host waits for the rest at most (RFC 1122 §3.3.2): then the identification may mean another one. */
    private static final long VALID_NANOS = Duration.ofMinutes(2).toNanos();

    private static final int MOST = 4_096;

    /** The time of the first fragment by datagram, the latest last. */
    private final Map<Datagram, Long> nanos = new LinkedHashMap<>();

    /** Takes note of a first fragment, which says whose the later ones of that datagram are from now on. */
    void first(Datagram datagram, long timeNanos, boolean wanted) {
        nanos.remove(datagram);
        if (wanted) {
            nanos.put(datagram, timeNanos);
        }
        if (nanos.size() > MOST) {
            Iterator<Datagram> eldest = nanos.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Whether a later fragment is wanted. */
    boolean wants(Datagram datagram, long timeNanos) {
        Long first = nanos.get(datagram);
        return first != null && timeNanos - first <= VALID_NANOS;
    }
}
