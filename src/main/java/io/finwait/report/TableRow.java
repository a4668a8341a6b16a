package io.finwait.report;

import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;

/** A connection in the table, with what was found in it, gravest first. */
record TableRow(ConnectionRecord connection, List<Finding> findings) {
    /** Id of the gravest finding; empty without any. */
    String finding() {
        return findings.isEmpty() ? "" : findings.get(0).kind().id();
    }
}
