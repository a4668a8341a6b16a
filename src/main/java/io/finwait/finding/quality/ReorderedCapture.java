package io.finwait.finding.quality;

import io.finwait.decode.SeqNum;
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
import java.util.List;
import java.util.function.Consumer;

/** Acknowledgements stand in the capture before what they acknowledge: its order is not that of the wire. */
public final class ReorderedCapture implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("reordered-capture", "The capture's order is not that of the wire", Severity.INFO);

    /** What is captured at two places, or by several queues of a network card, is off by less; what was lost is sent again later. */
    private static final long TOGETHER_NANOS = 1_000_000L;

    private final Concerned reordered = new Concerned();

    @Override
    public int traits() {
        return Trait.ACK_BEFORE_DATA;
    }

    @Override
    public void finished(Life life) {
        if (life.has(Trait.DUPLICATES)) {
            return;
        }
        List<Milestone> all = life.milestones();
        for (int i = 0; i + 1 < all.size(); i++) {
            if (isBeforeWhatItAcknowledges(all, i)) {
                reordered.add(life);
                reordered.addFrame(all.get(i).frame());
                return;
            }
        }
    }

    private static boolean isBeforeWhatItAcknowledges(List<Milestone> all, int index) {
        Milestone ack = all.get(index);
        if (!ack.is(Milestone.ACKS_UNSEEN) || ack.is(Milestone.STRAY | Milestone.ICMP) || ack.isRst()) {
            return false;
        }
        for (int i = index + 1; i < all.size() && all.get(i).timeNanos() - ack.timeNanos() <= TOGETHER_NANOS; i++) {
            Milestone late = all.get(i);
            boolean acknowledged = late.from() != ack.from()
                    && !late.is(Milestone.STRAY | Milestone.ICMP)
                    && !late.isRst()
                    && SeqNum.after(ack.ack(), late.seq())
                    && !SeqNum.after(ack.ack(), late.end());
            if (acknowledged) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        if (reordered.isEmpty()) {
            return;
        }
        String message = "In " + CountText.of(reordered.count(), "connection") + " of "
                + CountText.of(end.connections())
                + " an acknowledgement stands less than 1 ms before what it acknowledges" + reordered.exampleFrame()
                + ": the capture's order there is not that of the wire, and times within a millisecond of one another may be"
                + " the wrong way round. Who closed first rests on acknowledgements, not on that order.";
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("reordered_connections", (double) reordered.count());
        found.accept(reordered.finding(KIND, Confidence.CERTAIN, message, measurements));
    }
}
