package io.finwait.finding.tally;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tallies by subject, so many of them. Those that come once give way to each other, oldest first, and never push out those that come
 * often: a flood from millions of addresses leaves the tallies of ordinary clients alone.
 */
final class Subjects<K, T extends Tally> {
    /** Who has been seen so often may stay. */
    private static final int OFTEN = 4;

    private final int most;
    private final Function<K, T> maker;
    private final Map<K, T> seldom = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<K, T> often = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most how many of each sort are kept */
    Subjects(int most, Function<K, T> maker) {
        this.most = most;
        this.maker = maker;
    }

    @Nullable
    T find(K key) {
        T tally = often.get(key);
        return tally != null ? tally : seldom.get(key);
    }

    /** The tally of {@code key}; a new one if there is none. */
    T of(K key) {
        T tally = often.get(key);
        if (tally != null) {
            return tally;
        }
        tally = seldom.get(key);
        if (tally == null) {
            tally = maker.apply(key);
            put(seldom, key, tally);
        } else if (tally.count() >= OFTEN) {
            seldom.remove(key);
            put(often, key, tally);
        }
        return tally;
    }

    private void put(Map<K, T> into, K key, T tally) {
        into.put(key, tally);
        if (into.size() > most) {
            Map.Entry<K, T> eldest = into.entrySet().iterator().next();
            into.remove(eldest.getKey());
            if (into == seldom && eldest.getValue().count() >= OFTEN) {
                put(
                        often,
                        eldest.getKey(),
                        eldest.getValue()); // it was the last one asked for, and so not asked for here
            }
        }
    }

    boolean isEmpty() {
        return often.isEmpty() && seldom.isEmpty();
    }

    /** All that are kept, the busiest first. */
    List<T> all() {
        var all = new ArrayList<T>(often.size() + seldom.size());
        all.addAll(often.values());
        all.addAll(seldom.values());
        all.sort(Comparator.comparingLong(Tally::count).reversed());
        return all;
    }
}
