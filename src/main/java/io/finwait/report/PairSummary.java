package io.finwait.report;

import io.finwait.lifecycle.Role;
import io.finwait.pair.Absence;
import io.finwait.pair.Basis;
import io.finwait.pair.Clock;
import io.finwait.pair.Kind;
import io.finwait.pair.Pair;
import io.finwait.pair.PairResult;
import io.finwait.pair.Side;
import io.finwait.pair.Verdict;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What two captures show, in a few sentences: what matched, what was lost, how the clocks differ and where the capture points lie. */
final class PairSummary {
    private final PairResult result;
    private final List<String> sentences = new ArrayList<>();

    private PairSummary(PairResult result) {
        this.result = result;
    }

    static List<String> of(PairResult result) {
        var summary = new PairSummary(result);
        summary.matched();
        if (result.clock().isKnown()) {
            if (!result.pairs().isEmpty()) {
                summary.lost();
                summary.unheard();
            }
            summary.clock();
            summary.distances();
        } else if (result.allPairs() > 0) {
            summary.sentences.add(
                    "No SYN, SYN-ACK or FIN is surely in both, so nothing is known of how their clocks differ, and"
                            + " their segments were not compared.");
        }
        return summary.sentences;
    }

    /** What a loss matters to the life of a connection: its ends first. */
    static int rank(Kind kind) {
        return switch (kind) {
            case LAST_ACK -> 0;
            case FIN -> 1;
            case RST -> 2;
            case ACK_OF_FIN -> 3;
            case SYN, SYN_ACK, HANDSHAKE_ACK -> 4;
            case DATA -> 5;
            case ACK -> 6;
        };
    }

    private void matched() {
        int both = result.allPairs();
        int here = result.clientSide().sightings().size();
        int there = result.serverSide().sightings().size();
        if (both == 0) {
            sentences.add("The captures have no connection in common: of " + CountText.of(here)
                    + " on the client side and " + CountText.of(there)
                    + " on the server side none has the same initial sequence numbers or timestamps.");
            PairResult.ChosenOf of = result.chosenOf();
            if (of != null) {
                sentences.add("--where chooses "
                        + (result.alone().isEmpty()
                                ? "none"
                                : CountText.of(result.alone().size())) + " of these "
                        + CountText.of(of.alone()) + ".");
            }
            ownClocks();
            return;
        }
        String inBoth = CountText.of(both, "connection") + (both == 1 ? " is" : " are") + " in both captures, of "
                + CountText.of(here) + " on the client side and " + CountText.of(there) + " on the server side";
        PairResult.ChosenOf chosenOf = result.chosenOf();
        if (chosenOf == null) {
            sentences.add(inBoth + recognised() + ".");
        } else {
            sentences.add(inBoth + ". " + chosen(chosenOf));
        }
    }

    private String chosen(PairResult.ChosenOf chosenOf) {
        int pairs = result.pairs().size();
        int alone = result.alone().size();
        if (pairs + alone == 0) {
            return "--where chooses none of them" + (chosenOf.alone() == 0 ? "." : ", nor of those in one alone.");
        }
        String ofThese = pairs == 0 ? "" : recognised();
        String andAlone = chosenOf.alone() == 0
                ? ""
                : (pairs == 0 ? ", and " : "; and ") + CountText.of(alone) + " of the " + CountText.of(chosenOf.alone())
                        + " in one alone";
        return "--where chooses " + (pairs == 0 ? "none" : CountText.of(pairs)) + " of them" + ofThese + andAlone
                + ". All that follows but the clocks is of what it chooses.";
    }

    private String recognised() {
        return "; recognised by " + bases();
    }

    private String bases() {
        Map<Basis, Long> bases = PairReport.bases(result);
        return bases.entrySet().stream()
                .map(each ->
                        words(each.getKey()) + (bases.size() == 1 ? "" : " (" + CountText.of(each.getValue()) + ")"))
                .collect(Collectors.joining(", "));
    }

    private static String words(Basis basis) {
        return switch (basis) {
            case SEQUENCE_NUMBERS -> "both initial sequence numbers";
            case CLIENT_SEQUENCE_NUMBER -> "the client's initial sequence number and its SYN";
            case TIMESTAMPS -> "the timestamps of the handshake, for sequence numbers are changed between";
            case ADDRESSES -> "addresses and sequence numbers, for a handshake is missing";
        };
    }

    private void lost() {
        List<Absence> lost = result.absences(Verdict.LOST);
        long made = result.absences(Verdict.MADE).size();
        if (lost.isEmpty()) {
            sentences.add(
                    "Of what opens and closes them and of their data nothing was lost between the two sides, as far as "
                            + (result.notListed() > 0 ? "was looked." : "both captures show."));
        } else {
            long towardsServer =
                    lost.stream().filter(a -> a.missingAt() == Side.SERVER).count();
            sentences.add(CountText.of(lost.size(), "segment") + " left one side and never reached the other: "
                    + CountText.of(towardsServer) + " towards the server side, "
                    + CountText.of(lost.size() - towardsServer) + " towards the client side.");
        }
        if (made > 0) {
            sentences.add(CountText.of(made, "segment") + (made == 1 ? " was" : " were")
                    + " made by something between them.");
        }
        if (result.notListed() > 0) {
            sentences.add("That is by the first "
                    + CountText.of(result.absences().size(), "segment") + " without a counterpart; "
                    + CountText.of(result.notListed()) + " more were not looked into.");
        }
    }

    private void unheard() {
        int unheard = result.unheard().size();
        if (unheard > 0) {
            sentences.add(CountText.of(unheard, "segment") + " arrived at the far capture point and had no effect.");
        }
    }

    private void ownClocks() {
        if (result.clientSide().sawFrames() && result.serverSide().sawFrames()) {
            long from = Math.max(
                    result.clientSide().firstNanos(), result.serverSide().firstNanos());
            long to = Math.min(
                    result.clientSide().lastNanos(), result.serverSide().lastNanos());
            sentences.add(
                    from > to
                            ? "By their own clocks they do not overlap in time."
                            : "By their own clocks, which may differ, they overlap for " + DurationText.of(to - from)
                                    + ".");
        }
    }

    private void clock() {
        Clock clock = result.clock();
        long at = result.serverSide().firstNanos();
        long offset = clock.offsetAt(at);
        boolean agree = Math.abs(offset) <= clock.uncertaintyNanos() && clock.model() == Clock.Model.CONSTANT;
        if (agree) {
            sentences.add("The clocks agree within "
                    + DurationText.of(Math.max(1_000, Math.abs(offset) + clock.uncertaintyNanos())) + " (by "
                    + CountText.of(clock.samples(), "segment") + ").");
            return;
        }
        String ahead = offset == 0
                ? "The clocks show the same"
                : "The server side's clock is " + DurationText.of(Math.abs(offset))
                        + (offset > 0 ? " ahead" : " behind");
        String bound = " (± " + DurationText.of(clock.uncertaintyNanos()) + ", by "
                + CountText.of(clock.samples(), "segment") + ")";
        sentences.add(
                switch (clock.model()) {
                    case CONSTANT -> ahead + bound + ".";
                    case LINEAR -> ahead + " at the start" + bound + " and runs " + drift(clock.drift()) + ".";
                    case PIECEWISE ->
                        ahead + " at the start" + bound
                                + "; no one offset or rate fits: a clock was set or steered meanwhile.";
                    default ->
                        "What both captures have of handshakes and closes goes in one direction, which bounds the clocks' offset"
                                + " on one side only: "
                                + Character.toLowerCase(ahead.charAt(0)) + ahead.substring(1)
                                + " if a segment takes no time.";
                });
    }

    private static String drift(double drift) {
        String ppm = String.format(Locale.ROOT, "%.1f", Math.abs(drift) * 1e6);
        return ppm + " ppm " + (drift > 0 ? "fast" : "slow");
    }

    private void distances() {
        long between = median(Pair::betweenNanos);
        if (between >= 0) {
            long client = median(pair -> pair.at(pair.near(Role.CLIENT)).synAckToAckNanos());
            long server = median(pair -> pair.at(pair.near(Role.SERVER)).synToSynAckNanos());
            sentences.add("Round trips, medians: " + DurationText.of(between) + " between the two capture points"
                    + (client < 0 ? "" : ", " + DurationText.of(client) + " from the one to the clients beyond")
                    + (server < 0 ? "" : ", " + DurationText.of(server) + " from the other to the servers beyond")
                    + "; how a round trip divides into its two ways cannot be measured without synchronised clocks.");
        }
    }

    private long median(ToLongFunction<Pair> measure) {
        long[] known = result.pairs().stream()
                .mapToLong(measure)
                .filter(nanos -> nanos >= 0)
                .sorted()
                .toArray();
        return known.length == 0 ? -1 : known[(known.length - 1) / 2];
    }
}
