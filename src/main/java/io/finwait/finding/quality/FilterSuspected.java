package io.finwait.finding.quality;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.words.CountText;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/** The capture holds SYNs and FINs and nothing between them: a filter let only control segments through. */
public final class FilterSuspected implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("filter-suspected", "A filter kept all but SYN, FIN and RST out", Severity.INFO);

    private static final int ENOUGH_CONNECTIONS = 3;

    private final Concerned filtered = new Concerned();
    private boolean anyWhole;

    @Override
    public void finished(Life life) {
        if (anyWhole || !ControlOnly.needsPlainAcks(life)) {
            return;
        }
        if (ControlOnly.is(life)) {
            filtered.add(life);
            filtered.addFrame(life.milestones().get(0).frame());
        } else {
            anyWhole = true;
        }
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        if (anyWhole || filtered.count() < ENOUGH_CONNECTIONS) {
            return;
        }
        String message = "None of the " + CountText.of(filtered.count())
                + " connections that were opened and closed has a packet between SYN and FIN, not even an ACK"
                + filtered.exampleFrame()
                + ": a filter seems to have let only SYN, FIN and RST through. States that an ACK ends (FIN_WAIT_1, LAST_ACK) are"
                + " inferred, data and idle times are not known, and what is absent is not taken for lost.";
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("filtered_connections", (double) filtered.count());
        found.accept(filtered.finding(KIND, Confidence.STRONG, message, measurements));
    }
}
