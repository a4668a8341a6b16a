package io.finwait.report;

import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which findings across connections were told while a capture goes on, so that each is told once of its subject, and once more where it
 * has become graver. Remembers a bounded number; one that was forgotten may be told again.
 */
final class ToldAcross {
    private static final int MOST = 1 << 14;

    private record Told(FindingKind kind, Subject subject) {}

    private final Map<Told, Severity> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Severity> eldest) {
            return size() > MOST;
        }
    };

    /** What is new of what is found by now; from here on it is told. */
    List<HostFinding> fresh(List<HostFinding> found) {
        var fresh = new ArrayList<HostFinding>();
        for (HostFinding finding : found) {
            var key = new Told(finding.kind(), finding.subject());
            Severity before = told.get(key);
            if (before == null || finding.severity().compareTo(before) > 0) {
                told.put(key, finding.severity());
                fresh.add(finding);
            }
        }
        return fresh;
    }
}
