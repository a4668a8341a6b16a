package io.finwait.report;

import io.finwait.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which findings in connections were told before the connections could no longer change, so that none is told twice. Remembers them of
 * a bounded number of connections; of one that was forgotten a finding may be told again.
 */
public final class ToldFindings {
    private static final int MOST = 1 << 16;

    private final Map<Integer, List<String>> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<String>> eldest) {
            return size() > MOST;
        }
    };

    /** What was found in a connection that may yet change: all of it is new, but for one that is closed a second time. */
    public List<Finding> first(int id, List<Finding> findings) {
        List<Finding> fresh = last(id, findings);
        if (!findings.isEmpty()) {
            told.put(id, findings.stream().map(finding -> finding.kind().id()).toList());
        }
        return fresh;
    }

    /** What is new of what was found in a connection that can no longer change. */
    public List<Finding> last(int id, List<Finding> findings) {
        List<String> known = told.remove(id);
        return known == null
                ? findings
                : findings.stream()
                        .filter(finding -> !known.contains(finding.kind().id()))
                        .toList();
    }
}
