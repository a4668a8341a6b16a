package io.finwait.finding.quality;

import io.finwait.decode.SeqNum;
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

/** Only one side's packets were captured, and they show that the other side sent some. */
public final class OneDirectionOnly implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("one-direction-only", "Only one direction was captured", Severity.INFO);

    private final Concerned oneSided = new Concerned();
    private long clientOnly;

    @Override
    public int traits() {
        return Trait.ONE_SIDED;
    }

    @Override
    public void finished(Life life) {
        Role seen = life.side(Role.CLIENT).packets() > 0 ? Role.CLIENT : Role.SERVER;
        if (heardMoreThanIsSeen(life.side(seen), life.side(seen.peer()))) {
            oneSided.add(life);
            oneSided.addFrame(life.milestones().get(0).frame());
            clientOnly += seen == Role.CLIENT ? 1 : 0;
        }
    }

    /** Whether it acknowledged a SYN-ACK, or its acknowledgements moved on: a lone stray segment does neither. */
    private static boolean heardMoreThanIsSeen(Life.Side seen, Life.Side unseen) {
        boolean answeredSynAck = seen.sentSyn() && !seen.sentSynAck();
        return seen.acknowledged() && (answeredSynAck || SeqNum.after(seen.rcvNxt(), unseen.isn() + 1));
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        if (oneSided.isEmpty()) {
            return;
        }
        long serverOnly = oneSided.count() - clientOnly;
        String message = "Only one direction was captured of " + CountText.of(oneSided.count(), "connection") + " of "
                + CountText.of(end.connections()) + " (" + CountText.of(clientOnly) + " from the client only, "
                + CountText.of(serverOnly) + " from the server only)" + oneSided.exampleFrame()
                + ": the acknowledgements move on with nothing there to acknowledge. What the other side sent and when is"
                + " inferred there, and findings that rest on absent packets are one level less sure.";
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("client_only_connections", (double) clientOnly);
        measurements.put("server_only_connections", (double) serverOnly);
        found.accept(oneSided.finding(KIND, Confidence.CERTAIN, message, measurements));
    }
}
