package io.finwait.finding.nat;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.HostPairTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * A server, or a device before it, that drops SYNs whose TSval is behind the newest it remembers of their address: tcp_tw_recycle of Linux
 * before 4.12 (tcp_v4_conn_request, tcp_peer_is_proven), or PAWS per host elsewhere.
 */
public final class TwRecycleSynDropSuspected implements TallyRule {
    public static final FindingKind KIND =
            new FindingKind("tw-recycle-syn-drop-suspected", "SYNs with older timestamps are dropped", Severity.HIGH);

    private static final int FEWEST_CONNECTIONS = 2;
    private static final int FEWEST_SYNS = 3;

    private static final int STRONG = 4;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (HostPairTally pair : book.hostPairs()) {
            if (isSuspect(pair)) {
                found.accept(finding(pair));
            }
        }
    }

    /** Whether the SYNs of {@code pair} show it. */
    public static boolean isSuspect(HostPairTally pair) {
        long fewest = pair.letPassNanos() == HostPairTally.NEVER ? FEWEST_CONNECTIONS : FEWEST_CONNECTIONS + 1;
        return pair.dropped().count() >= fewest
                && pair.droppedSyns() >= FEWEST_SYNS
                && pair.lastDropNanos() < pair.letPassNanos()
                && pair.answeredOthersDuringDrops() >= fewest
                && pair.unansweredOthers() * 10 <= pair.dropped().count();
    }

    private static HostFinding finding(HostPairTally pair) {
        long dropped = pair.dropped().count();
        String message = "Server " + pair.hosts().server() + " answered none of "
                + CountText.of(pair.droppedSyns(), "SYN") + " (" + CountText.of(dropped, "connection") + ") from "
                + pair.hosts().client() + " whose TSval was behind the newest it had of that address ("
                + ticks(pair) + " ticks) within 60 s of closing a connection with it, and "
                + (pair.unansweredOthers() == 0 ? "all " : "")
                + CountText.of(pair.answeredOthersDuringDrops(), "other connection") + " in that time at once. "
                + "That is what net.ipv4.tcp_tw_recycle=1 does (Linux before 4.12), or a middlebox that checks timestamps per address. "
                + clocks(pair)
                + (pair.letPassNanos() == HostPairTally.NEVER
                        ? ""
                        : " From " + InstantText.milli(pair.letPassNanos())
                                + "Z on such SYNs were answered: it was changed then.")
                + (pair.recovered() > 0
                        ? " " + CountText.of(pair.recovered()) + " got through when the SYN was repeated later."
                        : "");
        List<Long> frames = new ArrayList<>(pair.dropped().frames());
        frames.add(pair.answeredOtherFrame());
        Collections.sort(frames);
        boolean strong =
                dropped >= STRONG && pair.answeredOthersDuringDrops() >= STRONG && pair.unansweredOthers() == 0;
        return new Draft(KIND, new Subject.Host(pair.hosts().server()))
                .confidence(strong ? Confidence.STRONG : Confidence.LIKELY)
                .concerns(pair.dropped())
                .frames(frames.stream().distinct().toList())
                .seen(pair.firstDropNanos(), pair.lastDropNanos())
                .measured("dropped_connections", dropped)
                .measured("dropped_syns", pair.droppedSyns())
                .measured("answered_connections", pair.answeredOthersDuringDrops())
                .measured("fewest_ticks_behind", pair.fewestTicksBehind())
                .measured("most_ticks_behind", pair.mostTicksBehind())
                .says(message);
    }

    private static String ticks(HostPairTally pair) {
        return pair.fewestTicksBehind() == pair.mostTicksBehind()
                ? CountText.of(pair.mostTicksBehind())
                : CountText.of(pair.fewestTicksBehind()) + " to " + CountText.of(pair.mostTicksBehind());
    }

    private static String clocks(HostPairTally pair) {
        int clocks = pair.clocks().clocks();
        if (clocks >= 2) {
            return "At least " + clocks + " clocks send from that address.";
        }
        return "How many hosts are behind that address cannot be told: Linux since 4.10 gives each connection or each pair of hosts"
                + " a timestamp offset of its own.";
    }
}
