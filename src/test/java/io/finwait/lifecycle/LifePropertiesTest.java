package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What must not change a connection's life, tried on random stories; each is named by its seed when it fails. */
class LifePropertiesTest {
    private static final String CLIENT = "10.0.0.1:40000";
    private static final String SERVER = "10.0.0.2:80";
    private static final int STORIES = 600;

    @Test
    void everyStoryKeepsTheInvariants() {
        for (int seed = 0; seed < 3 * STORIES; seed++) {
            List<TcpSegment> segments = RandomStory.tell(seed, CLIENT, SERVER);
            check(seed, segments);
        }
    }

    @Test
    void missingPacketsAndMissingDirectionsKeepTheInvariants() {
        for (int seed = 0; seed < STORIES / 5; seed++) {
            List<TcpSegment> segments = RandomStory.tell(seed, CLIENT, SERVER);
            for (int i = 0; i < segments.size(); i++) {
                check(seed, Segments.without(segments, i));
            }
            check(seed, segments.stream().filter(s -> s.srcPort == 80).toList());
            check(seed, segments.stream().filter(s -> s.srcPort != 80).toList());
        }
    }

    /**
     * The connections of a prefix are the first ones of the whole; they count what is in the prefix; and where nothing is lost or
     * repeated each end has by then gone through the first of the states it goes through in the whole, at the same times.
     */
    @Test
    void prefixOfACaptureTellsTheBeginningOfTheSameLives() {
        for (int seed = 0; seed < STORIES / 3; seed++) {
            List<TcpSegment> segments = RandomStory.tellWithoutLoss(seed, CLIENT, SERVER);
            List<ConnectionRecord> whole = lives(segments);
            for (int end = 1; end < segments.size(); end++) {
                List<TcpSegment> prefix = segments.subList(0, end);
                List<ConnectionRecord> records = lives(prefix);
                Invariants.check(records, end);
                assertThat(records.size()).isLessThanOrEqualTo(whole.size());
                for (ConnectionRecord record : records) {
                    assertBegins(whole.get(record.id()), record, "story " + seed + " to frame " + end);
                }
            }
        }
    }

    private static void assertBegins(ConnectionRecord whole, ConnectionRecord record, String what) {
        assertThat(record.client()).as(what).isEqualTo(whole.client());
        assertThat(record.firstFrame()).as(what).isEqualTo(whole.firstFrame());
        assertThat(record.firstSeenNanos()).as(what).isEqualTo(whole.firstSeenNanos());
        for (Role role : Role.values()) {
            assertThat(record.traffic(role).packets())
                    .as(what)
                    .isLessThanOrEqualTo(whole.traffic(role).packets());
            List<StateInterval> before = record.states(role);
            List<StateInterval> all = whole.states(role);
            assertThat(before.size()).as(what).isLessThanOrEqualTo(all.size());
            for (int i = 0; i < before.size(); i++) {
                assertThat(before.get(i).state()).as(what).isEqualTo(all.get(i).state());
                assertThat(before.get(i).enterNanos())
                        .as(what)
                        .isEqualTo(all.get(i).enterNanos());
            }
        }
        if (record.close().kind() == CloseKind.FIN) {
            assertThat(whole.close().kind()).as(what).isEqualTo(CloseKind.FIN);
            assertThat(whole.close().activeCloser())
                    .as(what)
                    .isEqualTo(record.close().activeCloser());
        }
    }

    @Test
    void otherConnectionsInTheCaptureChangeNothing() {
        var random = new Random(1);
        for (int round = 0; round < STORIES / 10; round++) {
            var stories = new ArrayList<List<TcpSegment>>();
            for (int i = 0; i < 8; i++) {
                int shiftMillis = random.nextInt(5000);
                stories.add(Segments.each(RandomStory.tell(random.nextLong(), "10.0.0.1:" + (40000 + i), SERVER), s -> {
                    s.timeNanos += shiftMillis * 1_000_000L;
                    return s;
                }));
            }
            List<TcpSegment> together = Segments.merged(stories);
            long endNanos = Segments.lastNanos(together);
            List<ConnectionRecord> all = Lives.ofSegments(together, endNanos).all();
            Invariants.check(all, together.size());
            for (int i = 0; i < 8; i++) {
                int port = 40000 + i;
                List<ConnectionRecord> alone =
                        Lives.ofSegments(stories.get(i), endNanos).all();
                List<ConnectionRecord> ofTuple = all.stream()
                        .filter(r -> r.client().port() == port || r.server().port() == port)
                        .toList();
                assertThat(renumbered(ofTuple)).isEqualTo(renumbered(alone));
            }
        }
    }

    @Test
    void orderOfTheAddressesDoesNotMatter() {
        UnaryOperator<IpAddress> swap = address -> IpAddress.ofV4((int) (0x0A00_0003 - (address.low() - 0x0A00_0000)));
        for (int seed = 0; seed < STORIES; seed++) {
            List<TcpSegment> segments = RandomStory.tell(seed, CLIENT, SERVER);
            List<TcpSegment> swapped = Segments.each(segments, s -> Segments.readdressed(s, swap));

            assertThat(lives(swapped).stream().map(r -> readdressed(r, swap)).toList())
                    .as("story %d", seed)
                    .isEqualTo(lives(segments).stream()
                            .map(r -> readdressed(r, UnaryOperator.identity()))
                            .toList());
        }
    }

    @Test
    void initialNumbersAndClocksDoNotMatter() {
        var random = new Random(2);
        for (int seed = 0; seed < STORIES; seed++) {
            List<TcpSegment> segments = RandomStory.tell(seed, CLIENT, SERVER);
            int own = random.nextInt();
            int peers = random.nextInt();
            int ownClock = random.nextInt();
            int peersClock = random.nextInt();
            List<TcpSegment> shifted =
                    Segments.each(segments, s -> Segments.shifted(s, 80, own, peers, ownClock, peersClock));

            assertThat(lives(shifted).stream().map(LifePropertiesTest::withoutZeek))
                    .as("story %d", seed)
                    .isEqualTo(lives(segments).stream()
                            .map(LifePropertiesTest::withoutZeek)
                            .toList());
        }
    }

    @Test
    void timeAtWhichACaptureWasMadeDoesNotMatter() {
        long shift = 1_000_000_007L * 86_400;
        for (int seed = 0; seed < STORIES / 3; seed++) {
            List<TcpSegment> segments = RandomStory.tell(seed, CLIENT, SERVER);
            List<TcpSegment> later = Segments.each(segments, s -> {
                s.timeNanos += shift;
                return s;
            });
            List<ConnectionRecord> records = lives(segments);
            List<ConnectionRecord> shifted = lives(later);

            for (int i = 0; i < records.size(); i++) {
                assertThat(shifted.get(i).firstSeenNanos() - records.get(i).firstSeenNanos())
                        .isEqualTo(shift);
                assertThat(shifted.get(i).close()).isEqualTo(records.get(i).close());
                assertThat(shifted.get(i).handshake()).isEqualTo(records.get(i).handshake());
                for (Role role : Role.values()) {
                    assertThat(shifted.get(i).states(role).stream().map(StateInterval::durationNanos))
                            .isEqualTo(records.get(i).states(role).stream()
                                    .map(StateInterval::durationNanos)
                                    .toList());
                }
            }
        }
    }

    private static void check(int seed, List<TcpSegment> segments) {
        try {
            Invariants.check(lives(segments), segments.size());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("story " + seed + Segments.describe(segments) + "\n" + e.getMessage(), e);
        }
    }

    private static List<ConnectionRecord> lives(List<TcpSegment> segments) {
        return Lives.ofSegments(segments, Segments.lastNanos(segments)).all();
    }

    /** With ids that count the connections of these records alone. */
    private static List<ConnectionRecord> renumbered(List<ConnectionRecord> records) {
        List<Integer> ids = records.stream().map(ConnectionRecord::id).toList();
        return records.stream()
                .map(r -> copy(
                        r,
                        ids.indexOf(r.id()),
                        r.client(),
                        r.server(),
                        r.timeWaits().stream()
                                .map(w -> new TimeWait(
                                        w.holder(),
                                        w.enterNanos(),
                                        w.lastArmedNanos(),
                                        w.rearmed(),
                                        w.observedNanos(),
                                        w.assumedNanos(),
                                        w.end(),
                                        ids.indexOf(w.nextId())))
                                .toList(),
                        r.zeek()))
                .toList();
    }

    private static ConnectionRecord readdressed(ConnectionRecord r, UnaryOperator<IpAddress> change) {
        return copy(
                r,
                r.id(),
                new HostPort(change.apply(r.client().ip()), r.client().port()),
                new HostPort(change.apply(r.server().ip()), r.server().port()),
                r.timeWaits(),
                r.zeek());
    }

    /** Zeek's own arithmetic is not the same wherever the numbers are. */
    private static ConnectionRecord withoutZeek(ConnectionRecord r) {
        return copy(r, r.id(), r.client(), r.server(), r.timeWaits(), ConnectionRecord.Zeek.NONE);
    }

    private static ConnectionRecord copy(
            ConnectionRecord r,
            int id,
            HostPort client,
            HostPort server,
            List<TimeWait> timeWaits,
            ConnectionRecord.Zeek zeek) {
        return new ConnectionRecord(
                id,
                true,
                client,
                server,
                r.roleBasis(),
                r.firstSeenNanos(),
                r.lastSeenNanos(),
                r.firstFrame(),
                r.lastFrame(),
                r.handshake(),
                r.close(),
                r.clientStates(),
                r.serverStates(),
                timeWaits,
                r.clientTraffic(),
                r.serverTraffic(),
                r.exchanges(),
                r.timers(),
                r.clientWire(),
                r.serverWire(),
                zeek,
                Set.copyOf(r.visibility()));
    }
}
