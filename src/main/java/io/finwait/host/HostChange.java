package io.finwait.host;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What changed from one sample of a namespace to the next.
 *
 * @param nanos between the two, by the system's clock
 * @param counters those that grew, and by how much; one that is smaller than before (another namespace, a boot) is left out
 */
public record HostChange(HostSample before, HostSample after, long nanos, Map<String, Long> counters) {
    public static HostChange between(HostSample before, HostSample after) {
        Map<String, Long> grown = new LinkedHashMap<>();
        after.counters().forEach((name, value) -> {
            Long old = before.counters().get(name);
            if (old != null && value > old && !isNoCounter(name)) {
                grown.put(name, value - old);
            }
        });
        return new HostChange(before, after, after.takenNanos() - before.takenNanos(), grown);
    }

    /** What stands among the counters and is none (RFC 4022): a gauge and limits. */
    private static boolean isNoCounter(String name) {
        return switch (name) {
            case "TcpCurrEstab", "TcpRtoAlgorithm", "TcpRtoMin", "TcpRtoMax", "TcpMaxConn" -> true;
            default -> false;
        };
    }
}
