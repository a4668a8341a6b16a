package io.finwait.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Severity;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import io.finwait.report.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenPageTest {
    private static final long SECOND = 1_000_000_000;

    private static HostPort service(String address, int port) {
        return new HostPort(IpAddress.parse(address), port);
    }

    private static StateCounts sockets(int timeWait, int established) {
        var counts = new StateCounts();
        IntStream.range(0, timeWait).forEach(i -> counts.add(TcpState.TIME_WAIT));
        IntStream.range(0, established).forEach(i -> counts.add(TcpState.ESTABLISHED));
        return counts;
    }

    private static List<Long> rising(int looks) {
        return LongStream.range(0, looks).mapToObj(i -> i * 100).toList();
    }

    /** A busy host behind a proxy, and one that has hardly a socket. */
    private static Standing busy() {
        return new Standing(
                new Standing.Counts(5_012_345, 1_234_567, 1_234_500),
                new Standing.Rates(123_456.4, 15_230, 15_201),
                12,
                List.of(
                        new Standing.HostRow(
                                IpAddress.parse("10.0.0.1"), sockets(900, 12), sockets(898, 13), rising(10)),
                        new Standing.HostRow(IpAddress.parse("10.0.0.9"), sockets(0, 30), null, List.of(0L, 0L))),
                List.of(new Standing.ServiceRow(service("10.0.0.2", 80), 1_234_500, 15_201, 0, 1_234_000, 7, 493)),
                List.of(new Standing.PortsRow(
                        IpAddress.parse("10.0.0.1"),
                        service("10.0.0.2", 80),
                        25_000,
                        24_990,
                        28_232,
                        true,
                        rising(60),
                        32)),
                List.of(
                        new Standing.FoundRow(
                                "port-exhaustion-forecast", Severity.HIGH, 1, true, "Client 10.0.0.1 had 25,000"),
                        new Standing.FoundRow(
                                "connect-refused",
                                Severity.MEDIUM,
                                23,
                                false,
                                "#7 10.0.0.9:4000 to 10.0.0.2:81: ...")));
    }

    @Test
    void eightyColumnsAndTwentyFourRowsShowWhatMatters() {
        var style = new TextStyle(80, false, true);
        List<String> lines = new ScreenPage(style, 24, "eth0, filter 'tcp'")
                .lines(busy(), Controls.AT_FIRST, 754 * SECOND, "q report and quit");

        assertThat(String.join("\n", lines)).isEqualTo("""
                finwait live  eth0, filter 'tcp'  12 m 34 s
                123,456 packets/s (5,012,345)  dropped 12  15,230 begun/s (1,234,567)  15,201 ended/s (1,234,500)

                  SOCKETS (inferred)  TIME-WAIT  trend       ESTAB
                  10.0.0.1                  900   ▁▂▃▄▅▆▇██     12
                    its kernel              898                 13
                  10.0.0.9                    0                 30

                  WHO CLOSES FIRST      ended  ended/s  server  client   both  by RST
                  10.0.0.2:80       1,234,500   15,201     0 %    99 %  0.1 %   0.1 %

                  LOCAL PORTS  for          in use       of   share  full in  trend
                  10.0.0.1     10.0.0.2:80  25,000  28,232?  89 % !   32.0 s  ▇▇▇▇▇▇▇████████

                  FINDINGS
                  high      1x so far  port-exhaustion-forecast  Client 10.0.0.1 had 25,000
                  medium    23x  connect-refused  #7 10.0.0.9:4000 to 10.0.0.2:81: ...






                q report and quit""");
    }

    @ParameterizedTest
    @CsvSource({"60,12", "80,24", "100,30", "200,60"})
    void itHasAsManyLinesAsRowsHoweverMuchThereIs(int columns, int rows) {
        Standing some = busy();
        var hosts = new ArrayList<Standing.HostRow>();
        var found = new ArrayList<Standing.FoundRow>();
        for (int i = 0; i < 100; i++) {
            hosts.add(new Standing.HostRow(IpAddress.parse("2001:db8::" + i), sockets(i, 100 - i), null, rising(60)));
            found.add(new Standing.FoundRow("kind-" + i, Severity.LOW, i, false, "words and words ".repeat(20)));
        }
        var much = new Standing(some.counts(), some.perSecond(), 0, hosts, some.services(), some.ports(), found);
        for (boolean findingsAlone : new boolean[] {false, true}) {
            var controls = new Controls(false, Controls.Order.SOCKETS, findingsAlone);
            List<String> lines =
                    new ScreenPage(new TextStyle(columns, true, true), rows, "eth0").lines(much, controls, 0, "foot");

            assertThat(lines).hasSize(rows).last().isEqualTo("foot");
        }
    }

    @Test
    void hostsAreInTheOrderThatWasAskedFor() {
        var style = new TextStyle(80, false, false);
        var page = new ScreenPage(style, 24, "eth0");

        Controls controls = Controls.AT_FIRST;
        assertThat(hosts(page, controls)).containsExactly("10.0.0.1", "its", "10.0.0.9");
        controls = controls.after('s');
        assertThat(hosts(page, controls)).containsExactly("10.0.0.1", "its", "10.0.0.9");
        controls = controls.after('s');
        assertThat(controls.order()).isEqualTo(Controls.Order.ADDRESS);
        assertThat(controls.after('s')).isEqualTo(Controls.AT_FIRST);
    }

    private static List<String> hosts(ScreenPage page, Controls controls) {
        List<String> lines = page.lines(busy(), controls, 0, "");
        return lines.subList(4, 7).stream()
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }

    @Test
    void aPauseShows() {
        var page = new ScreenPage(new TextStyle(80, false, false), 24, "eth0");

        assertThat(page.lines(busy(), Controls.AT_FIRST.after('p'), 0, "").get(0))
                .endsWith("PAUSED");
        assertThat(Controls.AT_FIRST.after('p').after(' ')).isEqualTo(Controls.AT_FIRST);
        assertThat(Controls.AT_FIRST.after('x')).isEqualTo(Controls.AT_FIRST);
    }

    @Test
    void whatTheOthersDoNotWantIsForTheOneThatWantsMore() {
        assertThat(Shares.of(10, new int[] {1, 20, 2, 0})).containsExactly(1, 7, 2, 0);
        assertThat(Shares.of(10, new int[] {20, 20, 20, 20})).containsExactly(3, 3, 2, 2);
        assertThat(Shares.of(10, new int[] {1, 1})).containsExactly(1, 1);
    }

    @Test
    void portsThatGrowAreForetoldToBeFull() {
        List<Long> growing = LongStream.range(0, 20).mapToObj(i -> i * 10).toList();

        assertThat(PortTrend.fullInSeconds(growing, 390, 1)).isEqualTo(20); // 190 by now, 10 a second
        assertThat(PortTrend.fullInSeconds(growing, 390, 2)).isEqualTo(40);
        assertThat(PortTrend.fullInSeconds(growing.subList(0, 9), 390, 1)).isEqualTo(-1);
        assertThat(PortTrend.fullInSeconds(growing.subList(0, 20), 190, 1)).isEqualTo(-1); // they are
        assertThat(PortTrend.fullInSeconds(List.of(5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L), 390, 1))
                .isEqualTo(-1);
    }

    @Test
    void aTrendHasTheLatestLooksAtTheLargest() {
        var trends = new Trends<String>();
        for (int look = 0; look < 100; look++) {
            long now = look;
            trends.look(List.of("a", "b"), key -> key, key -> key.equals("a") ? now : 1);
        }
        assertThat(trends.of("a")).hasSize(Trends.LOOKS).startsWith(40L).endsWith(98L, 99L);
        trends.look(List.of("b"), key -> key, key -> 1);
        assertThat(trends.of("a")).isEmpty();
        assertThat(trends.of("b")).hasSize(Trends.LOOKS);
    }
}
