package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.Idlers;
import io.finwait.finding.tally.PairTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A client that opens connection after connection, uses each once, and closes none. */
public final class ConnectionLeak implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("connection-leak", "A client opens connections and never closes them", Severity.MEDIUM);

    private static final int FEWEST = 20;

    /** They were opened one after the other over at least so long: a pool is filled at once. */
    private static final long SPREAD_NANOS = 5_000_000_000L;

    /** By then Linux would probe them (tcp_keepalive_time), and many a device has forgotten them: nobody knows whether they still exist. */
    private static final long LONGEST_NANOS = 7200L * 1_000_000_000;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (PairTally pair : book.pairs()) {
            Idlers idlers = pair.idlers();
            long begun = pair.begun().last(end.lastNanos() - Idlers.IDLE_NANOS);
            if (idlers.count() >= FEWEST
                    && idlers.longestIdleNanos() <= LONGEST_NANOS
                    && idlers.count() >= 0.8 * begun
                    && isSpread(idlers.startsNanos())) {
                found.accept(finding(pair, idlers));
            }
        }
    }

    /** Whether they were opened all along: no half of that time has more than three quarters of them. */
    private static boolean isSpread(long[] starts) {
        long span = starts[starts.length - 1] - starts[0];
        long middle = starts[0] + span / 2;
        int early = 0;
        while (early < starts.length && starts[early] <= middle) {
            early++;
        }
        return span >= SPREAD_NANOS && early * 4 >= starts.length && early * 4 <= 3 * starts.length;
    }

    private static HostFinding finding(PairTally pair, Idlers idlers) {
        String message = pair.subject().client() + " opened " + CountText.of(pair.connections(), "connection")
                + " to " + pair.subject().server() + "; " + CountText.of(idlers.count())
                + " of them carried one request at most, were idle when the capture ended (the oldest for "
                + DurationText.of(idlers.longestIdleNanos()) + ") and were not used again while others were opened.";
        return new Draft(KIND, pair.subject())
                .concerns(idlers.examples())
                .seen(pair.firstSynNanos(), pair.lastSeenNanos())
                .measured("opened", pair.connections())
                .measured("idle_at_end", idlers.count())
                .measured("longest_idle_seconds", idlers.longestIdleNanos() / 1e9)
                .says(message);
    }
}
