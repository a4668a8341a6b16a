package io.finwait.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** How the largest of something went over the latest looks. Not thread-safe. */
final class Trends<K> {
    /** About a minute. */
    static final int LOOKS = 60;

    private static final int MOST = 64;

    private Map<K, List<Long>> trends = new HashMap<>();

    /** Looks once more; what is not among the largest any more is forgotten. */
    <T> void look(List<T> all, Function<T, K> key, ToLongFunction<T> value) {
        var next = new HashMap<K, List<Long>>();
        List<T> largest = all.size() <= MOST
                ? all
                : all.stream()
                        .sorted(Comparator.comparingLong(value).reversed())
                        .limit(MOST)
                        .toList();
        for (T each : largest) {
            List<Long> before = of(key.apply(each));
            var now = new ArrayList<>(before.subList(before.size() == LOOKS ? 1 : 0, before.size()));
            now.add(value.applyAsLong(each));
            next.put(key.apply(each), List.copyOf(now));
        }
        trends = next;
    }

    /** The latest looks, the oldest first; empty for what is not among the largest. */
    List<Long> of(K key) {
        return trends.getOrDefault(key, List.of());
    }
}
