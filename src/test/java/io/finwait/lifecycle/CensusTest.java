package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.testing.PacketScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting sockets while a capture goes on. */
class CensusTest {
    private static final String CLIENT = "10.0.0.1:40000";
    private static final String SERVER = "10.0.0.2:80";
    private static final long MINUTE = 60_000_000_000L;

    /** Whatever is kept whole and whatever is frozen, and however often it was counted before. */
    @ParameterizedTest
    @ValueSource(ints = {0, WaitingRoom.MOST_RECENT})
    void countsWhatTheRecordsWouldSayIfTheCaptureEndedThere(int mostRecent) {
        for (int seed = 0; seed < 60; seed++) {
            List<TcpSegment> segments = RandomStory.tell(seed, CLIENT, SERVER);
            for (int end = 1; end <= segments.size(); end++) {
                var lives = new Lives(HostProfiles.linux(), Lives.NO_LIMIT, mostRecent);
                Census census = lives.census();
                for (TcpSegment segment : segments.subList(0, end)) {
                    lives.segment(segment);
                    census = lives.census();
                }
                lives.end(PacketScript.START_NANOS);

                assertThat(sockets(census))
                        .as("story %d to frame %d", seed, end)
                        .isEqualTo(sockets(lives.all()));
            }
        }
    }

    private static Map<String, Long> sockets(Census census) {
        var counts = new HashMap<String, Long>();
        for (Census.Host host : census.hosts()) {
            for (TcpState state : TcpState.values()) {
                if (host.sockets().count(state) > 0) {
                    counts.put(host.address() + " " + state, host.sockets().count(state));
                }
            }
        }
        return counts;
    }

    private static Map<String, Long> sockets(List<ConnectionRecord> records) {
        var counts = new HashMap<String, Long>();
        for (ConnectionRecord record : records) {
            for (Role role : Role.values()) {
                List<StateInterval> states = record.states(role);
                StateInterval last = states.isEmpty() ? null : states.get(states.size() - 1);
                if (last != null && last.end() == StateEnd.CAPTURE_END && last.state() != TcpState.CLOSED) {
                    counts.merge(record.end(role).ip() + " " + last.state(), 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    @Test
    void localPortsAreInUseUntilTheClientsTimeWaitIsOver() {
        var script = PacketScript.connection(CLIENT, SERVER).established();
        script.client().fin();
        script.server().fin();
        script.client().ack();
        var lives = new Lives(HostProfiles.linux(), Lives.NO_LIMIT);
        script.segments().forEach(lives::segment);

        assertThat(lives.census().ports())
                .containsExactly(new Census.Ports(
                        IpAddress.parse("10.0.0.1"), new HostPort(IpAddress.parse("10.0.0.2"), 80), 1, 1));
        lives.advance(PacketScript.START_NANOS + 2 * MINUTE);
        assertThat(lives.census().ports()).isEmpty();
        assertThat(lives.census().begun()).isEqualTo(1);
    }

    @Test
    void hostsBeyondThoseToldApartAreCountedTogether() {
        var lives = new Lives(HostProfiles.linux(), Lives.NO_LIMIT);
        int tooMany = 10;
        for (int i = 0; i < CensusSheet.MOST + tooMany; i++) {
            var client = IpAddress.parse("10." + (1 + i / 65_536) + "." + i / 256 % 256 + "." + i % 256);
            PacketScript script = PacketScript.connection(client + ":40000", SERVER);
            script.client().syn();
            script.segments().forEach(lives::segment);
        }

        Census census = lives.census();
        assertThat(census.hosts()).hasSize(CensusSheet.MOST);
        assertThat(census.notTold()).isEqualTo(2 * tooMany); // each a socket and a port
    }
}
