package io.finwait.finding.quality;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/** The same packets stand in the capture twice: seen at two interfaces, or mirrored from two ports. */
public final class DuplicatePackets implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("duplicate-packets", "Packets were captured twice", Severity.INFO);

    private final Concerned twice = new Concerned();
    private long packets;

    @Override
    public int traits() {
        return Trait.DUPLICATES;
    }

    @Override
    public void finished(Life life) {
        twice.add(life);
        twice.addFrame(life.firstDuplicateFrame());
        packets += life.duplicates();
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        if (twice.isEmpty()) {
            return;
        }
        String message = "At least " + CountText.of(packets, "packet") + " of " + CountText.of(twice.count())
                + (twice.count() == 1 ? " connection" : " connections")
                + " came twice within 5 ms, alike to the IP identification" + twice.exampleFrame()
                + ": captured twice, not sent twice. They do not count as retransmissions; findings there that rest on absent"
                + " packets are one level less sure.";
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("duplicate_packets", (double) packets);
        found.accept(twice.finding(KIND, Confidence.STRONG, message, measurements));
    }
}
