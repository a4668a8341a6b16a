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

/** A client that connects many times a second, for connections that are soon over. */
public final class ConnectionChurn implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("connection-churn", "Many short connections a second", Severity.INFO);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (PairTally pair : book.pairs()) {
            var churn = new Churn(pair);
            if (churn.isChurn()) {
                found.accept(finding(pair, churn));
            }
        }
    }

    private static HostFinding finding(PairTally pair, Churn churn) {
        double each = (double) pair.exchanges() / pair.withData();
        String message = pair.subject().client() + " opened "
                + CountText.of(Math.round(churn.perSecond())) + " connections a second to "
                + pair.subject().server() + " for " + DurationText.of(churn.activeNanos()) + ": "
                + CountText.of(pair.withData()) + " with data, open for "
                + DurationText.of(pair.lives().median()) + " in the middle, "
                + requests(each) + " each, " + tenths(churn.concurrency()) + " open at a time on average.";
        return new Draft(KIND, pair.subject())
                .confidence(Confidence.CERTAIN)
                .concerns(pair.examples(), pair.withData())
                .seen(pair.firstSynNanos(), pair.lastSeenNanos())
                .measured("connections", pair.withData())
                .measured("connections_per_second", churn.perSecond())
                .measured("requests_per_connection", each)
                .measured("mean_concurrency", churn.concurrency())
                .measured("median_open_seconds", pair.lives().median() / 1e9)
                .says(message);
    }

    private static String requests(double each) {
        String number = tenths(each);
        return number + (number.equals("1") ? " request" : " requests");
    }

    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        if (tenths == 0) {
            return "less than 0.1";
        }
        return tenths % 10 == 0 || tenths >= 100 ? CountText.of(Math.round(value)) : tenths / 10 + "." + tenths % 10;
    }
}
