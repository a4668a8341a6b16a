package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.PairTally;
import io.finwait.finding.tally.PoolUse;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import java.util.function.Consumer;

/** A client that keeps some connections and throws more of them away: its pool keeps fewer than it needs at a time. */
public final class PoolTooSmall implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("pool-too-small", "A client's pool keeps fewer connections than it uses", Severity.MEDIUM);

    /** So many thrown away, and so many for each that is kept, are no chance. */
    private static final int SURPLUS = 30;

    private static final int SURPLUS_PER_KEPT = 5;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (PairTally pair : book.pairs()) {
            PoolUse use = pair.poolUse();
            long kept = use.kept().count();
            long surplus = use.surplus().count();
            if (kept > 0 && surplus >= SURPLUS && surplus >= SURPLUS_PER_KEPT * kept) {
                found.accept(finding(pair, use));
            }
        }
    }

    private static HostFinding finding(PairTally pair, PoolUse use) {
        long kept = use.kept().count();
        long surplus = use.surplus().count();
        long atOnce = Math.max(pair.open().peak(), kept + 1);
        String message = pair.subject().client() + " kept " + CountText.of(kept, "connection") + " to "
                + pair.subject().server() + " (" + CountText.of(use.keptExchanges()) + " requests) and made "
                + CountText.of(surplus) + " more that it closed right after a response; at least "
                + CountText.of(atOnce)
                + " were open at once. A pool that keeps as many idle as are used at once would have kept them.";
        return new Draft(KIND, pair.subject())
                .concerns(use.surplus())
                .seen(pair.firstSynNanos(), pair.lastSeenNanos())
                .measured("kept", kept)
                .measured("requests_on_kept", use.keptExchanges())
                .measured("closed_after_use", surplus)
                .measured("open_peak", atOnce)
                .says(message);
    }
}
