package io.finwait.report;

import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.words.CountText;
import java.util.function.Predicate;

/**
 * Which connections the table shows.
 *
 * @param chosen those that may be shown
 * @param all whether {@code chosen} lets every connection pass
 * @param order which of them first
 * @param limit how many; 0 for no table
 */
public record Selection(Predicate<ConnectionRecord> chosen, boolean all, ConnectionOrder order, int limit) {
    /** The same without a table. */
    Selection listingNone() {
        return new Selection(chosen, all, order, 0);
    }

    /** Says which of all {@code connections} are in the table, where {@code matching} were chosen and {@code shown} fit. */
    String about(int shown, long matching, long connections) {
        String of = CountText.of(connections);
        String count = all ? of : CountText.of(matching) + " chosen of " + of;
        String about = shown == matching ? all ? "all " + of : count : CountText.of(shown) + " of " + count;
        if (shown > 1) {
            about += ", " + order.words();
        }
        return shown < matching ? about + "   (--top, --sort, --where)" : about;
    }
}
