package io.finwait.pair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.pipeline.PairReading;
import io.finwait.pipeline.Progress;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real traffic recorded at both ends, with a router between them whose own counters tell what it dropped. */
class KernelLossTest {
    /** What the segments are that the router dropped, by scenario; of s31a one more was dropped after the server's capture had ended. */
    private static final Map<String, Kind> DROPPED = Map.of(
            "s10a_last_ack_lost", Kind.LAST_ACK,
            "s10c_last_ack_lost_twice", Kind.LAST_ACK,
            "s11a_tw_destroyed_max0", Kind.LAST_ACK,
            "s12a_stuck_last_ack", Kind.LAST_ACK,
            "s24a_synack_lost", Kind.SYN_ACK,
            "s25a_fin_lost", Kind.FIN,
            "s29c_ipv6_last_ack_lost", Kind.LAST_ACK,
            "s31a_path_dies_idle", Kind.DATA);

    /** Where a router puts RSTs of its own into the traffic. */
    private static final Map<String, Integer> FORGED = Map.of("s35_spoofed_rst", 3);

    private Path kernel = Path.of("");

    @BeforeEach
    void requireCaptures() {
        kernel = Pcaps.required("kernel");
    }

    private static PairResult compare(Path clientSide, Path serverSide) throws IOException {
        return PairReading.of(Requests.of(clientSide), Requests.of(serverSide), PairReading.Wanted.ALL, new Progress());
    }

    @Test
    void asManySegmentsAreLostAsTheRouterDroppedAndNoOthers() throws IOException {
        var compared = new HashMap<String, Integer>();
        try (var scenarios = Files.newDirectoryStream(kernel, "s*")) {
            for (Path scenario : scenarios) {
                Path server = scenario.resolve("server.pcap");
                Path client = scenario.resolve("client.pcap");
                if (Files.exists(client) && Files.exists(server)) {
                    compared.put(scenario.getFileName().toString(), check(scenario, compare(client, server)));
                }
            }
        }
        assertThat(compared)
                .hasSizeGreaterThan(30)
                .containsKeys(DROPPED.keySet().toArray(String[]::new));
    }

    private static int check(Path scenario, PairResult result) throws IOException {
        String name = scenario.getFileName().toString();
        List<Absence> lost = result.absences(Verdict.LOST);
        long outside = result.absences().stream()
                .filter(a -> a.evidence() == Evidence.OUTSIDE)
                .count();
        if (!result.pairs().isEmpty()) {
            assertThat(lost.size() + outside).as(name).isEqualTo(dropped(scenario));
        }
        assertThat(lost).as(name).allMatch(loss -> loss.passage().kind() == DROPPED.get(name));
        assertThat(result.absences(Verdict.MADE)).as(name).hasSize(FORGED.getOrDefault(name, 0));
        assertThat(result.absences(Verdict.NOT_CAPTURED)).as(name).isEmpty();
        assertThat(result.absences(Verdict.UNDECIDED)).as(name).isEmpty();
        return lost.size();
    }

    /** What the router's counters say. */
    private static long dropped(Path scenario) throws IOException {
        JsonNode facts = new JsonMapper()
                .readTree(scenario.resolve("truth.json").toFile())
                .path("facts");
        long sum = 0;
        for (JsonNode counter : facts.path("nft_counters")) {
            sum += counter.asLong();
        }
        return sum;
    }

    @Test
    void bothSidesOfARealNatHaveTheSameConnections() throws IOException {
        for (String scenario : List.of("s21a_nat_tw_recycle", "s22a_nat_control")) {
            Path folder = kernel.resolve(scenario);
            PairResult result = compare(folder.resolve("lan.pcap"), folder.resolve("server.pcap"));

            assertThat(result.pairs()).as(scenario).hasSize(24);
            assertThat(result.alone()).as(scenario).isEmpty();
            assertThat(result.absences()).as(scenario).isEmpty();
        }
    }

    @Test
    void synsThatTheServersHostDroppedAreFoundBehindItsCapturePoint() throws IOException {
        Path folder = kernel.resolve("s21a_nat_tw_recycle");
        PairResult result = compare(folder.resolve("lan.pcap"), folder.resolve("server.pcap"));

        assertThat(result.unheard()).hasSize(6).allMatch(each -> each.kind() == Kind.SYN);
    }

    @Test
    void whereTwoClientsShareAPortBehindANatNoSegmentIsTakenForLost() throws IOException {
        Path folder = kernel.resolve("s09c_nat_paws_tw");
        for (String side : List.of("lan.pcap", "clientA.pcap", "clientB.pcap")) {
            PairResult result = compare(folder.resolve(side), folder.resolve("server.pcap"));

            assertThat(result.absences(Verdict.LOST)).as(side).isEmpty();
            assertThat(result.absences(Verdict.MADE)).as(side).isEmpty();
        }
    }
}
