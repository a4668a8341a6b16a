package io.finwait.finding;

import io.finwait.decode.DecodeCounters;
import io.finwait.decode.DecodeCountersFixture;
import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Turn;
import io.finwait.testing.CaptureReplay;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the rules find in a script's capture, all of the way from its octets. */
public final class Found implements ConnectionListener, SegmentSink {
    private final HostProfiles profiles = HostProfiles.linux();
    private final FindingEngine engine;
    private final ConnectionTracker tracker = new ConnectionTracker(profiles, this, Long.MAX_VALUE, id -> true);
    private final Map<Integer, List<Finding>> ofConnections = new TreeMap<>();
    private final TcpSegment claimed = new TcpSegment();
    private final Turn turn = new Turn();
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private Findings findings = Findings.NONE;

    private Found(FindingChoice choice) {
        engine = new FindingEngine(choice, profiles);
    }

    /** Everything that is found in a capture that ends with the script's last frame. */
    public static Found in(PacketScript script) {
        return in(script, FindingChoice.ALL);
    }

    /** What is wanted of it. */
    public static Found in(PacketScript script, FindingChoice choice) {
        var found = new Found(choice);
        PacketScript.replay(script.frames(), found);
        found.end(
                DecodeCountersFixture.of(script.frames().size(), script.frames().size()));
        return found;
    }

    /** Everything that is found in a capture file. */
    public static Found in(Path capture) throws IOException {
        var found = new Found(FindingChoice.ALL);
        CaptureReplay replay = CaptureReplay.of(capture, found);
        found.firstNanos = replay.firstNanos();
        found.lastNanos = replay.lastNanos();
        found.end(replay.counters());
        return found;
    }

    /** Everything that is found in {@code samples/NAME}. */
    public static Found inSample(String name) throws IOException {
        return in(Path.of(Samples.path(name)));
    }

    /** Everything that is found in one of the captures of real kernels that {@link Pcaps} knows; skips the test where they are missing. */
    public static Found inPcap(String name) throws IOException {
        return in(Pcaps.required(name));
    }

    private void end(DecodeCounters decoded) {
        tracker.finish(lastNanos);
        findings =
                engine.end(new CaptureEnd(firstNanos, lastNanos, ofConnections.size(), decoded, profiles, List.of()));
    }

    /** Findings of one kind across connections. */
    public List<HostFinding> ofHosts(FindingKind kind) {
        return findings.ofHosts().stream()
                .filter(finding -> finding.kind().equals(kind))
                .toList();
    }

    /** Findings of one kind in one connection. */
    public List<Finding> of(int connection, FindingKind kind) {
        return ofConnections.getOrDefault(connection, List.of()).stream()
                .filter(finding -> finding.kind().equals(kind))
                .toList();
    }

    /** Findings of one kind in all connections, by id of the connection. */
    public List<Finding> of(FindingKind kind) {
        return ofConnections.values().stream()
                .flatMap(List::stream)
                .filter(finding -> finding.kind().equals(kind))
                .toList();
    }

    /** The only finding of one kind. */
    public Finding only(FindingKind kind) {
        List<Finding> found = of(kind);
        if (found.size() != 1) {
            throw new AssertionError("not one " + kind.id() + " but " + ids());
        }
        return found.get(0);
    }

    /** Ids of what was found in connections, by id of the connection. */
    public List<String> ids() {
        return ofConnections.values().stream()
                .flatMap(List::stream)
                .map(finding -> finding.kind().id())
                .toList();
    }

    /** All that was found. */
    public Findings findings() {
        return findings;
    }

    @Override
    public void opened(Connection connection, TcpSegment syn) {
        turn.opened(connection, syn);
        engine.opened(turn);
    }

    @Override
    public void timeWaitEntered(Connection connection, Role holder, long nanos) {
        turn.timeWaitEntered(connection, holder, nanos);
        engine.timeWaitEntered(turn);
    }

    @Override
    public boolean finished(Connection connection, Ending ending) {
        List<Finding> found = List.copyOf(engine.finished(connection, ending));
        ofConnections.put(engine.life().id(), found);
        return true;
    }

    @Override
    public TcpSegment claim() {
        return claimed;
    }

    @Override
    public void publish() {
        firstNanos = Math.min(firstNanos, claimed.timeNanos);
        lastNanos = Math.max(lastNanos, claimed.timeNanos);
        tracker.segment(claimed);
    }
}
