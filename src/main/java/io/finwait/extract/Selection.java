package io.finwait.extract;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first reading: finds out which connections are wanted, by id, which frames their findings cite, and without which other
 * connections their lives would not be what they were.
 */
public final class Selection implements AnalysisListener {
    private static final int MOST_STRAYS = 10_000;

    /** A frame that a finding of a connection cites although it lies before or after that connection's own. */
    private record Stray(long frame, int citedBy) {}

    private final Choice choice;
    private final BitSet chosen = new BitSet();

    /** What meets the condition; with findings named it may yet be chosen because of one across connections. */
    private final BitSet eligible = new BitSet();

    private final FrameComments comments = new FrameComments();
    private final List<Stray> strays = new ArrayList<>();
    private final SamePorts samePorts = new SamePorts();
    private int alongside;
    private List<CaptureFile> files = List.of();
    private String version = "";
    private long concerned;

    public Selection(Choice choice) {
        this.choice = choice;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> described) {
        version = context.version();
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        int id = connection.id();
        boolean meets = choice.condition().test(connection);
        samePorts.finished(connection, meets);
        if (!meets) {
            return;
        }
        eligible.set(id);
        if (choice.namesAnyOf(findings)) {
            chosen.set(id);
        }
        for (Finding finding : findings) {
            comments.add(id, finding);
            for (long frame : finding.frames()) {
                if ((frame < connection.firstFrame() || frame > connection.lastFrame())
                        && strays.size() < MOST_STRAYS) {
                    strays.add(new Stray(frame, id));
                }
            }
        }
    }

    @Override
    public void end(AnalysisResult result) {
        files = result.files();
        for (HostFinding finding : result.findings().ofHosts()) {
            comments.add(finding);
            if (choice.findings().contains(finding.kind().id())) {
                finding.connections().stream().filter(eligible::get).forEach(chosen::set);
                if (finding.connectionCount() > finding.connections().size()) {
                    concerned = Math.max(concerned, finding.connectionCount());
                }
            }
        }
        samePorts.successorsOf(chosen).stream().forEach(this::add);
    }

    /** Ids of the connections wanted. */
    public BitSet ids() {
        return (BitSet) chosen.clone();
    }

    /** Takes another one along: what happened to a wanted one cannot be understood without it. */
    public void add(int id) {
        if (!chosen.get(id)) {
            chosen.set(id);
            alongside++;
        }
    }

    /** Takes along what came between two that are taken, on the same ports. */
    public void fillGaps() {
        samePorts.between(chosen).stream().forEach(this::add);
    }

    /** How many of {@link #ids} were not asked for. */
    public int alongside() {
        return alongside;
    }

    /** Frames that findings of wanted connections cite and that may be of other connections. */
    public Set<Long> strays() {
        var frames = new HashSet<Long>();
        for (Stray stray : strays) {
            if (chosen.get(stray.citedBy)) {
                frames.add(stray.frame);
            }
        }
        return frames;
    }

    /** How many connections a finding asked for is about of which it names only some; 0 if there is no such finding. */
    public long concerned() {
        return concerned;
    }

    public FrameComments comments() {
        return comments;
    }

    /** What is known of the inputs after reading them. */
    public List<CaptureFile> files() {
        return files;
    }

    public Provenance provenance() {
        return Provenance.of(version, files, chosen);
    }
}
