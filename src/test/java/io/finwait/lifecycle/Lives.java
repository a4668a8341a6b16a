package io.finwait.lifecycle;

import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends a capture through decoder, tracker and record builder and keeps what comes out. The one place where these tests touch how the
 * lifecycle is put together; they judge by {@link ConnectionRecord}.
 */
final class Lives implements ConnectionListener, SegmentSink {
    static final long NO_LIMIT = Long.MAX_VALUE;

    private final RecordBuilder builder;
    private final ConnectionTracker tracker;
    private final List<ConnectionRecord> finished = new ArrayList<>();
    private final List<String> timeWaits = new ArrayList<>();
    private final TcpSegment claimed = new TcpSegment();
    private long lastNanos = PacketScript.START_NANOS;
    private long evicted;

    Lives(HostProfiles profiles, long heapLimitBytes) {
        this(profiles, heapLimitBytes, WaitingRoom.MOST_RECENT);
    }

    Lives(HostProfiles profiles, long heapLimitBytes, int mostRecent) {
        builder = new RecordBuilder(profiles);
        tracker = new ConnectionTracker(profiles, this, heapLimitBytes, id -> true, mostRecent);
    }

    /** The lives in the script's capture, which ends with its last frame. */
    static Lives of(PacketScript script) {
        return of(script, HostProfiles.linux());
    }

    static Lives of(PacketScript script, HostProfiles profiles) {
        return ofFrames(script.frames(), profiles);
    }

    static Lives ofFrames(List<CapturedFrame> frames, HostProfiles profiles) {
        var lives = new Lives(profiles, NO_LIMIT);
        PacketScript.replay(frames, lives);
        lives.end(lives.lastNanos);
        return lives;
    }

    /** The lives told by segments, in a capture that goes on until {@code endNanos}. */
    static Lives ofSegments(List<TcpSegment> segments, long endNanos) {
        return ofSegments(segments, endNanos, WaitingRoom.MOST_RECENT);
    }

    /** Likewise; of the connections that only linger, {@code mostRecent} are kept whole from one segment to the next. */
    static Lives ofSegments(List<TcpSegment> segments, long endNanos, int mostRecent) {
        var lives = new Lives(HostProfiles.linux(), NO_LIMIT, mostRecent);
        segments.forEach(lives::segment);
        lives.end(endNanos);
        return lives;
    }

    /** The only connection that {@code story} tells. */
    static ConnectionRecord life(Consumer<ScriptedConnection> story) {
        var script = PacketScript.connection();
        story.accept(script.first());
        return of(script).only();
    }

    void segment(TcpSegment s) {
        lastNanos = Math.max(lastNanos, s.timeNanos);
        tracker.segment(s);
    }

    void advance(long nanos) {
        tracker.advance(nanos);
    }

    Census census() {
        return tracker.census();
    }

    void end(long nanos) {
        tracker.finish(nanos);
    }

    /** The only connection. */
    ConnectionRecord only() {
        if (finished.size() != 1) {
            throw new AssertionError("not one connection but " + finished);
        }
        return finished.get(0);
    }

    /** All connections by id. */
    List<ConnectionRecord> all() {
        return finished.stream()
                .sorted(Comparator.comparingInt(ConnectionRecord::id))
                .toList();
    }

    ConnectionRecord withId(int id) {
        return all().get(id);
    }

    /** All connections in order of completion. */
    List<ConnectionRecord> inOrderOfCompletion() {
        return finished;
    }

    /** What the tracker told of TIME_WAIT: {@code + 10.0.0.1:40000 12} for one entered 12 ms after the script's start, - for left. */
    List<String> timeWaitEvents() {
        return timeWaits;
    }

    /** How many were given up for want of room. */
    long evicted() {
        return evicted;
    }

    boolean idsEqualTcpStream() {
        return tracker.idsEqualTcpStream();
    }

    static List<TcpState> states(ConnectionRecord record, Role role) {
        return record.states(role).stream().map(StateInterval::state).toList();
    }

    /** When that side entered {@code state}, milliseconds after the script's start. */
    static double entered(ConnectionRecord record, Role role, TcpState state) {
        return millis(interval(record, role, state).enterNanos());
    }

    static StateInterval interval(ConnectionRecord record, Role role, TcpState state) {
        return record.states(role).stream()
                .filter(interval -> interval.state() == state)
                .findFirst()
                .orElseThrow(() -> new AssertionError("never " + state + ": " + record.states(role)));
    }

    /** Milliseconds from the script's start to {@code nanos}. */
    static double millis(long nanos) {
        return (nanos - PacketScript.START_NANOS) / 1e6;
    }

    @Override
    public void timeWaitEntered(Connection connection, Role holder, long nanos) {
        timeWaits.add("+ " + connection.address(holder) + " " + Math.round(millis(nanos)));
    }

    @Override
    public void timeWaitLeft(Connection connection, Role holder, long nanos) {
        timeWaits.add("- " + connection.address(holder) + " " + Math.round(millis(nanos)));
    }

    @Override
    public boolean finished(Connection connection, Ending ending) {
        finished.add(builder.build(connection, ending));
        evicted += ending.reason() == Ending.Reason.EVICTED ? 1 : 0;
        return true;
    }

    @Override
    public TcpSegment claim() {
        return claimed;
    }

    @Override
    public void publish() {
        segment(claimed);
    }
}
