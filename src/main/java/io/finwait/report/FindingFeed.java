package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Passes on each finding by itself, once and as soon as it is known, as the lines of JSON that {@link NdjsonReport} has for it. */
public final class FindingFeed implements AnalysisListener {
    /** Takes findings, from one thread at a time. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes one.
         *
         * @param line an object of {@code docs/report.schema.json}, without a line end
         */
        void take(FindingKind kind, String line);
    }

    private final Taker taker;
    private final FindingJson json = new FindingJson();
    private final ToldFindings told = new ToldFindings();
    private final ToldAcross toldAcross = new ToldAcross();

    public FindingFeed(Taker taker) {
        this.taker = taker;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        json.begin(context, files);
    }

    @Override
    public boolean wantsZeek(int id) {
        return false;
    }

    @Override
    public boolean wantsClosed() {
        return true;
    }

    @Override
    public void closed(ConnectionRecord connection, List<Finding> findings) throws IOException {
        pass(connection, told.first(connection.id(), findings));
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        pass(connection, told.last(connection.id(), findings));
    }

    @Override
    public boolean wantsMoments() {
        return true;
    }

    @Override
    public void moment(Moment moment) throws IOException {
        for (HostFinding finding : toldAcross.fresh(moment.soFar())) {
            pass(finding.kind(), json.writeSoFar(finding));
        }
    }

    private void pass(ConnectionRecord connection, List<Finding> fresh) throws IOException {
        for (Finding finding : fresh) {
            pass(finding.kind(), json.write(connection, finding));
        }
    }

    private void pass(FindingKind kind, FieldText text) throws IOException {
        var line = new ByteArrayOutputStream();
        text.writeTo(line);
        taker.take(kind, line.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        for (HostFinding finding : toldAcross.fresh(result.findings().ofHosts())) {
            pass(finding.kind(), json.write(finding));
        }
    }
}
