package io.finwait.compare;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Summary.Service;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.Damage;
import io.finwait.compare.Portrait.TimeWaitPeaks;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.HostFinding;
import io.finwait.finding.KnownFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the portrait of captures that are being read. */
public final class PortraitListener implements AnalysisListener {
    private final PortraitMaker maker = new PortraitMaker();
    private @Nullable AnalysisContext context;
    private @Nullable Portrait portrait;

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        this.context = context;
    }

    @Override
    public boolean wantsZeek(int id) {
        return false;
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        maker.connection(ConnectionFacts.of(connection, findings));
    }

    @Override
    public void end(AnalysisResult result) {
        AnalysisContext asked = context;
        if (asked == null) {
            throw new IllegalStateException("end before begin");
        }
        for (HostFinding f : result.findings().ofHosts()) {
            maker.hostFinding(
                    new KnownFinding(f.kind().id(), f.subject()), f.severity(), f.connectionCount(), f.message());
        }
        for (Service service : result.summary().services()) {
            maker.timeWaitPeaks(
                    service.server(), new TimeWaitPeaks(service.serverTimeWaitPeak(), service.clientTimeWaitPeak()));
        }
        FindingChoice choice = result.findings().choice();
        portrait = new Portrait(
                new Portrait.Origin(
                        result.files().stream().map(CaptureFile::name).toList(), null, asked.filter(), asked.version()),
                result.firstNanos(),
                result.lastNanos(),
                result.decoded().frames(),
                result.summary().connections(),
                gaps(result),
                maker.services(),
                maker.servicesNotListed(),
                maker.findings(),
                new Portrait.Scope(
                        choice.least(),
                        choice.off(),
                        maker.lacksFindings() || result.findings().muted() > 0));
    }

    private static Portrait.Gaps gaps(AnalysisResult result) {
        long dropped = 0;
        boolean damaged = false;
        for (CaptureFile file : result.files()) {
            dropped += Math.max(0, file.droppedByCapture());
            Damage damage = file.damage();
            damaged |= damage != null && !damage.cutShort();
        }
        return new Portrait.Gaps(
                result.summary().sight(), dropped, result.evicted().connections(), damaged);
    }

    /** What was made; only after {@link #end}. */
    public Portrait portrait() {
        Portrait made = portrait;
        if (made == null) {
            throw new IllegalStateException("the analysis has not ended");
        }
        return made;
    }
}
