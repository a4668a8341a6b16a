package io.finwait.finding.nat;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Clocks;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.HostPairTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Several hosts behind one address, told apart by their timestamp clocks. */
public final class NatMultipleClocks implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("nat-multiple-clocks", "Several hosts share one address", Severity.INFO);

    /** The clocks must take turns, not follow one another as when a host was started anew. */
    private static final int FEWEST_CHANGES = 4;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (HostPairTally pair : book.hostPairs()) {
            Clocks clocks = pair.clocks();
            if (areSeveral(clocks)) {
                found.accept(finding(pair, clocks));
            }
        }
    }

    /** Whether they belong to several hosts. */
    public static boolean areSeveral(Clocks clocks) {
        return clocks.clocks() >= 2 && clocks.changes() >= FEWEST_CHANGES && clocks.onNoClock() * 5 <= clocks.syns();
    }

    private static HostFinding finding(HostPairTally pair, Clocks clocks) {
        List<Long> frames = Arrays.stream(clocks.firstFrames()).boxed().toList();
        String message = "The timestamps of " + CountText.of(clocks.syns(), "SYN") + " from "
                + pair.hosts().client() + " to " + pair.hosts().server() + " lie on " + clocks.clocks()
                + " lines that take turns: so many hosts, at least, send from that address.";
        return new Draft(KIND, new Subject.Host(pair.hosts().client()))
                .frames(frames)
                .measured("clocks", clocks.clocks())
                .measured("syns", clocks.syns())
                .measured("syns_on_no_clock", clocks.onNoClock())
                .says(message);
    }
}
