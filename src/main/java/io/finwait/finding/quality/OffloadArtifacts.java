package io.finwait.finding.quality;

import io.finwait.decode.DecodeCounters;
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

/** Packets as the kernel had them, not as they were on the wire: joined by offload, or before their checksums were made. */
public final class OffloadArtifacts implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("offload-artifacts", "Packets are not those of the wire", Severity.INFO);

    private final Concerned none = new Concerned();

    @Override
    public int traits() {
        return 0;
    }

    @Override
    public void finished(Life life) {
        // What it tells is counted while packets are decoded.
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        DecodeCounters decoded = end.decoded();
        long large = decoded.offloaded();
        long wrong = decoded.badChecksums();
        if (large == 0 && wrong == 0) {
            return;
        }
        var message = new StringBuilder();
        if (large > 0) {
            message.append(CountText.of(large, "segment"))
                    .append(" of ")
                    .append(CountText.of(decoded.segments()))
                    .append(large == 1 ? " is" : " are")
                    .append(
                            " larger than an Ethernet frame: joined by offload (TSO, GRO), or sent over loopback or jumbo"
                                    + " frames. Counts and times of packets are the kernel's, not the wire's. ");
        }
        if (wrong > 0) {
            message.append(CountText.of(wrong, "segment"))
                    .append(wrong == 1 ? " has" : " have")
                    .append(
                            " a wrong checksum, as segments have that a network card is still to complete. None was left out.");
        }
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("large_segments", (double) large);
        measurements.put("bad_checksums", (double) wrong);
        found.accept(none.finding(KIND, Confidence.LIKELY, message.toString().trim(), measurements));
    }
}
