package io.finwait.extract;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.Frame;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first reading: finds out which connections are wanted, by id, which frames their findings cite, and without which other
 * connections their lives would not be what they were.
 */
public final class Selection implements AnalysisListener {
    private final Choice choice;
    private final BitSet chosen = new BitSet();

    /** What meets the condition; with findings named it may yet be chosen because of one across connections. */
    private final BitSet eligible = new BitSet();

    private final Citations ofChosen;

    /** Of those that are not chosen yet; apart, because they may be so many that nothing is remembered of the chosen ones. */
    private final Citations ofOthers;

    /** How many connections had each finding so far. */
    private final Map<String, Integer> counts = new HashMap<>();

    private final SamePorts samePorts = new SamePorts();
    private int alongside;
    private List<CaptureFile> files = List.of();
    private String version = "";
    private long concerned;
    private long endNanos = Provenance.UNKNOWN;

    public Selection(Choice choice) {
        this(choice, new FrameComments(), new FrameComments());
    }

    Selection(Choice choice, FrameComments ofChosen, FrameComments ofOthers) {
        this.choice = choice;
        this.ofChosen = new Citations(ofChosen);
        this.ofOthers = new Citations(ofOthers);
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
        boolean named = isNamed(findings);
        if (named) {
            chosen.set(id);
        }
        (named ? ofChosen : ofOthers).add(connection, findings);
    }

    /** Whether it is wanted for one of its findings, or no finding is asked for. */
    private boolean isNamed(List<Finding> findings) {
        boolean named = choice.findings().isEmpty();
        for (Finding finding : findings) {
            String id = finding.kind().id();
            if (choice.findings().contains(id) && counts.merge(id, 1, Integer::sum) <= choice.mostOfEach()) {
                named = true;
            }
        }
        return named;
    }

    @Override
    public void end(AnalysisResult result) {
        files = result.files();
        endNanos = result.lastNanos();
        for (HostFinding finding : result.findings().ofHosts()) {
            ofChosen.comments().add(finding);
            if (choice.findings().contains(finding.kind().id())) {
                finding.connections().stream()
                        .filter(eligible::get)
                        .limit(choice.mostOfEach())
                        .forEach(chosen::set);
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
        ofChosen.addStrays(chosen, frames);
        ofOthers.addStrays(chosen, frames);
        return frames;
    }

    /** How many connections a finding asked for is about of which it names only some; 0 if there is no such finding. */
    public long concerned() {
        return concerned;
    }

    /** What is to be said of a frame of a wanted connection. */
    public List<String> comments(Frame frame) {
        List<String> comments = ofChosen.comments().of(frame);
        return comments.isEmpty() ? ofOthers.comments().of(frame) : comments;
    }

    /** What is known of the inputs after reading them. */
    public List<CaptureFile> files() {
        return files;
    }

    /**
     * Where the extract comes from.
     *
     * @param called the files, as the extract may call them
     */
    public Provenance provenance(List<CaptureFile> called) {
        return Provenance.of(version, called, chosen, endNanos);
    }
}
