package io.finwait.report;

import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which findings across connections were told while a capture goes on, so that each is told once of its subject, and once more where it
 * has become graver. Remembers a bounded number; one that was forgotten may be told again.
 */
final class ToldAcross {
    private static final int MOST = 1 << 14;

    /** Stands in the place of a frame where a subject has one finding of a kind. */
    private static final long ALONE = -1;

    /**
     * A finding that was told.
     *
     * @param frame its first one, which tells several of one kind about one subject apart: one for each peer; or {@link #ALONE}
     */
    private record Told(FindingKind kind, Subject subject, long frame) {
        static Told alone(HostFinding finding) {
            return new Told(finding.kind(), finding.subject(), ALONE);
        }

        static Told amongOthers(HostFinding finding) {
            List<Long> frames = finding.frames();
            return new Told(finding.kind(), finding.subject(), frames.isEmpty() ? ALONE : frames.get(0));
        }
    }

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
        var counts = new HashMap<Told, Integer>();
        found.forEach(finding -> counts.merge(Told.alone(finding), 1, Integer::sum));
        for (HostFinding finding : found) {
            Told alone = Told.alone(finding);
            Told amongOthers = Told.amongOthers(finding);
            Severity before = told.get(counts.getOrDefault(alone, 0) == 1 ? alone : amongOthers);
            if (before == null || finding.severity().compareTo(before) > 0) {
                told.put(alone, finding.severity());
                told.put(amongOthers, finding.severity());
                fresh.add(finding);
            }
        }
        return fresh;
    }
}
