package io.finwait.report;

import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.CloserLook;
import io.finwait.analysis.ConnectionStory;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.words.CountText;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which connections are in an HTML page: all, or a sample of as many as there is room for, with those that its findings cite; and which
 * of them with their ladder. Filled by one thread; {@link #mayTake} may be asked by another.
 */
final class HtmlConnections implements Closeable {
    /** Of one finding, those that the text report names. */
    private static final int LADDERS_PER_FINDING = 4;

    private static final int MOST_LADDERS = 200;

    /** What of a page is for ladders, whatever the number of connections. */
    private static final int LADDERS_SHARE = 4;

    /** Ladders of connections that no finding cites; they may lie anywhere, so the capture has to be read to its end for them. */
    private static final int MOST_OTHER_LADDERS = 100;

    /** A capture that is read again in a moment, whatever is looked for. */
    private static final long FEW_PACKETS = 500_000;

    private final Selection selection;
    private final JsonDocument document;
    private final long mostBytes;
    private final ConnectionSample sample;
    private final BestConnections first;
    private long chosen;
    private long citedAbsent;

    /** @param mostBytes what connections and ladders may take, as JSON */
    HtmlConnections(Selection selection, JsonDocument document, long mostBytes) {
        this.selection = selection;
        this.document = document;
        this.mostBytes = mostBytes;
        sample = new ConnectionSample(mostBytes - mostBytes / LADDERS_SHARE);
        first = new BestConnections(selection.order(), MOST_OTHER_LADDERS);
    }

    /** Whether a connection with this id could still be in the page, or has to be counted. */
    boolean mayTake(int id) {
        return !selection.all() || sample.mayTake(id);
    }

    /** Whether a connection with this id could still be in the page. */
    boolean mayShow(int id) {
        return sample.mayTake(id);
    }

    void add(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (selection.chosen().test(connection)) {
            chosen++;
            if (sample.mayTake(connection.id())) {
                sample.add(connection.id(), document.encoded(connection, findings));
                first.add(new TableRow(connection, findings));
            }
        }
    }

    /** The connections to look at again: those whose ladders are wanted, and cited ones that are not here. */
    Set<Integer> toReadAgain(List<FindingEntry> entries, AnalysisResult result) {
        var again = new TreeSet<>(ladders(entries, result));
        for (int id : cited(entries)) {
            if (!sample.contains(id)) {
                again.add(id);
            }
        }
        return again;
    }

    /** Adds cited connections that were not kept at first. */
    void complete(List<FindingEntry> entries, CloserLook look) throws IOException {
        Set<Integer> cited = cited(entries);
        for (ConnectionStory story : look.stories()) {
            int id = story.connection().id();
            if (cited.contains(id) && !sample.contains(id) && selection.chosen().test(story.connection())) {
                sample.keep(id, document.encoded(story.connection(), story.findings()));
            }
        }
        citedAbsent = selection.all()
                ? cited.stream().filter(id -> !sample.contains(id)).count()
                : 0;
    }

    /** Those to show ladders of: cited ones, and where that costs little the first of the table. */
    Set<Integer> ladders(List<FindingEntry> entries, AnalysisResult result) {
        var ladders = new LinkedHashSet<Integer>();
        for (FindingEntry entry : entries) {
            FindingEvidence evidence = entry.evidence();
            ladders.addAll(firstOf(evidence.connections()));
            ladders.addAll(firstOf(evidence.others()));
        }
        var few = new LinkedHashSet<Integer>();
        ladders.stream().limit(MOST_LADDERS).forEach(few::add);
        if (result.decoded().frames() <= FEW_PACKETS) {
            first.inOrder().forEach(row -> few.add(row.connection().id()));
        }
        return few;
    }

    private static List<Integer> firstOf(List<Integer> ids) {
        return ids.subList(0, Math.min(LADDERS_PER_FINDING, ids.size()));
    }

    private static Set<Integer> cited(List<FindingEntry> entries) {
        var cited = new TreeSet<Integer>();
        for (FindingEntry entry : entries) {
            cited.addAll(entry.evidence().connections());
            cited.addAll(entry.evidence().others());
        }
        return cited;
    }

    /** The first ones of the table, as far as they are here. */
    List<TableRow> first() {
        return first.inOrder();
    }

    /** What is left for ladders. */
    long bytesForLadders() {
        return Math.max(0, mostBytes - sample.bytes());
    }

    /** How many are in the page. */
    long count() {
        return sample.count();
    }

    void writeTo(OutputStream out, byte[] separator) throws IOException {
        sample.writeTo(out, separator);
    }

    /** Which connections the table has, a sentence or two. */
    String about(AnalysisResult result) {
        long all = result.summary().connections();
        long of = selection.all() ? all : chosen;
        String ofWhat = selection.all()
                ? CountText.of(all, "connection")
                : CountText.of(of) + " chosen of " + CountText.of(all, "connection");
        if (count() == of) {
            return ofWhat + (selection.all() ? "" : " (--where)") + (of == 1 ? "" : ", all of them")
                    + " in this table.";
        }
        String cited = citedAbsent == 0
                ? "those that findings cite are all here"
                : CountText.of(citedAbsent)
                        + " that findings cite are not, because the capture could not be read again";
        return CountText.of(count()) + " of " + ofWhat + " are in this table, to keep it and the ladders within "
                + CountText.of(mostBytes) + " bytes (--max-size): " + cited
                + ", the others are a sample by hashes of their ids. All other numbers on this page are of all connections.";
    }

    @Override
    public void close() throws IOException {
        sample.close();
    }
}
