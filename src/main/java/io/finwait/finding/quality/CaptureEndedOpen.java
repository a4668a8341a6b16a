package io.finwait.finding.quality;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/** Connections whose close the capture does not hold: open, or closed by one side only, when it ended. */
public final class CaptureEndedOpen implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("capture-ended-open", "The capture ended before connections did", Severity.INFO);

    private final Concerned open = new Concerned();
    private long halfClosed;

    @Override
    public int traits() {
        return Trait.OPEN_AT_END | Trait.HALF_CLOSED;
    }

    @Override
    public void finished(Life life) {
        // Of one that was seen from one side only the close may be there and unseen.
        if (!life.has(Trait.ONE_SIDED) && life.ending().reason() == Ending.Reason.CAPTURE_END && wasUp(life)) {
            open.add(life);
            if (open.wantsFrame()) {
                open.addFrame(life.record().lastFrame());
            }
            halfClosed += life.kind() == CloseKind.HALF_CLOSED ? 1 : 0;
        }
    }

    /** Whether it was established, or more than a stray of one that was. */
    private static boolean wasUp(Life life) {
        Life.Side client = life.side(Role.CLIENT);
        Life.Side server = life.side(Role.SERVER);
        return life.has(Trait.MIDSTREAM)
                ? client.packets() + server.packets() > 1
                : client.establishedNanos() != Life.NEVER || server.establishedNanos() != Life.NEVER;
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        if (open.isEmpty()) {
            return;
        }
        String message = CountText.of(open.count(), "connection") + " of " + CountText.of(end.connections())
                + (open.count() == 1 ? ofOne() : ofSeveral());
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("open_connections", (double) (open.count() - halfClosed));
        measurements.put("half_closed_connections", (double) halfClosed);
        found.accept(open.finding(KIND, Confidence.CERTAIN, message, measurements));
    }

    private String ofOne() {
        return halfClosed == 0
                ? " was not over when the capture ended. How it ended, and who closed first, is not known."
                : " was not over when the capture ended: one side had closed, no FIN of the other was seen. How it ended"
                        + " is not known.";
    }

    private String ofSeveral() {
        return " were not over when the capture ended"
                + (halfClosed == 0 ? "" : ", " + CountText.of(halfClosed) + " of them closed by one side")
                + ". How they ended, and who closed first where nobody had yet, is not known.";
    }
}
