package io.finwait.pair;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.CloseKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says why a connection is in one capture alone. Without more to go by than that it is not there it says as little as possible. */
final class Loners {
    private final Terms terms;
    private final Trust trust;
    private final List<BitSet> matched = List.of(new BitSet(), new BitSet());

    /** Servers as the client side has them: those of pairs, and those that answered although the server side did not see it. */
    private final Set<HostPort> servers = new HashSet<>();

    private final Set<HostPort> reachedOtherwise = new HashSet<>();

    private Loners(List<Pair> pairs, Terms terms, Trust trust) {
        this.terms = terms;
        this.trust = trust;
        for (Pair pair : pairs) {
            for (Side side : Side.values()) {
                matched.get(side.ordinal()).set(pair.at(side).id);
            }
            servers.add(pair.at(Side.CLIENT).server);
        }
    }

    static List<Alone> among(List<Pair> pairs, Terms terms, Trust trust) {
        var loners = new Loners(pairs, terms, trust);
        for (Sighting each : terms.clientSide().sightings()) {
            if (!loners.isMatched(Side.CLIENT, each) && isAnswered(each) && loners.isCovered(Side.CLIENT, each)) {
                loners.reachedOtherwise.add(each.server);
            }
        }
        var alone = new ArrayList<Alone>();
        for (Side side : Side.values()) {
            for (Sighting each : terms.survey(side).sightings()) {
                if (!loners.isMatched(side, each)) {
                    alone.add(new Alone(side, each, loners.reason(side, each)));
                }
            }
        }
        return alone;
    }

    private boolean isMatched(Side side, Sighting sighting) {
        return matched.get(side.ordinal()).get(sighting.id);
    }

    private Alone.Reason reason(Side side, Sighting sighting) {
        if (sighting.again) {
            return Alone.Reason.TWICE;
        }
        if (!terms.clock().isKnown()) {
            return Alone.Reason.NOT_COMPARED;
        }
        if (!isCovered(side, sighting)) {
            return Alone.Reason.OUTSIDE;
        }
        if (!sighting.knowsClientIsn()) {
            return Alone.Reason.NO_HANDSHAKE;
        }
        if (side == Side.CLIENT) {
            return reasonAtClientSide(sighting);
        }
        return areWhole() ? Alone.Reason.OTHER_CLIENT : Alone.Reason.MAYBE_MISSED;
    }

    private Alone.Reason reasonAtClientSide(Sighting sighting) {
        if (!servers.contains(sighting.server)) {
            return Alone.Reason.ELSEWHERE;
        }
        if (isAnswered(sighting)) {
            return areWhole() ? Alone.Reason.ANOTHER_WAY : Alone.Reason.MAYBE_MISSED;
        }
        if (reachedOtherwise.contains(sighting.server)) {
            return Alone.Reason.MAYBE_ANOTHER_WAY;
        }
        if (!trust.isWhole(Side.SERVER)) {
            return Alone.Reason.NEVER_ARRIVED_OR_MISSED;
        }
        return sighting.kind == CloseKind.REFUSED ? Alone.Reason.REFUSED_BETWEEN : Alone.Reason.NEVER_ARRIVED;
    }

    /** What misses a SYN may take two connections on the same ports for one, which is then not the one that the other capture has. */
    private boolean areWhole() {
        return trust.isWhole(Side.CLIENT) && trust.isWhole(Side.SERVER);
    }

    private boolean isCovered(Side side, Sighting sighting) {
        return terms.isRunning(side.other(), terms.clock().align(side, sighting.firstNanos));
    }

    /** Whether the server spoke, other than to refuse. */
    private static boolean isAnswered(Sighting sighting) {
        return sighting.synAck != null || sighting.kind != CloseKind.UNANSWERED && sighting.kind != CloseKind.REFUSED;
    }
}
