package io.finwait.host;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The ports that the system picks for clients (ip_local_port_range), without those it keeps free (ip_local_reserved_ports). Immutable. */
public final class PortRange {
    private static final int MOST_PORT = 65_535;

    private final int first;
    private final int last;
    private final BitSet reserved;

    private PortRange(int first, int last, BitSet reserved) {
        this.first = first;
        this.last = last;
        this.reserved = reserved;
    }

    /**
     * Reads the settings' values.
     *
     * @param range {@code 32768 60999}
     * @param reserved {@code 8080,9000-9010}; null or empty for none
     * @return null if {@code range} is not one
     */
    static @Nullable PortRange parse(@Nullable String range, @Nullable String reserved) {
        int[] ends = range == null ? null : ends(range.strip().split("\\s+", -1));
        if (ends == null) {
            return null;
        }
        return new PortRange(ends[0], ends[1], inside(ends[0], ends[1], reserved));
    }

    private static BitSet inside(int first, int last, @Nullable String reserved) {
        var kept = new BitSet();
        if (reserved == null || reserved.isBlank()) {
            return kept;
        }
        for (String part : reserved.strip().split(",", -1)) {
            String[] words = part.split("-", -1);
            int[] some = ends(words.length == 1 ? new String[] {part, part} : words);
            if (some != null && some[0] <= last && some[1] >= first) {
                kept.set(Math.max(some[0], first), Math.min(some[1], last) + 1);
            }
        }
        return kept;
    }

    private static int @Nullable [] ends(String[] words) {
        if (words.length != 2 || !words[0].matches("[0-9]{1,5}") || !words[1].matches("[0-9]{1,5}")) {
            return null;
        }
        int first = Integer.parseInt(words[0]);
        int last = Integer.parseInt(words[1]);
        return first >= 1 && first <= last && last <= MOST_PORT ? new int[] {first, last} : null;
    }

    public int first() {
        return first;
    }

    public int last() {
        return last;
    }

    /** How many there are to pick from. */
    public int usable() {
        return last - first + 1 - reserved.cardinality();
    }

    /** How many of the range are kept free. */
    public int reservedInside() {
        return reserved.cardinality();
    }

    /** Whether the system may have picked it. */
    boolean contains(int port) {
        return port >= first && port <= last && !reserved.get(port);
    }

    /** {@code 32768-60999}. */
    @Override
    public String toString() {
        return first + "-" + last;
    }
}
