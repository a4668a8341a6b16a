package io.finwait.pair;

import io.finwait.decode.SeqNum;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Joins the connections of two captures, the surest ways first; what fits two connections is left alone. */
final class Matching {
    /** TSval of the last copy of a SYN lies no further from that of the first one: 131 s of repetitions at a tick a millisecond. */
    private static final int MOST_SYN_TICKS = 135_000;

    private final List<Pair> pairs = new ArrayList<>();
    private final BitSet matchedHere = new BitSet();
    private final BitSet matchedThere = new BitSet();
    private final Survey clientSide;
    private final Survey serverSide;

    private Matching(Survey clientSide, Survey serverSide) {
        this.clientSide = clientSide;
        this.serverSide = serverSide;
    }

    /** The pairs, in order of the client side's ids. */
    static List<Pair> of(Survey clientSide, Survey serverSide) {
        var matching = new Matching(clientSide, serverSide);
        matching.bySequenceNumbers();
        matching.byClientSequenceNumber();
        matching.byTimestamps();
        matching.byAddresses();
        matching.pairs.sort((a, b) -> Integer.compare(a.id(), b.id()));
        return matching.pairs;
    }

    private void bySequenceNumbers() {
        Predicate<Sighting> whole = s -> s.knowsClientIsn() && s.knowsServerIsn();
        Map<Long, Sighting> there = new HashMap<>();
        for (Sighting each : serverSide.sightings()) {
            if (whole.test(each)) {
                each.again = there.putIfAbsent(isns(each), each) != null;
            }
        }
        Set<Long> seen = new HashSet<>();
        for (Sighting each : clientSide.sightings()) {
            if (whole.test(each)) {
                each.again = !seen.add(isns(each));
                join(each, each.again ? null : there.get(isns(each)), Basis.SEQUENCE_NUMBERS);
            }
        }
    }

    private static long isns(Sighting sighting) {
        return (long) sighting.clientIsn() << 32 | sighting.serverIsn() & 0xFFFF_FFFFL;
    }

    private void byClientSequenceNumber() {
        Map<Long, List<Sighting>> there = index(serverSide, Sighting::knowsClientIsn, Sighting::clientIsn);
        for (Sighting each : left(clientSide)) {
            if (each.knowsClientIsn()) {
                List<Sighting> fitting = there.getOrDefault((long) each.clientIsn(), List.of()).stream()
                        .filter(other ->
                                !matchedThere.get(other.id) && !contradict(each, other) && synsFit(each, other))
                        .toList();
                join(each, fitting.size() == 1 ? fitting.get(0) : null, Basis.CLIENT_SEQUENCE_NUMBER);
            }
        }
    }

    /** Whether both have the SYN-ACK, and it is not the same. */
    private static boolean contradict(Sighting here, Sighting there) {
        return here.synAck != null && there.synAck != null && here.serverIsn() != there.serverIsn();
    }

    /** A number of 32 bits may be the same by chance: timestamps say that it is not, or else the server. */
    private static boolean synsFit(Sighting here, Sighting there) {
        Notable syn = here.syn;
        Notable other = there.syn;
        if (syn == null || other == null) {
            return sameEnd(here, there);
        }
        return syn.hasTimestamps() && other.hasTimestamps()
                ? Math.abs(SeqNum.distance(syn.tsVal(), other.tsVal())) <= MOST_SYN_TICKS || sameEnd(here, there)
                : here.server.port() == there.server.port();
    }

    private static boolean sameEnd(Sighting here, Sighting there) {
        return here.server.equals(there.server) || here.client.equals(there.client);
    }

    private void byTimestamps() {
        Predicate<Sighting> stamped = s -> isStamped(s.syn) && isStamped(s.synAck);
        Map<Long, List<Sighting>> there = index(serverSide, stamped, Matching::stamps);
        Map<Long, List<Sighting>> here = index(clientSide, stamped, Matching::stamps);
        here.forEach((stamps, candidates) -> {
            List<Sighting> others = there.getOrDefault(stamps, List.of());
            if (candidates.size() == 1 && others.size() == 1) {
                join(candidates.get(0), others.get(0), Basis.TIMESTAMPS);
            }
        });
    }

    private static boolean isStamped(@Nullable Notable opening) {
        return opening != null && opening.copies == 1 && opening.hasTimestamps();
    }

    private static long stamps(Sighting sighting) {
        Notable syn = sighting.syn;
        Notable answer = sighting.synAck;
        return syn == null || answer == null ? 0 : (long) syn.tsVal() << 32 | answer.tsVal() & 0xFFFF_FFFFL;
    }

    /** Both ends, in no order; a forged segment may have the same one twice. */
    private static Set<HostPort> ends(Sighting sighting) {
        return new HashSet<>(List.of(sighting.client, sighting.server));
    }

    private void byAddresses() {
        Map<Set<HostPort>, List<Sighting>> there = new HashMap<>();
        for (Sighting each : left(serverSide)) {
            there.computeIfAbsent(ends(each), key -> new ArrayList<>()).add(each);
        }
        for (Sighting each : left(clientSide)) {
            List<Sighting> fitting = there.getOrDefault(ends(each), List.of()).stream()
                    .filter(other -> !matchedThere.get(other.id) && numbersOverlap(each, other))
                    .toList();
            if (fitting.size() == 1) {
                Sighting other = fitting.get(0);
                if (!each.client.equals(other.client)) {
                    (each.knowsClientIsn() ? other : each).turn();
                }
                join(each, other, Basis.ADDRESSES);
            }
        }
    }

    /** Whether one of them begins in mid-stream and their sequence numbers overlap in both directions. */
    private static boolean numbersOverlap(Sighting here, Sighting there) {
        if (here.syn != null && there.syn != null || !here.bothSent || !there.bothSent) {
            return false;
        }
        boolean same = here.client.equals(there.client);
        for (Role role : Role.values()) {
            Role theirs = same ? role : role.peer();
            if (SeqNum.after(here.from(role), there.to(theirs)) || SeqNum.after(there.from(theirs), here.to(role))) {
                return false;
            }
        }
        return true;
    }

    private Map<Long, List<Sighting>> index(Survey survey, Predicate<Sighting> which, ToLongFunction<Sighting> key) {
        Map<Long, List<Sighting>> index = new HashMap<>();
        for (Sighting each : left(survey)) {
            if (which.test(each)) {
                index.computeIfAbsent(key.applyAsLong(each), k -> new ArrayList<>(1))
                        .add(each);
            }
        }
        return index;
    }

    private List<Sighting> left(Survey survey) {
        BitSet matched = survey == clientSide ? matchedHere : matchedThere;
        return survey.sightings().stream()
                .filter(s -> !s.again && !matched.get(s.id))
                .toList();
    }

    private void join(Sighting here, @Nullable Sighting there, Basis basis) {
        if (there != null && !matchedThere.get(there.id) && !matchedHere.get(here.id)) {
            matchedHere.set(here.id);
            matchedThere.set(there.id);
            pairs.add(new Pair(here, there, basis));
        }
    }
}
