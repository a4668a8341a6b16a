package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.PairTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** How soon a client takes a port again for the same service. */
public final class PortReuseInterval implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("port-reuse-interval", "A client takes ports again within a minute", Severity.INFO);

    private static final int FEWEST = 4;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (PairTally pair : book.pairs()) {
            if (pair.reuses() >= FEWEST) {
                found.accept(finding(pair));
            }
        }
    }

    private static HostFinding finding(PairTally pair) {
        long[] gaps = pair.reuseNanos().sorted();
        String message = pair.subject().client() + " took a port again " + CountText.of(pair.reuses(), "time") + " for "
                + pair.subject().server() + ", "
                + DurationText.of(Math.max(0, gaps[0])) + " to " + DurationText.of(Math.max(0, gaps[gaps.length - 1]))
                + " after the connection before it had ended (" + DurationText.of(Math.max(0, gaps[gaps.length / 2]))
                + " in the middle); TIME_WAIT lasts 60 s on Linux.";
        return new Draft(KIND, pair.subject())
                .confidence(Confidence.CERTAIN)
                .concerns(pair.reused())
                .seen(pair.firstSynNanos(), pair.lastSeenNanos())
                .measured("reuses", pair.reuses())
                .measured("shortest_seconds", gaps[0] / 1e9)
                .measured("median_seconds", gaps[gaps.length / 2] / 1e9)
                .says(message);
    }
}
