package io.finwait.finding.abuse;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.Examples;
import io.finwait.finding.tally.ServiceTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.lifecycle.Role;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** Connections in use that are reset one after the other. */
public final class ResetStorm implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("reset-storm", "Many connections in use are reset", Severity.MEDIUM);

    private static final int FEWEST = 50;
    private static final double SHARE = 0.25;
    private static final double PER_SECOND = 5;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (ServiceTally service : book.services()) {
            long resets = service.served().resets(Role.CLIENT).count()
                    + service.served().resets(Role.SERVER).count();
            if (resets >= FEWEST
                    && resets >= SHARE * service.established()
                    && service.served().resetsSeen().looks() > 0) {
                examine(service, resets, found);
            }
        }
    }

    private static void examine(ServiceTally service, long resets, Consumer<HostFinding> found) {
        long first = service.served().resetsSeen().lookNanos(0);
        long last = service.served()
                .resetsSeen()
                .lookNanos(service.served().resetsSeen().looks() - 1);
        long span = Math.max(service.served().resetsSeen().stepNanos(), last - first);
        double perSecond = resets * 1e9 / span;
        if (perSecond < PER_SECOND) {
            return;
        }
        long byClient = service.served().resets(Role.CLIENT).count();
        Examples more = service.served().resets(byClient * 2 > resets ? Role.CLIENT : Role.SERVER);
        String message = CountText.of(resets) + " of " + CountText.of(service.established(), "connection") + " to "
                + service.server() + " that had carried data ended by RST within " + DurationText.of(span) + " ("
                + CountText.of(Math.round(perSecond)) + " a second): " + CountText.of(byClient)
                + " by a RST of the client, " + CountText.of(resets - byClient) + " of the server.";
        found.accept(new Draft(KIND, new Subject.Service(service.server()))
                .concerns(more, resets)
                .seen(first, last)
                .measured("resets", resets)
                .measured("by_client", byClient)
                .measured("by_server", resets - byClient)
                .measured("resets_per_second", perSecond)
                .says(message));
    }
}
