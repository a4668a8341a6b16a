package io.finwait.compare;

import io.finwait.finding.KnownFinding;
import io.finwait.finding.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers findings by id and by whom they are about. */
final class FindingLedger {
    /** How many are told apart. */
    private static final int MOST = 20_000;

    private static final class Entry {
        final Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        String message = "";
        int connection;

        @Nullable
        Severity gravest;
    }

    private final Map<KnownFinding, Entry> entries = new LinkedHashMap<>();
    private boolean full;

    /**
     * Adds a finding.
     *
     * @param connection id of the one it was found in: of the gravest, that of the first one is told, in whatever order they come
     * @param count how many connections it concerns
     */
    void add(KnownFinding about, Severity severity, int connection, long count, Supplier<String> message) {
        Entry entry = entries.get(about);
        if (entry == null) {
            if (entries.size() == MOST) {
                full = true;
                return;
            }
            entry = new Entry();
            entries.put(about, entry);
        }
        entry.counts.merge(severity, Math.max(1, count), Long::sum);
        Severity known = entry.gravest;
        boolean first = known == severity && connection < entry.connection;
        if (known == null || severity.compareTo(known) > 0 || first) {
            entry.gravest = severity;
            entry.connection = connection;
            entry.message = message.get();
        }
    }

    /** Whether there were more than can be told apart. */
    boolean isFull() {
        return full;
    }

    List<FindingFigures> figures() {
        var figures = new ArrayList<FindingFigures>();
        entries.forEach(
                (about, entry) -> figures.add(new FindingFigures(about, Map.copyOf(entry.counts), entry.message)));
        return figures;
    }
}
