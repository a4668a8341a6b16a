package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Moment;
import io.finwait.analysis.Names;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * One JSON object per line: {@code capture}, a {@code connection} each in order of completion, the {@code host_finding}s, {@code summary}.
 * Of a live capture also {@code closed} for each connection as soon as it is closed and may yet change, and {@code finding} for each
 * finding in a connection as soon as it is found, {@code host_finding_so_far} for each that spans those that are over, and {@code kernel}
 * for each look at what the kernel of this host has.
 * Every line is one of {@code docs/report.schema.json}. Not thread-safe; does not close its stream.
 */
public final class NdjsonReport implements AnalysisListener {
    private final JsonGenerator json;
    private final OutputStream out;
    private final Predicate<ConnectionRecord> chosen;
    private final ConnectionJson connections = new ConnectionJson();
    private final CaptureJson captures = new CaptureJson();
    private final FindingJson hostFindings = new FindingJson();
    private final ToldFindings told = new ToldFindings();
    private final ToldAcross toldAcross = new ToldAcross();
    private final Queue<KernelLook> looks;
    private Names names = Names.NONE;
    private boolean live;
    private boolean inLine;
    private long listed;

    /**
     * @param out best buffered: octets come in records
     * @param chosen which connections are written
     * @param kernel what the kernel of this host has; nothing where nobody looks
     */
    public NdjsonReport(OutputStream out, Predicate<ConnectionRecord> chosen, KernelFeed kernel) throws IOException {
        this.out = out;
        this.chosen = chosen;
        looks = kernel.read();
        json = JsonOutput.to(out, "");
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) throws IOException {
        live = context.live();
        if (CaptureJson.hasNanoseconds(files)) {
            connections.nanosecondInstants();
        }
        names = context.names();
        connections.names(names);
        captures.begin(context, files);
        connections.evidence(new EvidenceJson(context, files));
        hostFindings.begin(context, files);
        beginLine();
        captures.writeCapture(json, context, files, context.wholeSingleFile());
        json.flush();
        pause();
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (chosen.test(connection)) {
            if (live) {
                tell(connection, told.last(connection.id(), findings));
                writeLooks();
            }
            beginLine();
            connections.write(connection, findings).writeTo(out);
            listed++;
        }
    }

    @Override
    public boolean wantsClosed() {
        return live;
    }

    @Override
    public void closed(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (chosen.test(connection)) {
            tell(connection, told.first(connection.id(), findings));
            writeLooks();
            beginLine();
            connections.writeClosed(connection, findings).writeTo(out);
        }
    }

    private void tell(ConnectionRecord connection, List<Finding> fresh) throws IOException {
        for (Finding finding : fresh) {
            beginLine();
            hostFindings.write(connection, finding).writeTo(out);
        }
    }

    @Override
    public boolean wantsMoments() {
        return live;
    }

    @Override
    public void moment(Moment moment) throws IOException {
        for (HostFinding finding : toldAcross.fresh(moment.soFar())) {
            beginLine();
            hostFindings.writeSoFar(finding).writeTo(out);
        }
    }

    @Override
    public void pause() throws IOException {
        if (live) {
            writeLooks();
            endLine();
            out.flush();
        }
    }

    private void writeLooks() throws IOException {
        for (KernelLook look = looks.poll(); look != null; look = looks.poll()) {
            beginLine();
            new KernelJson(json, captures, names).write(look);
            json.flush();
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        writeLooks();
        for (HostFinding finding : result.findings().ofHosts()) {
            beginLine();
            hostFindings.write(finding).writeTo(out);
        }
        beginLine();
        captures.writeSummary(json, result, listed);
        json.flush();
        endLine();
        out.flush();
    }

    private void beginLine() throws IOException {
        endLine();
        inLine = true;
    }

    private void endLine() throws IOException {
        if (inLine) {
            out.write('\n');
            inLine = false;
        }
    }
}
