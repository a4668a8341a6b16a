package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Catalog;
import io.finwait.finding.Explanation;
import io.finwait.finding.FindingKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainReportTest {
    private static final Explanation TEXT = new Explanation(
            FoundRecords.FIN_REPEATED,
            List.of(
                    new Explanation.Section(
                            "What it means", List.of(new Explanation.Block(false, "A word ".repeat(20)))),
                    new Explanation.Section(
                            "Sources",
                            List.of(
                                    new Explanation.Block(true, "RFC 9293 §3.6"),
                                    new Explanation.Block(true, "`tcp_orphan_retries` ".repeat(9))))));

    @Test
    void aTextHasATitleAndItsSectionsWrapped() {
        String text = ExplainReport.of(TEXT, new TextStyle(80, false, true));

        assertThat(text)
                .startsWith(
                        "fin-repeated  A FIN had to be repeated\nUsual severity: medium\n\nWhat it means\n  A word A word")
                .contains("\n\nSources\n  - RFC 9293 §3.6\n  - `tcp_orphan_retries` `tcp")
                .contains("\n    `tcp_orphan_retries`");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 200})
    void noLineIsWiderThanAskedFor(int width) {
        var style = new TextStyle(width, false, true);

        assertThat(ExplainReport.of(TEXT, style).lines()).allMatch(line -> line.length() <= width);
        assertThat(ExplainReport.list(Catalog.areas(), style).lines()).allMatch(line -> line.length() <= width);
    }

    @Test
    void theListNamesEveryKindInItsArea() {
        String list = ExplainReport.list(Catalog.areas(), new TextStyle(80, false, true));

        assertThat(list).startsWith(Catalog.areas().get(0).title() + "\n");
        assertThat(Catalog.kinds()).extracting(FindingKind::id).allMatch(list::contains);
    }

    @Test
    void asciiTerminalsGetAsciiOnly() {
        assertThat(ExplainReport.of(TEXT, new TextStyle(80, false, false)))
                .contains("RFC 9293 section 3.6")
                .matches("[\n -~]*");
    }

    @Test
    void everyRealTextFitsAnAsciiTerminal() {
        for (FindingKind kind : Catalog.kinds()) {
            assertThat(ExplainReport.of(Explanation.of(kind), new TextStyle(80, false, false)))
                    .doesNotContain("\\u{");
        }
    }
}
