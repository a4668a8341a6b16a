package io.finwait.extract;

import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which connections are wanted: those that meet the condition and, if findings are named, have one of them.
 *
 * @param findings ids of findings; empty for all connections that meet the condition
 */
public record Choice(Predicate<ConnectionRecord> condition, Set<String> findings) {
    boolean namesAnyOf(List<Finding> found) {
        return findings.isEmpty()
                || found.stream()
                        .anyMatch(finding -> findings.contains(finding.kind().id()));
    }
}
