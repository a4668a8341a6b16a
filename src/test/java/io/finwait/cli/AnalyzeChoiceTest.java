package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which connections of real captures are told, and in which order: {@code --where}, {@code --sort}, {@code --top}, {@code --from},
 * {@code --to}.
 */
class AnalyzeChoiceTest {
    private static final String CHURN = Samples.path("churn-seed.pcap");
    private static final String TWO_TIER = Samples.path("two-tier.pcapng");
    private static final String REUSE = Samples.path("time-wait-reuse.pcap");

    /** Times of the four SYNs in {@link #REUSE}, as {@code tshark -e frame.time_epoch} tells them. */
    private static final List<String> REUSE_SYNS =
            List.of("2026-11-22T15:34:24.", "2026-11-22T15:34:27.", "2026-11-22T15:34:29.", "2026-11-22T15:34:32.");

    private static final Pattern ROW = Pattern.compile(" +([0-9]+)  [0-9.:]+ +[0-9.:]+  .*");

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments(
                        TWO_TIER, "client=10.77.0.5", where(c -> ip(c, "client").equals("10.77.0.5"))),
                arguments(TWO_TIER, "client=10.77.0.0/30", where(c -> ip(c, "client")
                        .matches("10\\.77\\.0\\.[0-3]"))),
                arguments(
                        TWO_TIER, "server=10.77.0.6", where(c -> ip(c, "server").equals("10.77.0.6"))),
                arguments(TWO_TIER, "server=10.77.0.6,10.77.0.9", where(c -> ip(c, "server")
                        .equals("10.77.0.6"))),
                arguments(TWO_TIER, "host=10.77.0.2", where(c -> List.of(ip(c, "client"), ip(c, "server"))
                        .contains("10.77.0.2"))),
                arguments(TWO_TIER, "port=8080", where(c -> c.at("/server/port").asInt() == 8080)),
                arguments(
                        TWO_TIER,
                        "port=80,6000-7000",
                        where(c -> c.at("/server/port").asInt() != 8080)),
                arguments(TWO_TIER, "id=0,10-12", where(c -> List.of(0, 10, 11, 12)
                        .contains(c.path("id").asInt()))),
                arguments(TWO_TIER, "closer=client", where(c -> closer(c).equals("client"))),
                arguments(TWO_TIER, "closer=server,none", where(c -> closer(c).equals("server"))),
                arguments(CHURN, "kind=rst", where(c -> c.at("/close/kind")
                        .asText()
                        .equals("rst"))),
                arguments(CHURN, "kind=FIN", where(c -> c.at("/close/kind")
                        .asText()
                        .equals("fin"))),
                arguments(CHURN, "state=LAST_ACK", where(c -> c.path("states")
                        .toString()
                        .contains("LAST_ACK"))),
                arguments(CHURN, "state=fin-wait-1", where(c -> c.path("states")
                        .toString()
                        .contains("FIN_WAIT_1"))),
                arguments(CHURN, "state=TIME-WAIT", where(c -> !c.path("time_wait")
                        .isEmpty())),
                arguments(
                        CHURN, "duration>=1ms", where(c -> c.path("duration_ms").asDouble() >= 1)),
                arguments(
                        CHURN,
                        "duration<=500us",
                        where(c -> c.path("duration_ms").asDouble() <= 0.5)),
                arguments(
                        CHURN,
                        "closing>=0.3ms",
                        where(c -> c.at("/close/teardown_ms").asDouble() >= 0.3)),
                arguments(CHURN, "handshake<=45us", where(c -> handshake(c) <= 0.045 + 1e-9)));
    }

    private static Predicate<JsonNode> where(Predicate<JsonNode> condition) {
        return condition;
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("conditions")
    void whereListsTheConnectionsThatMeetItAndNoOther(String capture, String condition, Predicate<JsonNode> meets)
            throws IOException {
        List<JsonNode> all = CommandRun.connections(capture);
        List<JsonNode> expected = all.stream().filter(meets).toList();

        assertThat(expected).hasSizeBetween(1, all.size() - 1);
        assertThat(CommandRun.connections("--where", condition, capture)).isEqualTo(expected);
    }

    @Test
    void allConditionsMustHold() throws IOException {
        List<JsonNode> chosen = CommandRun.connections("--where", "server=10.77.0.2", "--where=port=80", TWO_TIER);

        assertThat(chosen).hasSize(20).allMatch(c -> c.at("/server/port").asInt() == 80);
    }

    @Test
    void theSummaryIsOfAllConnectionsAndSaysHowManyAreListed() throws IOException {
        JsonNode summary = CommandRun.analyze("ndjson", "--where", "kind=rst", CHURN)
                .expectDone()
                .summary();

        assertThat(summary.path("connections").asInt()).isEqualTo(400);
        assertThat(summary.path("connections_listed").asInt()).isEqualTo(20);
        assertThat(CommandRun.analyze("text", "--where", "kind=rst", CHURN).out())
                .contains("CONNECTIONS  20 chosen of 400, longest closing first\n");
        assertThat(CommandRun.analyze("text", "--where", "kind=refused", CHURN).out())
                .contains("CONNECTIONS  0 chosen of 400\n  none matches\n");
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                arguments("id", largest(c -> -c.path("id").asInt())),
                arguments("start", largest(c -> -c.path("first_frame").asDouble())),
                arguments("duration", largest(c -> c.path("duration_ms").asDouble())),
                arguments("handshake", largest(AnalyzeChoiceTest::handshake)),
                arguments("closing", largest(c -> c.at("/close/teardown_ms").asDouble())),
                arguments("packets", largest(c -> bothSides(c, "packets"))),
                arguments("bytes", largest(c -> bothSides(c, "payload_bytes"))),
                arguments("time-wait", largest(c -> c.at("/time_wait/0/observed_ms")
                        .asDouble(-1))));
    }

    private static ToDoubleFunction<JsonNode> largest(ToDoubleFunction<JsonNode> key) {
        return key;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void theTableIsSortedAsAskedAndTiesAreInOrderOfId(String order, ToDoubleFunction<JsonNode> key) throws IOException {
        List<Integer> expected = CommandRun.connections(CHURN).stream()
                .sorted(Comparator.comparingDouble(key).reversed().thenComparing(c -> c.path("id")
                        .asInt()))
                .map(c -> c.path("id").asInt())
                .toList();

        assertThat(listed("--top", "400", "--sort", order, CHURN)).isEqualTo(expected);
        assertThat(listed("--top", "7", "--sort", order, CHURN)).isEqualTo(expected.subList(0, 7));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 1_000})
    void topLimitsTheTableAndNothingElse(int top) throws IOException {
        assertThat(listed("--top=" + top, CHURN)).hasSize(Math.min(top, 400));
        assertThat(CommandRun.connections("--top=" + top, CHURN)).hasSize(400);
    }

    @Test
    void withoutATableThereIsTheSummary() throws IOException {
        assertThat(CommandRun.analyze("text", "--top=0", CHURN).out())
                .contains("HOW THEY ENDED")
                .doesNotContain("CONNECTIONS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2s",
                "+2s",
                "15:34:26",
                "2026-11-22T15:34:26Z",
                "2026-11-22 15:34:26",
                "2026-11-22T16:34:26+01:00"
            })
    void fromLeavesOutWhatCameBefore(String from) throws IOException {
        List<JsonNode> connections = CommandRun.connections("--from", from, REUSE);

        assertThat(connections)
                .hasSize(3)
                .allMatch(c -> c.path("role_basis").asText().equals("syn"));
        for (int i = 0; i < 3; i++) {
            assertThat(connections.get(i).path("first_seen").asText()).startsWith(REUSE_SYNS.get(i + 1));
        }
        assertThat(connections.get(0).path("first_frame").asInt())
                .as("frames are the file's")
                .isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3500ms", "15:34:28", "2026-11-22T15:34:28.000000001Z"})
    void toLeavesOutWhatComesThen(String to) throws IOException {
        assertThat(CommandRun.connections("--to", to, REUSE))
                .extracting(c -> c.path("last_frame").asInt())
                .containsExactly(10, 20);
    }

    @Test
    void fromAndToHoldASpanOfTime() throws IOException {
        assertThat(CommandRun.connections("--from=2s", "--to=15:34:30", REUSE))
                .extracting(c -> c.path("first_frame").asInt())
                .containsExactly(11, 21);
        JsonNode nothing =
                CommandRun.analyze("ndjson", "--from", "1h", REUSE).expectDone().summary();
        assertThat(nothing.path("connections").asInt()).isZero();
        assertThat(CommandRun.analyze("text", "--from", "1h", REUSE)
                        .expectDone()
                        .out())
                .contains("none of ")
                .contains(" packets, 2026-11-22 15:34:2")
                .endsWith("No packet was chosen.\n");
    }

    /** Ids in the text's table, in its order. */
    private static List<Integer> listed(String... args) throws IOException {
        var ids = new ArrayList<Integer>();
        boolean table = false;
        for (String line : CommandRun.analyze("text", args).expectDone().out().split("\n", -1)) {
            table |= line.startsWith("CONNECTIONS");
            Matcher row = ROW.matcher(line);
            if (table && row.matches()) {
                ids.add(Integer.valueOf(row.group(1)));
            }
        }
        return ids;
    }

    private static String ip(JsonNode connection, String side) {
        return connection.path(side).path("ip").asText();
    }

    private static String closer(JsonNode connection) {
        return connection.at("/close/active_closer").asText();
    }

    private static double handshake(JsonNode connection) {
        JsonNode handshake = connection.path("handshake");
        return handshake
                .path("syn_to_syn_ack_ms")
                .decimalValue()
                .add(handshake.path("syn_ack_to_ack_ms").decimalValue())
                .doubleValue();
    }

    private static double bothSides(JsonNode connection, String what) {
        return connection.path(what).path("client").asDouble()
                + connection.path(what).path("server").asDouble();
    }
}
