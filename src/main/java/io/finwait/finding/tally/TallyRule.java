package io.finwait.finding.tally;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import java.util.function.Consumer;

/** Judges sums over connections: a pure function of the book. */
public interface TallyRule {
    /** What it finds. */
    FindingKind kind();

    /** The capture is read. */
    void examine(Book book, CaptureEnd end, Consumer<HostFinding> found);
}
