package io.finwait.finding.abuse;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.ServiceTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** SYNs to one service, at a pace, whose senders never finish the handshake. */
public final class SynFlood implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("syn-flood", "A flood of SYNs that never become connections", Severity.HIGH);

    private static final int FEWEST = 200;
    private static final double PER_SECOND = 20;

    /** From fewer addresses than this it is a flood only if the server answered and they did not. */
    private static final int FEW_SOURCES = 50;

    /** A service that completes more than this share is busy, not flooded: whose handshakes are seen in part is another matter. */
    private static final double COMPLETED = 0.25;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (ServiceTally service : book.services()) {
            long incomplete = service.incomplete().count();
            if (incomplete >= FEWEST && service.established() <= COMPLETED * incomplete) {
                examine(service, incomplete, found);
            }
        }
    }

    private static void examine(ServiceTally service, long incomplete, Consumer<HostFinding> found) {
        long span = Math.max(1, service.lastIncompleteNanos() - service.firstIncompleteNanos());
        double perSecond = incomplete * 1e9 / span;
        long sources = service.incompleteSources();
        boolean answered = service.halfOpen() * 2 >= incomplete;
        if (perSecond < PER_SECOND || sources < FEW_SOURCES && !answered) {
            return;
        }
        String message = CountText.of(incomplete, "SYN") + " to " + service.server() + " in " + DurationText.of(span)
                + " ("
                + CountText.of(Math.round(perSecond)) + " a second) from "
                + (sources == 1 ? "1 address" : "about " + CountText.of(sources) + " addresses")
                + " never became connections: " + CountText.of(service.halfOpen())
                + " were answered with a SYN-ACK that nobody acknowledged, " + CountText.of(service.unanswered())
                + " were not answered. " + CountText.of(service.established(), "connection") + " opened.";
        found.accept(new Draft(KIND, new Subject.Service(service.server()))
                .confidence(answered ? Confidence.LIKELY : Confidence.HINT)
                .concerns(service.incomplete())
                .seen(service.firstIncompleteNanos(), service.lastIncompleteNanos())
                .measured("syns", incomplete)
                .measured("syns_per_second", perSecond)
                .measured("sources", sources)
                .measured("half_open", service.halfOpen())
                .measured("unanswered", service.unanswered())
                .measured("established", service.established())
                .says(message));
    }
}
