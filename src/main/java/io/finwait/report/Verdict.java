package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Sight;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.HostPeak;
import io.finwait.analysis.Summary.Service;
import io.finwait.finding.Findings;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.TimeWait;
import io.finwait.words.CountText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.List;

/** The answer in a few sentences: who closes first, where TIME_WAIT gathers, what did not end as it should. */
final class Verdict {
    /** A side that closes first at least this often is said to be the one that does, in hundredths. */
    private static final int RULE_PERCENT = 90;

    private final Summary summary;
    private final Sight sight;
    private final List<String> sentences = new ArrayList<>();

    private Verdict(AnalysisResult result) {
        summary = result.summary();
        sight = result.summary().sight();
    }

    /** @param complete whether the capture lacks nothing, as far as it shows */
    static List<String> sentences(AnalysisContext asked, AnalysisResult result, boolean complete, TextStyle style) {
        if (result.decoded().frames() == 0) {
            boolean all = !asked.partOfTime() && asked.filter() == null;
            return List.of(all ? "The capture holds no packets." : "No packet was chosen.");
        }
        if (result.summary().connections() == 0) {
            return List.of("There is no TCP connection in this capture.");
        }
        var verdict = new Verdict(result);
        List<String> sentences = new ArrayList<>(gravestFinding(result.findings(), style));
        verdict.whoClosesFirst();
        verdict.whereTimeWaitIs();
        verdict.howTimeWaitWasCutShort();
        verdict.howElseTheyEnded();
        verdict.whatWasRepeated();
        if (complete && verdict.nothingWrong(result.findings())) {
            sentences.add("Nothing wrong was found.");
        }
        verdict.sentences.forEach(sentence -> sentences.add(style.named(sentence)));
        return sentences;
    }

    private static List<String> gravestFinding(Findings findings, TextStyle style) {
        if (!findings.hasAtLeast(Severity.LOW)) {
            return List.of();
        }
        FindingEntry gravest = FindingEntry.of(findings, style).get(0);
        long kinds = findings.counts().size();
        return List.of("The gravest " + (kinds > 1 ? "of " + CountText.of(kinds) + " kinds of findings" : "finding")
                + " is " + Lowercase.of(gravest.severity()) + ": "
                + gravest.kind().id() + ", "
                + gravest.subjectAndCount() + ".");
    }

    /** Whether that can be said: it cannot where not everything was asked for, and not of connections that were cut off. */
    private boolean nothingWrong(Findings findings) {
        return findings.choice().isAll()
                && !findings.hasAtLeast(Severity.LOW)
                && ended(CloseKind.FIN) + ended(CloseKind.OPEN) == summary.connections();
    }

    private long closed(ActiveCloser closer) {
        return summary.byCloser().getOrDefault(closer, 0L);
    }

    private long ended(CloseKind kind) {
        return summary.byKind().getOrDefault(kind, 0L);
    }

    private void whoClosesFirst() {
        long server = closed(ActiveCloser.SERVER);
        long client = closed(ActiveCloser.CLIENT);
        long both = closed(ActiveCloser.SIMULTANEOUS);
        long closed = server + client + both;
        if (summary.connections() == 1 && both == 1) {
            sentences.add("Both sides closed the only connection at once, before either heard of the other.");
        } else if (summary.connections() == 1 && closed == 1) {
            sentences.add("The " + (server == 1 ? "server" : "client") + " closed the only connection first.");
        } else if (closed == 0) {
            if (closed(ActiveCloser.UNKNOWN) == 0 && summary.connections() > 1) {
                sentences.add("No connection was seen closing.");
            }
        } else if (both == closed) {
            sentences.add("Both sides close at once, in " + of(both) + ".");
        } else if (100 * server >= RULE_PERCENT * closed) {
            sentences.add("The server closes first: " + onlyService("", "servers") + " did so in " + of(server) + ".");
        } else if (100 * client >= RULE_PERCENT * closed) {
            sentences.add(
                    "The client closes first: clients" + onlyService(" of ", "") + " did so in " + of(client) + ".");
        } else {
            sentences.add("Who closes first differs: " + shares(client, server, both) + ".");
        }
        long unknown = closed(ActiveCloser.UNKNOWN);
        if (unknown > 0) {
            sentences.add(
                    summary.connections() == 1
                            ? "The capture cannot tell who closed the only connection first."
                            : "Of " + CountText.of(unknown, "connection")
                                    + " the capture cannot tell who closed first.");
        }
    }

    /** Who closed first how often; those who never did are not named. */
    private static String shares(long client, long server, long both) {
        var shares = new ArrayList<String>();
        if (client > 0) {
            shares.add("the client " + CountText.of(client, "time"));
        }
        if (server > 0) {
            shares.add("the server " + (client > 0 ? CountText.of(server) : CountText.of(server, "time")));
        }
        if (both > 0) {
            shares.add("both at once " + CountText.of(both));
        }
        return String.join(", ", shares);
    }

    private String onlyService(String before, String otherwise) {
        List<Service> services = summary.services();
        return services.size() == 1 && summary.servicesNotListed() == 0
                ? before + services.get(0).server()
                : otherwise;
    }

    private String of(long count) {
        long all = summary.connections();
        if (count == all) {
            return all == 1
                    ? "the only connection"
                    : all == 2 ? "both connections" : "all " + CountText.of(all) + " connections";
        }
        return CountText.of(count) + " of " + CountText.of(all, "connection");
    }

    /** Begins a sentence about {@code count} connections; the only one is named once. */
    private String subject(long count) {
        if (summary.connections() > 1) {
            return CountText.of(count, "connection");
        }
        return sentences.isEmpty() ? "The only connection" : sentences.size() == 1 ? "It" : "The connection";
    }

    /** Begins a sentence about {@code count} of the connections. */
    private String which(long count) {
        if (count < summary.connections()) {
            return CountText.of(count);
        }
        if (count == 1) {
            return subject(count);
        }
        String all = of(count);
        return Character.toUpperCase(all.charAt(0)) + all.substring(1);
    }

    private void whereTimeWaitIs() {
        List<HostPeak> peaks = summary.timeWaitPeaks();
        if (peaks.isEmpty()) {
            return;
        }
        boolean atServers = summary.services().stream().anyMatch(s -> s.serverTimeWaitPeak() > 0);
        boolean atClients = summary.services().stream().anyMatch(s -> s.clientTimeWaitPeak() > 0);
        String where = "Every TIME_WAIT is on the " + (atServers ? "server" : "client") + "'s side";
        if (summary.servicesNotListed() > 0) {
            where = "TIME_WAIT is on many hosts";
        } else if (atServers && atClients) {
            where = "TIME_WAIT is on both sides";
        }
        sentences.add(where + ": " + whoHeldMost(peaks) + ".");
    }

    private void howTimeWaitWasCutShort() {
        long reused = summary.timeWaitEnds().getOrDefault(TimeWait.End.REUSED, 0L);
        long reset = summary.timeWaitEnds().getOrDefault(TimeWait.End.RESET, 0L);
        String byReuse = reused == 1 ? "a new SYN on the same ports" : "new SYNs on the same ports";
        String byReset = reset == 1 ? "a RST" : "RSTs";
        String early = "TIME_WAIT ended early " + times(reused + reset);
        if (reused > 0 && reset > 0) {
            sentences.add(
                    early + ": " + times(reused) + " by " + byReuse + ", " + times(reset) + " by " + byReset + ".");
        } else if (reused + reset > 0) {
            sentences.add(early + ", by " + (reused > 0 ? byReuse : byReset) + ".");
        }
    }

    private static String times(long count) {
        return count == 1 ? "once" : CountText.of(count, "time");
    }

    private static String whoHeldMost(List<HostPeak> peaks) {
        HostPeak top = peaks.get(0);
        if (peaks.size() > 1 && peaks.get(1).sockets() == top.sockets()) {
            return "no host held more than " + CountText.of(top.sockets()) + " at a time";
        }
        return top.host() + (peaks.size() == 1 ? " held " : " held the most, ") + CountText.of(top.sockets())
                + " at peak, at " + InstantText.second(top.atNanos());
    }

    private void howElseTheyEnded() {
        var others = new ArrayList<String>();
        add(others, ended(CloseKind.RST), "reset");
        add(others, ended(CloseKind.REFUSED), "refused");
        add(others, ended(CloseKind.UNANSWERED), "not answered");
        add(others, ended(CloseKind.HALF_CLOSED), "seen closing on one side only");
        if (!others.isEmpty()) {
            sentences.add(String.join(", ", others) + ".");
        }
        long open = ended(CloseKind.OPEN);
        if (open > 0) {
            sentences.add(which(open) + (open == 1 ? " was" : " were") + " still open when the capture ended.");
        }
        if (ended(CloseKind.FIN) == summary.connections()) {
            sentences.add(summary.connections() == 1 ? "Both sides sent FIN." : "Both sides sent FIN in all of them.");
        }
    }

    private void add(List<String> others, long count, String how) {
        if (count > 0 && others.isEmpty()) {
            others.add(subject(count) + (count == 1 ? " was " : " were ") + how);
        } else if (count > 0) {
            others.add(CountText.of(count) + " " + how);
        }
    }

    private void whatWasRepeated() {
        if (sight.synRepeated() > 0) {
            sentences.add(subject(sight.synRepeated()) + " had to repeat a SYN or SYN-ACK.");
        }
        if (sight.finRepeated() > 0) {
            sentences.add(subject(sight.finRepeated()) + " had to repeat a FIN.");
        }
        if (sight.begunBefore() > 0) {
            sentences.add(which(sight.begunBefore()) + (sight.begunBefore() == 1 ? " was" : " were")
                    + " under way before the capture began.");
        }
    }
}
