package io.finwait.finding.quality;

import io.finwait.decode.DecodeProblem;
import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.words.CountText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The snap length cut packets inside their headers. Cut payloads harm nothing. */
public final class TruncatedSnaplen implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("truncated-snaplen", "TCP headers were cut off", Severity.INFO);

    /** A TCP header with all its options behind Ethernet, IPv6 and a tunnel: with a longer snap length something else did the cutting. */
    private static final int LONGEST_HEADERS = 192;

    private final Concerned cut = new Concerned();

    @Override
    public void finished(Life life) {
        if (life.outline().headerCut()) {
            cut.add(life);
            cut.addFrame(life.milestones().get(0).frame());
        }
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        int snapLength = end.inputs().stream()
                .mapToInt(CaptureEnd.Input::snapLength)
                .filter(octets -> octets > 0)
                .min()
                .orElse(0);
        boolean tooShort = snapLength > 0 && snapLength < LONGEST_HEADERS;
        long lost = tooShort ? end.decoded().skipped().getOrDefault(DecodeProblem.TCP_HEADER_TRUNCATED, 0L) : 0;
        if (cut.isEmpty() && lost == 0) {
            return;
        }
        var message = new StringBuilder(
                tooShort
                        ? "The snap length of " + CountText.of(snapLength) + " octets cut "
                        : "Packets are shorter than they were, by no snap length that the file declares, which cut ");
        if (!cut.isEmpty()) {
            message.append("TCP headers of ")
                    .append(CountText.of(cut.count(), "connection"))
                    .append(" of ")
                    .append(CountText.of(end.connections()))
                    .append(cut.exampleFrame())
                    .append(": timestamps, window scale and other options may be missing there");
        }
        if (lost > 0) {
            message.append(cut.isEmpty() ? "" : "; it cut ")
                    .append(CountText.of(lost, "packet"))
                    .append(" before the TCP header ended, of which no connection could be told");
        }
        message.append(". 128 octets keep the headers whole, 192 those inside tunnels.");
        Map<String, Double> measurements = new LinkedHashMap<>();
        measurements.put("snap_length_bytes", (double) snapLength);
        measurements.put("cut_connections", (double) cut.count());
        measurements.put("unreadable_packets", (double) lost);
        found.accept(cut.finding(KIND, Confidence.CERTAIN, message.toString(), measurements));
    }
}
