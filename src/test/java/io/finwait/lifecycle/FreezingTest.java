package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.EntryList;
import io.finwait.flow.FlowEntry;
import io.finwait.flow.FlowKey;
import io.finwait.flow.FlowTable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection that was made small and whole again goes on as if nothing had happened. */
class FreezingTest {
    private static final long DUPLICATE_WITHIN_NANOS = 5_000_000;

    private final FlowKey key = new FlowTable<FlowEntry>().newKey();
    private final Freezer freezer = new Freezer();
    private final RecordBuilder builder = new RecordBuilder(HostProfiles.linux());

    @ParameterizedTest
    @CsvSource({"10.0.0.1:40000, 10.0.0.2:80", "[2001:db8::1]:40000, [fe80::2]:80", "10.0.0.2:80, 10.0.0.1:40000"})
    void lifeGoesOnAfterFreezingAtAnyPoint(String client, String server) {
        for (int seed = 0; seed < 200; seed++) {
            List<TcpSegment> segments = RandomStory.tell(seed, client, server);
            ConnectionRecord expected = life(segments, -1);
            for (int at = 0; at < segments.size(); at++) {
                boolean soonRepeated = at + 1 < segments.size()
                        && segments.get(at + 1).timeNanos - segments.get(at).timeNanos <= DUPLICATE_WITHIN_NANOS;
                if (!soonRepeated) { // which it forgets is when a packet was captured twice
                    assertThat(life(segments, at))
                            .as("story %d frozen after %d", seed, at)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** All segments as of one connection, frozen and thawed after the one with index {@code at}. */
    private ConnectionRecord life(List<TcpSegment> segments, int at) {
        var connection = new Connection();
        for (int i = 0; i < segments.size(); i++) {
            TcpSegment s = segments.get(i);
            key.set(s);
            if (i == 0) {
                new Births().begin(connection, key, s, key.fromA());
                connection.keepZeek(true);
            }
            connection.segment(s, key.fromA());
            if (i == at) {
                connection = thawed(connection);
            }
        }
        long end = Segments.lastNanos(segments);
        return builder.build(connection, Ending.of(Ending.Reason.CAPTURE_END, end));
    }

    private Connection thawed(Connection connection) {
        Frozen frozen = freezer.freeze(connection);
        new EntryList().add(frozen, connection.lastNanos + WaitingRoom.ATTEMPT_NANOS);
        var thawed = new Connection();
        frozen.thawInto(thawed, freezer);
        return thawed;
    }

    @Test
    void freezingKeepsWhatRulesRead() {
        for (int seed = 0; seed < 500; seed++) {
            List<TcpSegment> segments = RandomStory.tell(seed, "10.0.0.1:40000", "10.0.0.2:80");
            Connection connection = grown(segments);
            if (connection.log.noted() <= 1) {
                continue; // a lone SYN is kept in its own way, and some stories have no segment
            }

            Connection thawed = thawed(connection);

            assertThat(thawed.log.milestones(true))
                    .as("story %d", seed)
                    .isNotEmpty()
                    .isEqualTo(connection.log.milestones(true));
            assertThat(thawed.log.noted()).isEqualTo(connection.log.noted());
            assertThat(facts(thawed)).as("story %d", seed).isEqualTo(facts(connection));
        }
    }

    @Test
    void freezingKeepsThatPacketsWereCapturedTwice() {
        int plainOnes = 0;
        for (int seed = 0; seed < 100; seed++) {
            Connection connection = grownOfPairs(RandomStory.tellWithoutLoss(seed, "10.0.0.1:40000", "10.0.0.2:80"));
            plainOnes += connection.duplicates > 0 && !FrozenConnection.isOdd(connection) ? 1 : 0;

            Connection thawed = thawed(connection);

            assertThat(thawed.duplicates).as("story %d", seed).isEqualTo(connection.duplicates);
            assertThat(thawed.firstDuplicateFrame).as("story %d", seed).isEqualTo(connection.firstDuplicateFrame);
        }
        assertThat(plainOnes).isPositive();
    }

    /** Each segment captured twice. */
    private Connection grownOfPairs(List<TcpSegment> segments) {
        var connection = new Connection();
        new Births().begin(connection, keyOf(segments.get(0)), segments.get(0), key.fromA());
        connection.keepZeek(true);
        for (TcpSegment segment : segments) {
            boolean fromA = keyOf(segment).fromA();
            segment.ipId = 1 + (int) segment.frame;
            connection.segment(segment, fromA);
            connection.segment(segment, fromA);
        }
        return connection;
    }

    private FlowKey keyOf(TcpSegment segment) {
        key.set(segment);
        return key;
    }

    private static List<Object> facts(Connection connection) {
        var life = new Life(HostProfiles.linux());
        life.set(connection, Ending.of(Ending.Reason.CAPTURE_END, connection.lastNanos));
        Life.Side client = life.side(Role.CLIENT);
        Life.Side server = life.side(Role.SERVER);
        return List.of(
                life.traits(),
                life.exchanges(),
                life.duplicates(),
                life.lastGapNanos(),
                life.lastGapFrame(),
                client.lastDataNanos(),
                client.lastDataFrame(),
                client.synOptions(),
                client.zeroWindows(),
                server.lastDataNanos(),
                server.lastDataFrame(),
                server.synOptions(),
                server.zeroWindows());
    }

    private Connection grown(List<TcpSegment> segments) {
        var connection = new Connection();
        for (int i = 0; i < segments.size(); i++) {
            key.set(segments.get(i));
            if (i == 0) {
                new Births().begin(connection, key, segments.get(0), key.fromA());
                connection.keepZeek(true);
            }
            connection.segment(segments.get(i), key.fromA());
        }
        return connection;
    }

    @Test
    void logKeepsTheFirstAndTheLastSegments() {
        var log = new SegmentLog();
        var segment = new TcpSegment();
        for (int i = 0; i < 100; i++) {
            segment.frame = i;
            log.add(segment, i % 2 == 0, 0);
        }

        List<Long> frames = log.milestones(true).stream().map(Milestone::frame).toList();

        assertThat(frames)
                .hasSize(SegmentLog.FIRST + SegmentLog.LAST)
                .startsWith(0L, 1L)
                .endsWith(98L, 99L);
        assertThat(frames.get(SegmentLog.FIRST)).isEqualTo(100L - SegmentLog.LAST);
        assertThat(log.noted()).isEqualTo(100);
    }

    @Test
    void loneSynAndLingeringConnectionsAreSmall() {
        var random = new Random(1);
        for (int seed = 0; seed < 1000; seed++) {
            List<TcpSegment> segments = RandomStory.tellWithoutLoss(random.nextLong(), "10.0.0.1:40000", "10.0.0.2:80");
            var connection = new Connection();
            for (int i = 0; i < segments.size(); i++) {
                key.set(segments.get(i));
                if (i == 0) {
                    new Births().begin(connection, key, segments.get(0), key.fromA());
                    connection.keepZeek(true);
                }
                connection.segment(segments.get(i), key.fromA());
                boolean loneSyn = connection.phase == Phase.ATTEMPT && i == 0;

                int most = loneSyn ? 96 : FrozenConnection.isOdd(connection) ? 1_300 : 400;
                assertThat(freezer.freeze(connection).heapBytes()).isLessThanOrEqualTo(most);
            }
        }
    }
}
