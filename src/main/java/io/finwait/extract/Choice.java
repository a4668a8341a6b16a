package io.finwait.extract;

import io.finwait.finding.Catalog;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which connections are wanted: those that meet the condition and, if findings are named, have one of them.
 *
 * @param findings ids of findings; empty for all connections that meet the condition
 * @param mostOfEach how many connections with the same finding are wanted; the first ones
 */
public record Choice(Predicate<ConnectionRecord> condition, Set<String> findings, int mostOfEach) {
    /** So many show what a finding is; further ones only repeat it. */
    private static final int EXAMPLES = 10;

    /** All connections that meet the condition and, if findings are named, have one of them. */
    public Choice(Predicate<ConnectionRecord> condition, Set<String> findings) {
        this(condition, findings, Integer.MAX_VALUE);
    }

    /** Of every finding the first connections that meet the condition: what proves a report. */
    public static Choice evidence(Predicate<ConnectionRecord> condition) {
        return new Choice(condition, Set.copyOf(Catalog.ids()), EXAMPLES);
    }
}
