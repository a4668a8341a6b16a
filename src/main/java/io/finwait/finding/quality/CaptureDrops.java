package io.finwait.finding.quality;

import io.finwait.decode.DecodeProblem;
import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/** Packets are missing: the capturing system counted them, or an ACK covers what the capture does not hold. */
public final class CaptureDrops implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("capture-drops", "The capture does not hold all packets", Severity.INFO);

    private final Concerned lossy = new Concerned();

    @Override
    public int traits() {
        return Trait.LOST_BY_CAPTURE;
    }

    @Override
    public void finished(Life life) {
        if (!ControlOnly.is(life)) {
            lossy.add(life);
            if (lossy.wantsFrame()) {
                life.milestones().stream()
                        .filter(m -> m.is(Milestone.ACKS_UNSEEN))
                        .findFirst()
                        .ifPresent(m -> lossy.addFrame(m.frame()));
            }
        }
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        long dropped = end.inputs().stream()
                .mapToLong(input -> Math.max(input.dropped(), 0))
                .sum();
        if (dropped == 0 && lossy.isEmpty()) {
            return;
        }
        long undecoded = undecoded(end);
        var message = new StringBuilder();
        if (dropped > 0) {
            message.append("The capturing system says it dropped ")
                    .append(CountText.of(dropped, "packet"))
                    .append(". ");
        }
        if (!lossy.isEmpty()) {
            message.append(CountText.of(lossy.count(), "connection"))
                    .append(" of ")
                    .append(CountText.of(end.connections()))
                    .append(lossy.count() == 1 ? " acknowledges" : " acknowledge")
                    .append(" what the capture does not hold")
                    .append(lossy.exampleFrame())
                    .append("; findings there that rest on absent packets are one level less sure. ");
            if (undecoded > 0) {
                message.append(CountText.of(undecoded, "packet"))
                        .append(" of fragments or with a cut header could not be read, and may be what is missing. ");
            }
        }
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("dropped_packets", (double) dropped);
        measurements.put("lossy_connections", (double) lossy.count());
        Confidence confidence = dropped == 0 && undecoded > 0 ? Confidence.LIKELY : Confidence.CERTAIN;
        found.accept(lossy.finding(KIND, confidence, message.toString().trim(), measurements));
    }

    /** Packets that are in the capture and yet gave no whole segment. */
    private static long undecoded(CaptureEnd end) {
        long unread = end.decoded().fragments();
        for (DecodeProblem problem : new DecodeProblem[] {
            DecodeProblem.TCP_HEADER_TRUNCATED,
            DecodeProblem.IP_HEADER_TRUNCATED,
            DecodeProblem.TCP_BAD_DATA_OFFSET,
            DecodeProblem.IP_MALFORMED
        }) {
            unread += end.decoded().skipped().getOrDefault(problem, 0L);
        }
        return unread;
    }
}
