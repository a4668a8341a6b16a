package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.GroupCollector;
import io.finwait.analysis.group.Grouping;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reports say of groups that samples do not have. */
class GroupReportsTest {
    /** One more client than are told apart, three times over; then the first one once more. */
    private static final List<ConnectionRecord> TOO_MANY_CLIENTS = Stream.concat(
                    IntStream.range(0, 10_003).mapToObj(i -> from(i, "10.1." + i / 256 + "." + i % 256)),
                    Stream.of(from(10_003, "10.1.0.0")))
            .toList();

    @Test
    void clientsBeyondTheLimitAreSummedUpAndThatIsSaid() throws IOException {
        List<String> table = text(TOO_MANY_CLIENTS, 2, 100)
                .lines()
                .dropWhile(line -> !line.startsWith("GROUPS"))
                .toList();

        assertThat(table.get(0))
                .isEqualTo("GROUPS  by client: 2 of 10,000, most connections first   (--top, --sort, --where)");
        assertThat(table.get(2)).matches("  10\\.1\\.0\\.0 +2 .*");
        assertThat(table.get(3)).matches("  10\\.1\\.0\\.1 +1 .*");
        assertThat(table.get(4)).matches("  others +3 .*");
        assertThat(table.get(5)).isEqualTo("  others: connections of groups beyond the first 10,000 that there were");
    }

    @Test
    void programsGetThemAsALastRowWithoutAName() throws IOException {
        var collector = new GroupCollector(Grouping.parse("client"), c -> true);
        String csv = written(collector, TOO_MANY_CLIENTS, out -> new GroupCsvReport(out, collector::groups));
        var lines = written(collector, List.of(), out -> new GroupJsonReport(out, collector::groups, true))
                .lines()
                .toList();
        JsonNode others = new JsonMapper().readTree(lines.get(10_001));

        assertThat(csv.lines()).hasSize(10_002).last().asString().startsWith("client,,3,3,0,0,");
        assertThat(others.path("others").asBoolean()).isTrue();
        assertThat(others.path("connections").asInt()).isEqualTo(3);
        assertThat(others.has("where")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "net/24, 10.77.1.200, 10.77.1.0/24",
        "net/31, 10.77.1.201, 10.77.1.200/31",
        "net/32, 10.77.1.201, 10.77.1.201/32",
        "net/1, 200.77.1.201, 128.0.0.0/1",
        "net/48, 2001:db8:1:2:3::4, 2001:db8:1::/48",
        "net/68, 2001:db8:1:2:fedc::4, 2001:db8:1:2:f000::/68",
        "net/128, 2001:db8::4, 2001:db8::4/128",
        "net/24, 2001:db8:1:2:3::4, 2001:db8:1:2::/64",
        "net/56, 10.77.1.200, 10.77.1.0/24"
    })
    void networksAreOfThePrefixThatFitsTheFamily(String by, String client, String network) throws IOException {
        assertThat(groups(by, from(0, client))).extracting(Group::name).containsExactly(network);
    }

    @Test
    void aGroupWithoutAnyDurationSaysNone() throws IOException {
        Group group = groups("service", Records.unanswered(0)).get(0);

        assertThat(group.handshake()).isEqualTo(new Group.Spread(0, -1, -1, -1));
        assertThat(text(List.of(Records.unanswered(0)), 5, 80)).contains("-");
    }

    private static ConnectionRecord from(int id, String client) {
        return Records.serverCloses(id, Records.end(client, 1_024 + id % 60_000), Records.SERVER);
    }

    private static List<Group> groups(String by, ConnectionRecord... connections) {
        var collector = new GroupCollector(Grouping.parse(by), c -> true);
        for (ConnectionRecord connection : connections) {
            collector.connection(connection, List.of());
        }
        return collector.groups().groups();
    }

    private static String text(List<ConnectionRecord> connections, int top, int width) throws IOException {
        var collector = new GroupCollector(Grouping.parse("client"), c -> true);
        var out = new StringWriter();
        var style = new TextStyle(width, false, true);
        var listing = new GroupListing(collector::groups, true, GroupOrder.CONNECTIONS, top);
        var selection = new Selection(c -> true, true, ConnectionOrder.CLOSING, top);
        connections.forEach(connection -> collector.connection(connection, List.of()));
        Records.tell(new TextReport(out, style, selection, 0, listing), List.of(), Records.incident(null));
        return out.toString();
    }

    private interface Opening {
        AnalysisListener open(ByteArrayOutputStream out) throws IOException;
    }

    private static String written(GroupCollector collector, List<ConnectionRecord> connections, Opening opening)
            throws IOException {
        var out = new ByteArrayOutputStream();
        connections.forEach(connection -> collector.connection(connection, List.of()));
        Records.tell(opening.open(out), List.of(), Records.incident(null));
        return out.toString(StandardCharsets.UTF_8);
    }
}
