package io.finwait.finding;

import java.util.List;
import java.util.Map;

/**
 * What a rule found across connections, or in the capture itself.
 *
 * @param modelled whether it rests on a model (a timer's assumed length), not on packets alone
 * @param message one or two sentences with the numbers in them
 * @param connections ids of those concerned, at most 100, in order
 * @param connectionCount how many are concerned in all
 * @param frames the frames that prove it, as far as single frames do
 * @param firstSeenNanos when it began and {@code lastSeenNanos} when it was last seen, instants; both 0 where time does not matter
 * @param measurements numbers behind it, by snake_case name with the unit at its end, in the order to show them
 */
public record HostFinding(
        FindingKind kind,
        Severity severity,
        Confidence confidence,
        boolean modelled,
        String message,
        Subject subject,
        List<Integer> connections,
        long connectionCount,
        List<Long> frames,
        long firstSeenNanos,
        long lastSeenNanos,
        Map<String, Double> measurements) {}
