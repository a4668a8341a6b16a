package io.finwait.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who mistyped a name. */
final class Similar {
    private static final int MOST = 3;

    private Similar() {}

    /** The names nearest to {@code typed}, the nearest first; none if all are far from it. */
    static List<String> to(String typed, List<String> names) {
        String lower = typed.toLowerCase(Locale.ROOT);
        int far = Math.max(2, lower.length() / 3);
        return names.stream()
                .filter(name -> distance(lower, name) <= far || lower.length() > 2 && name.contains(lower))
                .sorted(Comparator.comparingInt((String name) -> distance(lower, name)))
                .limit(MOST)
                .toList();
    }

    /** {@code ; perhaps you mean a or b}, empty if nothing is near. */
    static String hint(String typed, List<String> names) {
        List<String> near = to(typed, names);
        return near.isEmpty() ? "" : "; perhaps you mean " + String.join(" or ", near);
    }

    /** Letters to insert, remove or replace to make {@code b} of {@code a} (Levenshtein). */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
