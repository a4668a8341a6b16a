package io.finwait.finding.abuse;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.PairTally;
import io.finwait.finding.tally.Probing;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** Connections without data at even intervals: somebody looks whether the service is there. */
public final class HealthCheck implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("health-check", "Somebody looks regularly whether a service is there", Severity.INFO);

    private static final int FEWEST = 5;
    private static final double REGULAR = 0.8;

    /** Health checks take their time; what comes faster is something else. */
    private static final long LEAST_NANOS = 400_000_000;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (PairTally pair : book.pairs()) {
            Probing probing = pair.checks();
            boolean often = probing.examples().count() >= FEWEST;
            if (often && probing.intervalNanos() >= LEAST_NANOS && probing.regularity() >= REGULAR) {
                found.accept(finding(pair, probing));
            }
        }
    }

    private static HostFinding finding(PairTally pair, Probing probing) {
        String message =
                pair.subject().client() + " connected to " + pair.subject().server() + " every "
                        + DurationText.of(probing.intervalNanos()) + ", "
                        + CountText.of(probing.examples().count(), "time")
                        + ", without sending anything: a health check. These connections count neither as churn nor as resets.";
        return new Draft(KIND, pair.subject())
                .confidence(Confidence.STRONG)
                .concerns(probing.examples())
                .seen(pair.firstSynNanos(), pair.lastSeenNanos())
                .measured("checks", probing.examples().count())
                .measured("interval_seconds", probing.intervalNanos() / 1e9)
                .measured("regular_share", probing.regularity())
                .says(message);
    }
}
