package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.Damage;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To renew the golden files after a wanted change: {@code mvn test -Dtest=TextReportTest -Dgolden.update=true}. */
class TextReportTest {
    private static final List<ConnectionRecord> MIXED =
            List.of(Records.serverCloses(2), Records.resetMidway(0), Records.unanswered(3), Records.serverCloses(1));

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void looksLikeTheGoldenFile(int width) throws IOException {
        String text =
                report(new TextStyle(width, false, true), MIXED, Records.incident(null), ConnectionOrder.CLOSING, 20);
        Path golden = Path.of("src/test/resources/golden/report-" + width + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void noLineIsWiderThanAskedFor() throws IOException {
        for (int width = TextStyle.MIN_WIDTH; width <= 200; width++) {
            var style = new TextStyle(width, false, true);
            String text = report(style, MIXED, Records.incident(null), ConnectionOrder.TIME_WAIT, 20);
            assertThat(text.lines()).as("width %d", width).allMatch(line -> line.length() <= style.width());
        }
    }

    @Test
    void addressesAreNeverCut() throws IOException {
        for (int width : new int[] {60, 80, 100, 140}) {
            String text = report(
                    new TextStyle(width, false, true), MIXED, Records.incident(null), ConnectionOrder.CLOSING, 20);
            assertThat(text)
                    .contains("[2001:db8:85a3:8d3:1319:8a2e:370:7348]:50000")
                    .contains("[2001:db8:85a3:8d3:1319:8a2e:370:7344]:443")
                    .contains("10.77.0.1:39381");
        }
    }

    @Test
    void whatIsDamagedIsSaidFirst() throws IOException {
        var damage = new Damage(1_206, 88_404, false, "block length 7 is not a multiple of 4");
        String text = report(new TextStyle(80, false, true), MIXED, Records.incident(damage), ConnectionOrder.ID, 0);

        assertThat(text).startsWith("DAMAGED  incident.pcap: reading stopped after packet 1,206, at byte 88,404");
        assertThat(text).contains("block length 7").doesNotContain("complete:").doesNotContain("CONNECTIONS");
    }

    @Test
    void aFileThatIsStillBeingWrittenIsToldFromABrokenOne() throws IOException {
        var damage = new Damage(1_206, 88_404, true, "the file ends inside a record");
        String text = report(new TextStyle(80, false, true), MIXED, Records.incident(damage), ConnectionOrder.ID, 0);

        assertThat(text).contains("still being").doesNotContain("reading stopped");
    }

    @Test
    void captureWithoutTcpSaysSo() throws IOException {
        String text = report(new TextStyle(80, false, true), List.of(), Records.empty(7, null), ConnectionOrder.ID, 20);

        assertThat(text)
                .contains("7 packets, none TCP")
                .contains("left out: 7 IP, not TCP")
                .endsWith("There is no TCP connection in this capture.\n");
    }

    @Test
    void captureWithoutPacketsSaysSo() throws IOException {
        String text = report(new TextStyle(80, false, true), List.of(), Records.empty(0, null), ConnectionOrder.ID, 20);

        assertThat(text).contains("no packets").endsWith("The capture holds no packets.\n");
    }

    @Test
    void aPartOfTheTimeIsSaidToBeOne() throws IOException {
        var out = new StringWriter();
        var report = new TextReport(
                out, new TextStyle(80, false, true), new Selection(c -> true, true, ConnectionOrder.ID, 20));
        AnalysisResult nothing = Records.empty(0, null);
        report.begin(new AnalysisContext(List.of("x.pcap"), null, true, false, null, "0.1.0"), nothing.files());
        report.end(nothing);

        assertThat(out.toString())
                .contains("only packets from --from on and before --to")
                .endsWith("No packet was chosen.\n");
    }

    @Test
    void asciiTerminalsGetAsciiOnly() throws IOException {
        String text = report(new TextStyle(80, false, false), MIXED, Records.incident(null), ConnectionOrder.ID, 20);

        assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
        assertThat(text).contains("->").contains("####");
    }

    @Test
    void colourChangesNoText() throws IOException {
        String plain = report(new TextStyle(80, false, true), MIXED, Records.incident(null), ConnectionOrder.ID, 20);
        String colored = report(new TextStyle(80, true, true), MIXED, Records.incident(null), ConnectionOrder.ID, 20);

        assertThat(colored).contains("\u001b[");
        assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void topKeepsTheFirstBySortOrder() throws IOException {
        var many = new ArrayList<ConnectionRecord>();
        for (int id = 0; id < 500; id++) {
            many.add(Records.serverCloses((id * 7) % 500));
        }
        String text = report(new TextStyle(80, false, true), many, Records.incident(null), ConnectionOrder.CLOSING, 3);

        assertThat(text).contains("3 of 548,342, longest closing first");
        assertThat(text.substring(text.indexOf("CONNECTIONS")).lines().skip(2).limit(3))
                .extracting(row -> row.strip().split(" ")[0])
                .containsExactly("499", "498", "497");
    }

    @Test
    void aFindingHasAColumnWhereThereIsRoom() throws IOException {
        String wide = foundReport(new TextStyle(200, false, true));
        String narrow = foundReport(new TextStyle(80, false, true));

        assertThat(wide.substring(wide.indexOf("CONNECTIONS"))).contains("  finding", "  fin-repeated");
        assertThat(narrow.substring(narrow.indexOf("CONNECTIONS"))).doesNotContain("fin-repeated");
    }

    @Test
    void findingsStandBetweenTheVerdictAndTheNumbers() throws IOException {
        String text = foundReport(new TextStyle(80, false, true));

        assertThat(text.indexOf("FINDINGS"))
                .isGreaterThan(text.indexOf("The gravest finding is high: ports-used-up"))
                .isLessThan(text.indexOf("HOW THEY ENDED"));
    }

    private static String foundReport(TextStyle style) throws IOException {
        var out = new StringWriter();
        var report = new TextReport(out, style, new Selection(c -> true, true, ConnectionOrder.CLOSING, 20));
        AnalysisResult result = Records.with(
                Records.incident(null), FoundRecords.findings(List.of(FoundRecords.portsUsedUp()), List.of()));
        report.begin(Records.context(), result.files());
        report.connection(Records.serverCloses(0), List.of(FoundRecords.finRepeated()));
        report.connection(Records.serverCloses(1), List.of());
        report.end(result);
        return out.toString();
    }

    @Test
    void theColumnSortedByIsShown() throws IOException {
        String text = report(new TextStyle(80, false, true), MIXED, Records.incident(null), ConnectionOrder.BYTES, 20);

        assertThat(text.substring(text.indexOf("CONNECTIONS"))).contains("bytes");
    }

    private static String report(
            TextStyle style, List<ConnectionRecord> connections, AnalysisResult result, ConnectionOrder order, int top)
            throws IOException {
        var out = new StringWriter();
        Records.tell(new TextReport(out, style, new Selection(c -> true, true, order, top)), connections, result);
        return out.toString();
    }
}
