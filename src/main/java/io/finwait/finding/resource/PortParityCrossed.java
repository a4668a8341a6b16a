package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.Levels;
import io.finwait.finding.tally.PairTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.InstantText;
import java.util.function.Consumer;

/**
 * A Linux client that has gone over to the other half of its ports: connect() takes ports of one parity, that of the range's first port,
 * as long as one is free for the destination (__inet_hash_connect).
 */
public final class PortParityCrossed implements TallyRule {
    public static final FindingKind KIND = new FindingKind(
            "port-parity-crossed", "A client has used up one half of its ports for a service", Severity.MEDIUM);

    /** So many of one parity before the first of the other, and so many of the other then. */
    private static final int BEFORE = 60;

    private static final int AFTER = 20;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (PairTally pair : book.pairs()) {
            if (pair.evenPorts().looks() > 0 && pair.oddPorts().looks() > 0) {
                examine(pair, pair.evenPorts(), "even", pair.oddPorts(), "odd", found);
                examine(pair, pair.oddPorts(), "odd", pair.evenPorts(), "even", found);
            }
        }
    }

    /** @param first ports of the parity that was used first, perhaps */
    private static void examine(
            PairTally pair, Levels first, String firstName, Levels then, String thenName, Consumer<HostFinding> found) {
        long crossed = then.lookNanos(0) - then.stepNanos();
        long before = first.last(crossed);
        long of = then.values()[then.looks() - 1];
        if (before < BEFORE || of < AFTER) {
            return;
        }
        long firstAfter = first.values()[first.looks() - 1] - first.last(then.lookNanos(0));
        if (firstAfter * 2 > of) { // both in use side by side: the first half is not used up
            return;
        }
        String message = pair.subject().client() + " used " + CountText.of(before) + " " + firstName
                + " ports for connections to " + pair.subject().server() + " and no " + thenName + " one until "
                + InstantText.milli(crossed) + "Z; then " + CountText.of(of) + " " + thenName
                + " ones. Linux takes the second half of the range when none of the first half is free.";
        found.accept(new Draft(KIND, pair.subject())
                .confidence(Confidence.STRONG)
                .concerns(pair.examples(), pair.connections())
                .seen(crossed, pair.lastSynNanos())
                .measured("first_parity_connections", before)
                .measured("second_parity_connections", of)
                .says(message));
    }
}
