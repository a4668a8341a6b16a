package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.GivenUp;
import io.finwait.analysis.Names;
import io.finwait.flow.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a report says first: what the capture lacks. */
class ReadSectionTest {
    private static final IpAddress SCANNER = IpAddress.parse("10.0.0.9");
    private static final IpAddress OTHER = IpAddress.parse("2001:db8::100:9");

    private static String givenUp(Map<IpAddress, String> hosts, UnaryOperator<String> foreign) {
        AnalysisResult whole = Records.incident(null);
        var lost =
                new GivenUp(3_020, 20, 2, List.of(new GivenUp.Source(SCANNER, 3_000), new GivenUp.Source(OTHER, 20)));
        var result = new AnalysisResult(
                whole.files(),
                whole.decoded(),
                whole.firstNanos(),
                whole.lastNanos(),
                whole.summary(),
                whole.findings(),
                true,
                lost,
                0);
        var context = new AnalysisContext(
                List.of("x.pcap"), null, false, true, null, new Names(hosts, Map.of()), false, false, "0.1.0");
        return String.join(" ", new ReadSection(context, result, foreign).gaps());
    }

    @Test
    void whoBeganWhatWasGivenUpIsCalledByName() {
        assertThat(givenUp(Map.of(SCANNER, "scanner"), new TextStyle(80, false, true)::safe))
                .contains("most from 10.0.0.9 (scanner; 3,000), 2001:db8::100:9 (20), at least.");
    }

    @Test
    void inMarkdownAddressesAndNamesThereAreCode() {
        assertThat(givenUp(Map.of(SCANNER, "<b>`@x`"), MarkdownText::code))
                .contains("most from `10.0.0.9` (`` <b>`@x` ``; 3,000), `2001:db8::100:9` (20), at least.");
    }
}
