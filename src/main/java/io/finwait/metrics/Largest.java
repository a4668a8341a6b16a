package io.finwait.metrics;

import java.util.Comparator;
import java.util.List;

/** The first of many in some order, and all the others: the bound of what has a series of its own. */
record Largest<T>(List<T> first, List<T> others) {
    /** How many have one. */
    static final int MOST = 20;

    /** The label of the others. */
    static final String OTHERS = "other";

    static <T> Largest<T> of(List<T> all, Comparator<T> order) {
        List<T> sorted = all.stream().sorted(order).toList();
        int most = Math.min(MOST, sorted.size());
        return new Largest<>(sorted.subList(0, most), sorted.subList(most, sorted.size()));
    }
}
