package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
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

/** A client that makes a connection for each request. */
public final class NoConnectionReuse implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("no-connection-reuse", "A client makes a connection for each request", Severity.MEDIUM);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (PairTally pair : book.pairs()) {
            var churn = new Churn(pair);
            if (churn.isChurn() && churn.oneRequestEach()) {
                found.accept(finding(pair, churn));
            }
        }
    }

    private static HostFinding finding(PairTally pair, Churn churn) {
        long pool = churn.poolSize();
        long timeWaits = Math.max(pair.timeWait().peak(), 0);
        String message = CountText.of(pair.withData(), "connection") + " from "
                + pair.subject().client() + " to " + pair.subject().server() + " in "
                + DurationText.of(churn.activeNanos())
                + " carried one request each; opening and closing them took at least "
                + CountText.percent(pair.overheadPackets(), pair.packets()) + " of their packets"
                + handshakeShare(pair) + ". " + "A pool of "
                + CountText.of(pool) + " would have needed " + CountText.of(pool, "handshake")
                + (timeWaits > pool
                        ? " and left " + CountText.of(pool) + " TIME_WAIT on the client instead of "
                                + CountText.of(timeWaits)
                        : "")
                + "; keep-alive of " + CountText.of(churn.keepAliveSeconds())
                + " s outlasts every pause between requests. " + closer(pair);
        return new Draft(KIND, pair.subject())
                .concerns(pair.examples(), pair.withData())
                .seen(pair.firstSynNanos(), pair.lastSeenNanos())
                .measured("connections", pair.withData())
                .measured("connections_per_second", churn.perSecond())
                .measured("open_and_close_packet_share", (double) pair.overheadPackets() / pair.packets())
                .measured("mean_concurrency", churn.concurrency())
                .measured("pool_size", pool)
                .measured("keep_alive_seconds", churn.keepAliveSeconds())
                .measured("client_time_wait_peak", timeWaits)
                .says(message);
    }

    private static String handshakeShare(PairTally pair) {
        if (pair.handshakes() == 0 || pair.handshakeNanos() == 0 || pair.lifeNanos() == 0) {
            return "";
        }
        return ", and handshakes "
                + CountText.percent(Math.min(pair.handshakeNanos(), pair.lifeNanos()), pair.lifeNanos())
                + " of the time they were open";
    }

    private static String closer(PairTally pair) {
        if (pair.closedByServer() > pair.closedByClient()) {
            return "The server closes first: what it needs is keep-alive (see server-closes-first).";
        }
        if (pair.closedByClient() > 0) {
            return "The client closes first: it has to keep its connections.";
        }
        return "RST ends them.";
    }
}
