package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Curves;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The report for people who were not there: one HTML file that needs nothing but a browser. Written at the end.
 *
 * <p>The file has no content of its own: {@link HtmlTemplate} puts styles, scripts and data into {@code html/page.html}, and the scripts
 * build the page in the browser, of text nodes only, so that nothing in the data becomes markup. Data is JSON in {@code script} elements
 * that do not run:
 *
 * <ul>
 *   <li>{@code finwait-data}, in the scripts {@code finwait.data.report}: the document that {@link JsonReport} would write, which the
 *       page gives back as a file;
 *   <li>{@code finwait-page}, {@code finwait.data.page}: words and tables made here ({@link HtmlPageJson}), the same as in the text
 *       report;
 *   <li>{@code finwait-NAME}, {@code finwait.data.NAME}: further ones, by {@link #writeData}.
 * </ul>
 *
 * <p><b>To add a section</b>, such as charts: write a module {@code html/NAME.js} and name it in {@link HtmlTemplate}'s list, between
 * {@code numbers.js} and {@code table.js} if it is to stand there, since sections appear in the order in which they register. A module is
 * an immediately invoked function that uses the global {@code finwait} of {@code core.js}, and at its end registers:
 * <pre>
 * finwait.section({
 *   id: "charts",                                   // of the element, for links
 *   title: "Charts",                                // the h2
 *   wide: true,                                     // over the whole width, not that of text
 *   when: data => data.charts !== undefined,        // left out otherwise
 *   render: (section, data) => section.append(…),   // called once; fills the section below its title
 * });
 * </pre>
 * {@code finwait.el(tag, {attributes}, ...children)} makes elements and {@code finwait.svg} those of SVG; {@code finwait.count},
 * {@code finwait.duration} (of milliseconds) and {@code finwait.timeOfDay} (of an instant) are the words for numbers;
 * {@code finwait.stateColor(state)} is the colour of a TCP state, a CSS value that changes with the theme, and
 * {@code finwait.kindColor(kind)} that of a way to end; {@code finwait.cssColor(value)} resolves one for a canvas;
 * {@code finwait.onTheme(redraw)} calls back when light and dark change. Its data is written by a class of its own, called from
 * {@link #end} with {@link #writeData}. Its style goes into {@code html/NAME.css}, in {@link HtmlTemplate}'s list likewise; there are no
 * {@code style} attributes, because the policy forbids them; {@code node.style.x = …} works.
 *
 * <p><b>A ladder</b> opens beneath the row or the finding that asks for it: the module {@code ladder.js} defines
 * {@code finwait.openLadder(connectionId, anchorElement)}, which puts its element right after {@code anchorElement} or removes it from
 * there, and its data is {@code finwait.data.ladders}, an object by connection id, made of those stories of the second reading whose ids
 * are in {@link HtmlConnections#ladders}. Rows and findings offer a ladder where both exist: {@code finwait.hasLadder(connectionId)}.
 *
 * <p>Not thread-safe; does not close its stream.
 */
public final class HtmlReport implements AnalysisListener, Closeable {
    /** Columns of the text that stands in for the page where scripts do not run. */
    private static final int TEXT_WIDTH = 100;

    private final OutputStream out;
    private final Selection selection;
    private final @Nullable GroupListing groups;
    private final PageMaking making;
    private @Nullable AnalysisContext context;
    private @Nullable JsonDocument document;
    private volatile @Nullable HtmlConnections connections; // asked by the thread that tracks
    private @Nullable Curves curves;
    private List<CaptureFile> filesAtFirst = List.of();

    /**
     * One that writes when everything is known.
     *
     * @param out best buffered
     * @param groups that stand before the connections; null for none
     */
    public HtmlReport(OutputStream out, Selection selection, @Nullable GroupListing groups, PageMaking making) {
        this.out = out;
        this.selection = selection;
        this.groups = groups;
        this.making = making;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        this.context = context;
        filesAtFirst = List.copyOf(files);
        var encoding = new JsonDocument(context, files);
        document = encoding;
        connections = new HtmlConnections(selection, encoding, making.maxBytes());
    }

    @Override
    public boolean wants(int id) {
        return begun(connections).mayTake(id);
    }

    @Override
    public boolean wantsZeek(int id) {
        return begun(connections).mayShow(id);
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        begun(connections).add(connection, findings);
    }

    @Override
    public boolean wantsCurves() {
        return true;
    }

    @Override
    public void curves(Curves curves) {
        this.curves = curves;
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        AnalysisContext asked = begun(context);
        HtmlConnections kept = begun(connections);
        var reproduction = new Reproduction(making.command(), asked, result.files());
        List<FindingEntry> entries = FindingEntry.of(result.findings(), HtmlPageJson.STYLE.withNames(asked.names()));
        var frames = new TreeSet<Long>();
        entries.forEach(entry -> frames.addAll(entry.evidence().frames()));
        Reread reread = Reread.of(asked, making, kept.toReadAgain(entries, result), frames);
        kept.complete(entries, reread.look());
        var drawings = new HtmlDrawings(asked, result, begun(curves), making);
        drawings.ladders(kept.ladders(entries, result), reread.look().stories(), kept.first(), kept.bytesForLadders());
        var page = new HtmlPageJson(asked, result, groups, reread, reproduction);
        HtmlTemplate.write(out, page.title(), text(asked, result), data -> {
            writeElement(data, "data", json -> begun(document).writeTo(json, result, kept::writeTo, kept.count()));
            writeData(
                    data,
                    "page",
                    json -> page.writeTo(
                            json, entries, (kept.about(result) + " " + drawings.leftOut()).strip(), selection.order()));
            writeData(data, "charts", drawings::writeCharts);
            writeData(data, "ladders", drawings::writeLadders);
        });
        out.flush();
    }

    /** Content of one element with data, for a generator. */
    private interface Data {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Writes an element with data, {@code finwait.data.NAME} to the scripts. */
    private static void writeData(OutputStream out, String name, Data data) throws IOException {
        writeElement(out, name, octets -> {
            JsonGenerator json = JsonOutput.to(octets, "");
            data.writeTo(json);
            json.flush();
        });
    }

    private static void writeElement(OutputStream out, String name, HtmlTemplate.Content json) throws IOException {
        out.write(
                ("<script type=\"application/json\" id=\"finwait-" + name + "\">").getBytes(StandardCharsets.US_ASCII));
        try (var safe = new ScriptSafeStream(out)) {
            json.writeTo(safe);
        }
        out.write("</script>\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The text report without its table. */
    private String text(AnalysisContext asked, AnalysisResult result) throws IOException {
        var text = new StringWriter();
        var summaryAlone = new Selection(selection.chosen(), selection.all(), selection.order(), 0);
        var report = new TextReport(text, new TextStyle(TEXT_WIDTH, false, true), summaryAlone);
        report.begin(asked, filesAtFirst);
        report.end(result);
        return text.toString();
    }

    private static <T> T begun(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a report that was not begun");
        }
        return value;
    }

    /** Gives up the temporary file, if there is one. */
    @Override
    public void close() throws IOException {
        HtmlConnections open = connections;
        if (open != null) {
            open.close();
        }
    }
}
