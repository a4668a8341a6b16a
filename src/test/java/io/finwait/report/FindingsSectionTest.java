package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.FindingGroup;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Findings;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.flow.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsSectionTest {
    private static final TextStyle STYLE = new TextStyle(80, false, true);
    private static final Subject.Pair OF_V6 = new Subject.Pair(
            IpAddress.parse("2001:db8:85a3:8d3:1319:8a2e:370:7348"),
            Records.end("2001:db8:85a3:8d3:1319:8a2e:370:7344", 443));

    @Test
    void theGravestComesFirstWithItsSentenceAndEvidence() {
        Findings findings = FoundRecords.findings(
                List.of(FoundRecords.portsUsedUp()),
                List.of(
                        FoundRecords.group(FoundRecords.FIN_REPEATED, FoundRecords.PAIR, 1),
                        FoundRecords.group(FoundRecords.HALF_CLOSE, FoundRecords.PAIR, 3)));

        assertThat(text(findings, STYLE, 12)).isEqualTo("""
                        FINDINGS  finwait explain ID tells more
                          high    ports-used-up
                                  10.77.0.1 → 10.77.0.2:80, 548,000 connections (likely, modelled)
                                  27,900 of 28,232 ports were in use or in TIME_WAIT at once.
                                  #3, #4, #7 and 547,997 more, frames 9, 12
                          medium  fin-repeated  10.77.0.1 → 10.77.0.2:80
                                  The server repeated its FIN of frame 27 once.
                                  #3, frames 27, 31
                          info    half-close  10.77.0.1 → 10.77.0.2:80, 3 connections
                        """);
    }

    @Test
    void whatManyClientsHaveInCommonIsSaidOnce() {
        Findings findings = FoundRecords.findings(
                List.of(), List.of(group("10.0.0.1", 80, 2), group("10.0.0.2", 80, 9), group("10.0.0.3", 80, 1)));

        assertThat(text(findings, STYLE, 12))
                .contains("fin-repeated  3 clients → 10.77.0.2:80, 12 connections\n", "#3, frames 27, 31; 11 more\n");
    }

    @Test
    void theSurestIsToldAndThatOthersAreLessSure() {
        FindingGroup sure =
                FoundRecords.group(FoundRecords.HALF_CLOSE, FoundRecords.PAIR, 2, Confidence.STRONG, Confidence.STRONG);
        FindingGroup lessSure =
                FoundRecords.group(FoundRecords.HALF_CLOSE, OF_V6, 7, Confidence.LIKELY, Confidence.LIKELY);

        assertThat(text(FoundRecords.findings(List.of(), List.of(lessSure, sure)), STYLE, 12))
                .contains("9 connections (strong, some less sure)\n");
        assertThat(text(FoundRecords.findings(List.of(), List.of(lessSure)), STYLE, 12))
                .contains("7 connections (likely)\n");
    }

    @Test
    void whatManyClientsSufferIsToldOfTheFirstTwo() {
        var all = new ArrayList<HostFinding>();
        for (int i = 1; i <= 9; i++) {
            all.add(portsUsedUp("10.0.0." + i, 100 - i));
        }

        assertThat(text(FoundRecords.findings(all, List.of()), STYLE, 12)).isEqualTo("""
                        FINDINGS  finwait explain ID tells more
                          high  ports-used-up
                                10.0.0.1 → 10.77.0.2:80, 99 connections (likely, modelled)
                                27,900 of 28,232 ports were in use or in TIME_WAIT at once.
                                #3, #4, #7 and 96 more, frames 9, 12
                          high  ports-used-up
                                10.0.0.2 → 10.77.0.2:80, 98 connections (likely, modelled)
                                27,900 of 28,232 ports were in use or in TIME_WAIT at once.
                                #3, #4, #7 and 95 more, frames 9, 12
                          high  ports-used-up  7 more of these, 658 connections (likely, modelled)
                                The same of 10.0.0.3 → 10.77.0.2:80, 10.0.0.4 → 10.77.0.2:80, 10.0.0.5 →
                                10.77.0.2:80, 10.0.0.6 → 10.77.0.2:80 and 3 more.
                        """);
    }

    private static HostFinding portsUsedUp(String client, long connections) {
        HostFinding one = FoundRecords.portsUsedUp();
        return new HostFinding(
                one.kind(),
                one.severity(),
                one.confidence(),
                one.modelled(),
                one.message(),
                new Subject.Pair(IpAddress.parse(client), Records.end("10.77.0.2", 80)),
                one.connections(),
                connections,
                one.frames(),
                one.firstSeenNanos(),
                one.lastSeenNanos(),
                one.measurements());
    }

    @Test
    void whatOneClientMeetsAtManyServersIsSaidOnce() {
        Findings findings =
                FoundRecords.findings(List.of(), List.of(group("10.0.0.1", 80, 1), group("10.0.0.1", 81, 1)));

        assertThat(text(findings, STYLE, 12)).contains("fin-repeated  10.0.0.1 → 2 servers, 2 connections\n");
    }

    @Test
    void whatHasNothingInCommonIsCounted() {
        Findings findings =
                FoundRecords.findings(List.of(), List.of(group("10.0.0.1", 80, 1), group("10.0.0.2", 81, 1)));

        assertThat(text(findings, STYLE, 12)).contains("fin-repeated  2 pairs of client and server, 2 connections\n");
    }

    @Test
    void moreThanIsAskedForIsNamedInOneLine() {
        var groups = new ArrayList<FindingGroup>();
        for (int i = 0; i < 5; i++) {
            groups.add(FoundRecords.group(
                    new FindingKind("kind-" + i, "A kind", Severity.LOW), FoundRecords.PAIR, 10 - i));
        }

        assertThat(text(FoundRecords.findings(List.of(), groups), STYLE, 2))
                .contains("kind-0", "kind-1")
                .endsWith("  and kind-2 (8), kind-3 (7), kind-4 (6) (--findings N shows more)\n");
    }

    @Test
    void mutedOnesAreCounted() {
        var findings = new Findings(FindingChoice.ALL, List.of(), List.of(), Map.of(), Map.of(), null, 1_234);

        assertThat(text(findings, STYLE, 12)).isEqualTo("FINDINGS\n  1,234 known findings muted\n");
    }

    @Test
    void nothingFoundIsNoSection() {
        assertThat(text(Findings.NONE, STYLE, 12)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 200})
    void noLineIsWiderThanAskedFor(int width) {
        Findings findings = FoundRecords.findings(
                List.of(FoundRecords.portsUsedUp(), FoundRecords.host(FoundRecords.PORTS_USED_UP, OF_V6)),
                List.of(FoundRecords.group(FoundRecords.FIN_REPEATED, OF_V6, 4)));

        assertThat(text(findings, new TextStyle(width, false, true), 12).lines())
                .filteredOn(line -> !line.contains("2001:db8") || width > 100)
                .allMatch(line -> line.length() <= width);
    }

    @Test
    void colourChangesNoTextAndAsciiTerminalsGetAsciiOnly() {
        Findings findings = FoundRecords.findings(
                List.of(FoundRecords.portsUsedUp()),
                List.of(FoundRecords.group(FoundRecords.FIN_REPEATED, FoundRecords.PAIR, 1)));
        String colored = text(findings, new TextStyle(80, true, true), 12);

        assertThat(colored).contains("\u001b[");
        assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(findings, STYLE, 12));
        assertThat(text(findings, new TextStyle(80, false, false), 12))
                .contains("10.77.0.1 -> 10.77.0.2:80")
                .matches("[\n -~]*");
    }

    private static FindingGroup group(String client, int port, long count) {
        return FoundRecords.group(
                FoundRecords.FIN_REPEATED,
                new Subject.Pair(IpAddress.parse(client), Records.end("10.77.0.2", port)),
                count);
    }

    private static String text(Findings findings, TextStyle style, int most) {
        var page = new TextPage(style);
        new FindingsSection(style).writeTo(page, findings, most);
        return page.toString();
    }
}
