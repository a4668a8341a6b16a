package io.finwait.pair;

import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds two captures against each other: made from their surveys, then shown both again segment by segment, then asked for the result. */
public final class PairStudy {
    /** For so long at least a SYN has been waiting before it counts as not answered. */
    private static final long UNANSWERED_NANOS = 1_000_000_000L;

    private final Survey clientSide;
    private final Survey serverSide;
    private final boolean swapped;
    private final List<Pair> pairs;
    private final List<Pair> chosen;
    private final Terms terms;
    private final Ledger ledger;
    private final Comparison comparison;
    private final @Nullable Pair traced;

    /**
     * Matches the connections and aligns the clocks.
     *
     * @param first the capture that should be nearer the clients; if the handshakes say otherwise the two change places
     * @param tracedId the connection to be told in full, by its id on the client side; -1 for none
     */
    public PairStudy(Survey first, Survey second, int tracedId) {
        List<Pair> found = Matching.of(first, second);
        swapped = Orientation.decide(found);
        clientSide = swapped ? second : first;
        serverSide = swapped ? first : second;
        if (swapped) {
            found = Matching.of(clientSide, serverSide);
            Orientation.decide(found);
        }
        pairs = found;
        terms = Terms.of(pairs, clientSide, serverSide, ClockFit.of(pairs, serverSide));
        chosen = clientSide.choice().isEmpty()
                ? pairs
                : pairs.stream().filter(this::isChosen).toList();
        ledger = new Ledger(terms, this::isChosen);
        traced =
                pairs.stream().filter(pair -> pair.id() == tracedId).findFirst().orElse(null);
        comparison = new Comparison(pairs, terms, ledger, traced);
    }

    private boolean isChosen(Pair pair) {
        Choice there = serverSide.choice();
        return clientSide.choice().hasEither(pair.id(), there, pair.at(Side.SERVER).id);
    }

    private boolean isChosen(Alone alone) {
        Survey survey = alone.side() == Side.CLIENT ? clientSide : serverSide;
        return survey.choice().has(alone.sighting().id);
    }

    /** Whether the captures change places. */
    public boolean isSwapped() {
        return swapped;
    }

    /** Whether they have anything in common by which their segments can be compared, so that a second reading is worth it. */
    public boolean isComparable() {
        return terms.clock().isKnown();
    }

    /** Takes the second reading. */
    public Comparison comparison() {
        return comparison;
    }

    /** What came of it. */
    public PairResult end() {
        comparison.end();
        var trust = new Trust(clientSide, serverSide);
        List<Absence> absences = ledger.absences(trust);
        List<Alone> alone = Loners.among(pairs, terms, trust);
        boolean all = clientSide.choice().isEmpty();
        var unheard = new ArrayList<>(unansweredSyns());
        unheard.addAll(ledger.unheard());
        Pair told = traced;
        return new PairResult(
                clientSide,
                serverSide,
                swapped,
                chosen,
                all ? alone : alone.stream().filter(this::isChosen).toList(),
                all ? null : new PairResult.ChosenOf(pairs.size(), alone.size()),
                terms.clock(),
                absences,
                ledger.notKept(),
                List.of(ledger.plainAcks(Side.CLIENT), ledger.plainAcks(Side.SERVER)),
                unheard,
                Changes.of(chosen),
                List.of(trust.isWhole(Side.CLIENT), trust.isWhole(Side.SERVER)),
                told == null ? null : new PairStory(told, comparison.trace(), comparison.notTraced()));
    }

    /** SYNs that both captures have and neither shows an answer to. */
    private List<Unheard> unansweredSyns() {
        var silent = new ArrayList<Unheard>();
        for (Pair pair : chosen) {
            Notable here = pair.at(Side.CLIENT).syn;
            Notable there = pair.at(Side.SERVER).syn;
            boolean unanswered = pair.at(Side.CLIENT).kind == CloseKind.UNANSWERED
                    && pair.at(Side.SERVER).kind == CloseKind.UNANSWERED;
            if (unanswered && here != null && there != null) {
                Side far = pair.near(Role.CLIENT).other();
                Notable arrived = far == Side.SERVER ? there : here;
                long runsOn = terms.survey(far).lastNanos() - arrived.nanos();
                if (runsOn >= UNANSWERED_NANOS) {
                    silent.add(new Unheard(
                            pair,
                            Kind.SYN,
                            Role.CLIENT,
                            far == Side.SERVER ? here.frame() : there.frame(),
                            arrived.frame(),
                            -1,
                            runsOn));
                }
            }
        }
        return silent;
    }
}
