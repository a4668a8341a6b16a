package io.finwait.testing;

import io.finwait.finding.FindingChoice;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.TimeBound;
import java.nio.file.Path;
import java.util.List;

/** Asks for the whole of a capture, all findings, and what is assumed of hosts by default. */
public final class Requests {
    private Requests() {}

    public static AnalysisRequest of(Path capture) {
        return of(capture.toString());
    }

    public static AnalysisRequest of(String capture) {
        return of(capture, HostProfiles.linux());
    }

    public static AnalysisRequest of(String capture, HostProfiles profiles) {
        return new AnalysisRequest(
                List.of(capture), null, TimeBound.NONE, TimeBound.NONE, false, profiles, FindingChoice.ALL, "test");
    }
}
