package io.finwait.finding;

import io.finwait.finding.opening.SynRetransmitted;
import io.finwait.finding.teardown.FinRetransmitted;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All findings there are. A new one is named here twice: its rule, and its kind in the area it belongs to. */
public final class Catalog {
    /** Kinds about one part of a connection's life, as {@code finwait explain} groups them. */
    public record Area(String title, List<FindingKind> kinds) {}

    private static final List<Area> AREAS = List.of(
            new Area("Opening a connection", List.of(SynRetransmitted.KIND)),
            new Area("Closing a connection", List.of(FinRetransmitted.KIND)));

    private static final List<FindingKind> KINDS =
            AREAS.stream().flatMap(area -> area.kinds().stream()).toList();

    private static final Map<String, FindingKind> BY_ID =
            KINDS.stream().collect(Collectors.toMap(FindingKind::id, Function.identity()));

    private Catalog() {}

    /** Rules about one connection. */
    static List<ConnectionRule> connectionRules() {
        return List.of(new SynRetransmitted(), new FinRetransmitted());
    }

    /** Rules across connections that find anything wanted; new ones, since they remember. */
    static List<CaptureRule> captureRules(FindingChoice choice) {
        return List.of();
    }

    public static List<Area> areas() {
        return AREAS;
    }

    /** Every kind of finding, in the order of {@link #areas}. */
    public static List<FindingKind> kinds() {
        return KINDS;
    }

    /** Whether there is a kind of finding with this id. */
    public static boolean has(String id) {
        return BY_ID.containsKey(id);
    }
}
