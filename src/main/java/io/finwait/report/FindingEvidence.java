package io.finwait.report;

import io.finwait.finding.FindingGroup;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Subject;
import io.finwait.words.CountText;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where to look for what a finding says.
 *
 * @param subject whom it is about; null where that is several
 * @param connections ids of the connections that are concerned; of a finding in connections the one that its message tells of
 * @param connectionCount how many they are, also those without an id here
 * @param frames the frames that prove it
 * @param others ids of further connections in which the same was found
 * @param otherCount how many they are, also those without an id here
 * @param firstSeenNanos when it began and {@code lastSeenNanos} when it was last seen, instants; both 0 where that is not known
 */
record FindingEvidence(
        @Nullable Subject subject,
        List<Integer> connections,
        long connectionCount,
        List<Long> frames,
        List<Integer> others,
        long otherCount,
        long firstSeenNanos,
        long lastSeenNanos) {
    /** Nothing to look at. */
    static final FindingEvidence NONE = new FindingEvidence(null, List.of(), 0, List.of(), List.of(), 0, 0, 0);

    private static final int FRAMES_NAMED = 6;
    private static final int CONNECTIONS_NAMED = 4;

    static FindingEvidence of(HostFinding finding) {
        return new FindingEvidence(
                finding.subject(),
                finding.connections(),
                finding.connectionCount(),
                finding.frames(),
                List.of(),
                0,
                finding.firstSeenNanos(),
                finding.lastSeenNanos());
    }

    /** @param count how many there are of the finding in all groups together */
    static FindingEvidence of(FindingGroup group, long count) {
        FindingGroup.Example first = group.examples().get(0);
        var others = new TreeSet<Integer>();
        group.examples().forEach(example -> others.add(example.connection()));
        others.remove(first.connection());
        return new FindingEvidence(
                group.subject(), List.of(first.connection()), 1, first.frames(), List.copyOf(others), count - 1, 0, 0);
    }

    /** In the text report: {@code #3, frames 27, 31; also #7, #9 and 9 more}; empty if there is nothing. */
    String text() {
        var text = new StringBuilder();
        if (!connections.isEmpty()) {
            text.append(ids("#", connections, connectionCount));
        }
        if (!frames.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append(frames(frames));
        }
        if (!others.isEmpty()) {
            text.append("; also ").append(ids("#", others, otherCount));
        } else if (otherCount > 0) {
            text.append("; ").append(CountText.of(otherCount)).append(" more");
        }
        return text.toString();
    }

    /** The first few ids, {@code mark} before each, and how many there are beyond them. */
    static String ids(String mark, List<Integer> ids, long count) {
        List<Integer> named = firstOf(ids);
        var text = new StringBuilder();
        for (int id : named) {
            text.append(text.isEmpty() ? "" : ", ").append(mark).append(id);
        }
        return text + more(count - named.size());
    }

    /** Those of {@code ids} that are named; the others are counted. */
    static List<Integer> firstOf(List<Integer> ids) {
        return ids.subList(0, Math.min(CONNECTIONS_NAMED, ids.size()));
    }

    /** {@code frames 27, 31}. */
    static String frames(List<Long> frames) {
        List<Long> named = named(frames);
        var text = new StringBuilder(frames.size() == 1 ? "frame " : "frames ");
        for (int i = 0; i < named.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(named.get(i));
        }
        return text + more(frames.size() - named.size());
    }

    /** Those of {@code frames} that are named; the others are counted. */
    static List<Long> named(List<Long> frames) {
        return frames.subList(0, Math.min(FRAMES_NAMED, frames.size()));
    }

    /** {@code and 3 more}; empty for none. */
    static String more(long count) {
        return count > 0 ? " and " + CountText.of(count) + " more" : "";
    }
}
