package io.finwait.pipeline;

import io.finwait.finding.FindingEngine;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.HostProfiles;
import java.util.List;

/** What rules across connections say while a capture goes on: asked now and then, since each answer is a look at all sums. */
final class SoFar {
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final FindingEngine findings;
    private final HostProfiles profiles;
    private final Progress progress;
    private long nextNanos = Long.MIN_VALUE;
    private List<HostFinding> latest = List.of();

    SoFar(FindingEngine findings, HostProfiles profiles, Progress progress) {
        this.findings = findings;
        this.profiles = profiles;
        this.progress = progress;
    }

    /** The latest answer, a new one where the one before is old. */
    List<HostFinding> at(long nanos) {
        if (nanos >= nextNanos) {
            nextNanos = nanos + EVERY_NANOS;
            latest = findings.soFar(progress.firstFrameNanos(), nanos, profiles);
        }
        return latest;
    }
}
