package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.CloseReason;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.Sample;
import io.finwait.finding.tally.ServiceTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A service whose server closes first, and why: TIME_WAIT is then on the server. */
public final class ServerClosesFirst implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("server-closes-first", "The server closes first and holds TIME_WAIT", Severity.INFO);

    private static final long SECOND = 1_000_000_000;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (ServiceTally service : book.services()) {
            long closed = service.served().closedByServer()
                    + service.served().closedByClient()
                    + service.served().closedTogether();
            if (service.served().closedByServer() >= 2 && service.served().closedByServer() * 2 > closed) {
                found.accept(finding(service, closed));
            }
        }
    }

    private static HostFinding finding(ServiceTally service, long closed) {
        long first = service.served().closedByServer();
        var text = new StringBuilder("Server ")
                .append(service.server())
                .append(" closed ")
                .append(CountText.of(first))
                .append(" of ")
                .append(CountText.of(closed, "connection"))
                .append(" first");
        long peak = service.served().timeWait().peak();
        text.append(
                peak > 0
                        ? ", so their TIME_WAIT is on the server (" + CountText.of(peak) + " at peak)"
                        : "; none of these closes was seen to reach TIME_WAIT");
        text.append(". Why: ").append(reasons(service)).append('.');
        Draft draft = new Draft(KIND, new Subject.Service(service.server()))
                .confidence(Confidence.CERTAIN)
                .concerns(service.served().closes())
                .seen(service.firstNanos(), service.lastNanos())
                .measured("closed_by_server", first)
                .measured("closed_by_client", service.served().closedByClient())
                .measured("time_wait_peak", peak);
        for (CloseReason reason : CloseReason.values()) {
            long count = service.served().closedBecause(reason);
            if (count > 0) {
                draft.measured("reason_" + reason.name().toLowerCase(Locale.ROOT), count);
            }
        }
        return draft.says(text.toString());
    }

    private static String reasons(ServiceTally service) {
        List<CloseReason> seen = Arrays.stream(CloseReason.values())
                .filter(reason -> service.served().closedBecause(reason) > 0)
                .sorted(Comparator.comparingLong(service.served()::closedBecause)
                        .reversed())
                .toList();
        boolean single = seen.size() == 1;
        return seen.stream()
                .map(reason -> words(reason, service)
                        + (single ? "" : " (" + CountText.of(service.served().closedBecause(reason)) + ")"))
                .collect(Collectors.joining("; "));
    }

    private static String words(CloseReason reason, ServiceTally service) {
        return reason == CloseReason.IDLE ? idle(service.served().idleNanos()) : reason.words();
    }

    /** Names the timer where the same idle time came before several closes. */
    private static String idle(Sample gaps) {
        long[] sorted = gaps.sorted();
        long timer = commonNanos(sorted);
        if (timer < 0) {
            return sorted.length == 1
                    ? "idle for " + DurationText.of(sorted[0])
                    : "idle for " + DurationText.of(sorted[0]) + " to " + DurationText.of(sorted[sorted.length - 1]);
        }
        long seconds = Math.round((double) timer / SECOND);
        boolean whole = Math.abs(timer - seconds * SECOND) <= Math.max(SECOND / 10, timer / 50);
        String setting = whole ? ", as with keepalive_timeout " + seconds + " s" : "";
        return "an idle timeout of " + DurationText.of(timer) + setting;
    }

    /** The idle time that at least four of five share, within 3 % and 150 ms; -1 if there is none, or only one. */
    private static long commonNanos(long[] sorted) {
        if (sorted.length < 2) {
            return -1;
        }
        int best = 0;
        long common = -1;
        for (int i = 0; i < sorted.length; i++) {
            long within = sorted[i] + sorted[i] / 33 + 150_000_000;
            int j = i;
            while (j < sorted.length && sorted[j] <= within) {
                j++;
            }
            if (j - i > best) {
                best = j - i;
                common = sorted[(i + j) / 2];
            }
        }
        return best * 5 >= sorted.length * 4 ? common : -1;
    }
}
