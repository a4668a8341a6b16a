package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.FIN;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.decode.TcpSegment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.FlowEntry;
import io.finwait.flow.FlowTable;
import io.finwait.testing.PacketScript;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A connection that was frozen and made whole again goes on as if nothing had happened. */
class FreezingTest {
    private static final String CLIENT = "10.0.0.1:40000";
    private static final String SERVER = "10.0.0.2:80";
    private static final int STORIES = 1500;

    /** A copy of a packet comes within milliseconds, and what is frozen has been silent for seconds. */
    private static final Set<String> NOT_KEPT = Set.of("lastPrint", "lastButOnePrint");

    private final Freezer freezer = new Freezer();

    /** Not empty for long: the pool too gives those that had another life. */
    private final Connection used = new Connection(true);

    @Test
    void everyFieldSurvivesAfterEverySegment() throws ReflectiveOperationException {
        for (int seed = 0; seed < STORIES / 3; seed++) {
            goThrough(RandomStory.tell(seed, CLIENT, SERVER), "story " + seed);
            goThrough(RandomSegmentsTest.segments(seed, 40, 1), "segments " + seed);
        }
    }

    /** Feeds all segments to one connection, whether they belong to it or not; that makes the more states to keep. */
    private void goThrough(List<TcpSegment> segments, String what) throws ReflectiveOperationException {
        if (segments.isEmpty()) {
            return; // all were lost
        }
        var table = new FlowTable<FlowEntry>();
        var key = table.newKey();
        var births = new Births();
        var c = new Connection(true);
        key.set(segments.get(0));
        births.begin(c, key, segments.get(0), key.fromA());
        for (TcpSegment s : segments) {
            key.set(s);
            c.segment(s, key.fromA());
            Frozen frozen = Freezer.freeze(c, freezer);
            if (frozen instanceof FrozenSyn) { // its time is that of the end of its waiting
                new WaitingRoom(HostProfiles.linux(), 0).setAside(frozen, c, s.timeNanos);
            }
            frozen.thawInto(used, freezer);
            assertThat(fields(used)).as("%s frame %d", what, s.frame).isEqualTo(fields(c));
            used.letGo();
        }
    }

    /** Every field of a connection, of its ends, and of all they refer to, by path. */
    private static Map<String, Object> fields(Connection c) throws ReflectiveOperationException {
        var fields = new TreeMap<String, Object>();
        collect(c, "", fields);
        return fields;
    }

    private static void collect(Object object, String path, Map<String, Object> into)
            throws ReflectiveOperationException {
        for (Class<?> type = object.getClass();
                type != Object.class && type != FlowEntry.class;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || NOT_KEPT.contains(field.getName())) {
                    continue;
                }
                field.setAccessible(true);
                Object value = field.get(object);
                String name = path + field.getName();
                if (value != null
                        && field.getType().getName().startsWith("io.finwait")
                        && !field.getType().isEnum()) {
                    collect(value, name + ".", into);
                } else if (value instanceof long[] longs) {
                    into.put(name, Arrays.toString(longs));
                } else if (value instanceof int[] ints) {
                    into.put(name, Arrays.toString(ints));
                } else {
                    into.put(name, value instanceof StringBuilder text ? text.toString() : String.valueOf(value));
                }
            }
        }
    }

    @Test
    void recordsAreTheSameIfWhatLingersIsFrozenAtOnce() {
        for (int seed = 0; seed < STORIES; seed++) {
            assertSameFrozen(RandomStory.tell(seed, CLIENT, SERVER), "story " + seed);
            assertSameFrozen(withoutCopies(RandomSegmentsTest.segments(seed, 40, 2)), "segments " + seed);
        }
    }

    /** None is like another, so that none is taken for a packet captured twice, and the clock never steps back. */
    private static List<TcpSegment> withoutCopies(List<TcpSegment> segments) {
        long nanos = Long.MIN_VALUE;
        for (TcpSegment s : segments) {
            nanos = Math.max(nanos, s.timeNanos);
            s.timeNanos = nanos;
            s.ipId = (int) s.frame;
        }
        return segments;
    }

    private static void assertSameFrozen(List<TcpSegment> segments, String what) {
        long end = Segments.lastNanos(segments) + Duration.ofSeconds(1).toNanos();
        Lives whole = Lives.ofSegments(segments, end);
        Lives frozen = Lives.ofSegments(segments, end, 0);
        assertThat(frozen.all()).as(what).isEqualTo(whole.all());
        assertThat(frozen.idsEqualTcpStream()).as(what).isEqualTo(whole.idsEqualTcpStream());
    }

    @Test
    void refusalOfASynWithAFinIsKnownAfterFreezing() {
        var script = PacketScript.connection();
        script.client().segment(SYN | FIN, script.client().iss(), 0, 0);
        script.server().segment(RST | ACK_FLAG, 0, script.client().iss() + 2, 0);
        var kinds = new ArrayList<CloseKind>();
        var tracker = new ConnectionTracker(HostProfiles.linux(), new Kinds(kinds), Lives.NO_LIMIT, false, 0);
        script.segments().forEach(tracker::segment);
        tracker.finish(PacketScript.START_NANOS + 1_000_000_000);

        assertThat(kinds).containsExactly(CloseKind.REFUSED);
    }

    /** Keeps how each connection ended. */
    private record Kinds(List<CloseKind> all) implements ConnectionListener {
        @Override
        public void timeWaitEntered(Connection connection, Role holder, long nanos) {}

        @Override
        public void timeWaitLeft(Connection connection, Role holder, long nanos) {}

        @Override
        public boolean finished(Connection connection, Ending ending) {
            var outline = new ConnectionOutline();
            outline.set(connection);
            all.add(outline.kind());
            return true;
        }
    }
}
