package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.Groups;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JsonReport} and {@link NdjsonReport} write, with groups in place of connections: those with the most connections first. Not
 * thread-safe; does not close its stream.
 */
public final class GroupJsonReport implements AnalysisListener {
    private final OutputStream out;
    private final Supplier<Groups> groups;
    private final boolean asLines;
    private final JsonGenerator json;
    private final CaptureJson captures = new CaptureJson();
    private final GroupJson groupJson = new GroupJson();
    private final FindingJson hostFindings = new FindingJson();
    private @Nullable AnalysisContext context;

    /**
     * @param out best buffered
     * @param groups asked at the end
     * @param asLines whether one object per line is written, not one document
     */
    public GroupJsonReport(OutputStream out, Supplier<Groups> groups, boolean asLines) throws IOException {
        this.out = out;
        this.groups = groups;
        this.asLines = asLines;
        json = JsonOutput.to(out, "");
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        this.context = context;
        if (CaptureJson.hasNanoseconds(files)) {
            groupJson.nanosecondInstants();
        }
        captures.begin(context, files);
        groupJson.names(context.names());
        hostFindings.begin(context, files);
    }

    @Override
    public boolean wantsConnections() {
        return false;
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {}

    @Override
    public void end(AnalysisResult result) throws IOException {
        AnalysisContext asked = context;
        if (asked == null) {
            throw new IllegalStateException("end before begin");
        }
        Groups found = groups.get();
        structure("{\"capture\":");
        captures.writeCapture(json, asked, result.files(), result.idsEqualTcpStream());
        json.flush();
        writeGroups(found);
        writeHostFindings(result.findings().ofHosts());
        structure(",\n\"summary\":");
        write(asLines ? "\n" : "");
        captures.writeSummary(json, result, found.connections());
        json.flush();
        structure("}");
        write("\n");
        out.flush();
    }

    private void writeGroups(Groups found) throws IOException {
        structure(",\n\"groups\":[");
        String before = "\n";
        for (Group group : found.groups()) {
            write(before);
            groupJson.write(json, found.grouping(), group);
            before = between();
        }
        Group others = found.others();
        if (others != null) {
            write(before);
            groupJson.write(json, found.grouping(), others);
        }
        structure("]");
    }

    private void writeHostFindings(List<HostFinding> findings) throws IOException {
        structure(",\n\"host_findings\":[");
        String before = "\n";
        for (HostFinding finding : findings) {
            write(before);
            hostFindings.write(finding).writeTo(out);
            before = between();
        }
        structure("]");
    }

    private String between() {
        return asLines ? "\n" : ",\n";
    }

    /** What a document has around its objects, and lines have not. */
    private void structure(String ascii) throws IOException {
        write(asLines ? "" : ascii);
    }

    private void write(String ascii) throws IOException {
        out.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
