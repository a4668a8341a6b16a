package io.finwait.finding.quality;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/** Connections without a SYN in the capture: they began before it. */
public final class MidstreamStart implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("midstream-start", "Connections began before the capture", Severity.INFO);

    private final Concerned midstream = new Concerned();

    @Override
    public int traits() {
        return Trait.MIDSTREAM;
    }

    @Override
    public void finished(Life life) {
        // A lone segment may be a stray, of a connection that was over before.
        if (life.side(Role.CLIENT).packets() + life.side(Role.SERVER).packets() > 1) {
            midstream.add(life);
            midstream.addFrame(life.milestones().get(0).frame());
        }
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        if (midstream.isEmpty()) {
            return;
        }
        String message = CountText.of(midstream.count(), "connection") + " of " + CountText.of(end.connections())
                + (midstream.count() == 1 ? " has" : " have") + " no SYN in the capture" + midstream.exampleFrame()
                + ": begun before it, or opened where it did not see. Which side is the client is inferred there; what the SYNs"
                + " offered (window scale, timestamps) is not known.";
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("midstream_connections", (double) midstream.count());
        found.accept(midstream.finding(KIND, Confidence.CERTAIN, message, measurements));
    }
}
