package io.finwait.report;

import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.Groups;
import io.finwait.words.CountText;
import java.util.List;
import java.util.function.Supplier;

/**
 * The groups that stand where connections would be listed.
 *
 * @param groups to be asked when the analysis has ended
 * @param all whether every connection is in one
 * @param limit how many people are shown; 0 for no table
 */
public record GroupListing(Supplier<Groups> groups, boolean all, GroupOrder order, int limit) {
    /** Those of {@code found} that people are shown, in their order. */
    List<Group> shown(Groups found) {
        return found.groups().stream().sorted(order.comparator()).limit(limit).toList();
    }

    /** Says which of {@code found} are {@code shown}, and of how many of all {@code connections} they are. */
    String about(Groups found, List<Group> shown, long connections) {
        String of = CountText.of(found.groups().size());
        String about = "by " + found.grouping() + ": "
                + (shown.size() == found.groups().size() ? "all " + of : CountText.of(shown.size()) + " of " + of)
                + (all
                        ? ""
                        : ", of " + CountText.of(found.connections()) + " connections chosen of "
                                + CountText.of(connections));
        if (shown.size() > 1) {
            about += ", " + order.words();
        }
        return shown.size() < found.groups().size() ? about + "   (--top, --sort, --where)" : about;
    }
}
