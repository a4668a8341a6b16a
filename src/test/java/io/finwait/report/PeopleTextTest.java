package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PeopleTextTest {
    @Test
    void durationsHaveThreeDigitsAndAUnitThatFits() {
        Map<Long, String> expected = new TreeMap<>(Map.ofEntries(
                Map.entry(-1L, "-"),
                Map.entry(0L, "0 ms"),
                Map.entry(1L, "0.000001 ms"),
                Map.entry(4_000L, "0.004 ms"),
                Map.entry(12_000L, "0.012 ms"),
                Map.entry(12_345L, "0.0123 ms"),
                Map.entry(99_999L, "0.100 ms"),
                Map.entry(287_000L, "0.287 ms"),
                Map.entry(999_600L, "1.00 ms"),
                Map.entry(6_020_000L, "6.02 ms"),
                Map.entry(9_994_999L, "9.99 ms"),
                Map.entry(9_995_000L, "10.0 ms"),
                Map.entry(41_200_000L, "41.2 ms"),
                Map.entry(99_950_000L, "100 ms"),
                Map.entry(999_499_999L, "999 ms"),
                Map.entry(999_500_000L, "1.00 s"),
                Map.entry(3_010_000_000L, "3.01 s"),
                Map.entry(59_949_999_999L, "59.9 s"),
                Map.entry(59_950_000_000L, "1 m 00 s"),
                Map.entry(62_000_000_000L, "1 m 02 s"),
                Map.entry(3_599_600_000_000L, "1 h 00 m"),
                Map.entry(90_000_000_000_000L, "1 d 01 h")));
        expected.forEach((nanos, text) ->
                assertThat(DurationText.of(nanos)).as("%d ns", nanos).isEqualTo(text));
    }

    @Test
    void countsHaveCommasInEveryLocale() {
        assertThat(CountText.of(0)).isEqualTo("0");
        assertThat(CountText.of(999)).isEqualTo("999");
        assertThat(CountText.of(63_976)).isEqualTo("63,976");
        assertThat(CountText.of(-1_234_567)).isEqualTo("-1,234,567");
        assertThat(CountText.of(1, "packet")).isEqualTo("1 packet");
    }

    @Test
    void sharesSayAllAndNoneOnlyOfAllAndNone() {
        assertThat(CountText.percent(548_331, 548_342)).isEqualTo("99 %");
        assertThat(CountText.percent(5, 5)).isEqualTo("100 %");
        assertThat(CountText.percent(0, 5)).isEqualTo("0 %");
        assertThat(CountText.percent(1, 100_000)).isEqualTo("0.1 %");
        assertThat(CountText.percent(3, 1_000)).isEqualTo("0.3 %");
        assertThat(CountText.percent(1, 3)).isEqualTo("33 %");
    }

    @Test
    void instantsAreInUtcWhereverTheTestsRun() {
        assertThat(InstantText.dateTime(Records.T0)).isEqualTo("2026-11-22 08:17:44Z");
        assertThat(InstantText.micro(Records.T0)).isEqualTo("08:17:44.040428");
    }

    @Test
    void namesFromOutsideCannotSteerTheTerminal() {
        var style = new TextStyle(80, true, true);
        assertThat(style.safe("a\u001b[2Jb\n")).isEqualTo("a\\x1b[2Jb\\x0a");
        assertThat(style.safe("evil\u202egnp.pcap")).isEqualTo("evil\\u{202e}gnp.pcap");
        assertThat(style.safe("größe.pcap")).isEqualTo("größe.pcap");
        assertThat(new TextStyle(80, false, false).safe("ö")).isEqualTo("\\u{f6}");
    }

    @Test
    void barsShowTheSmallestShare() {
        assertThat(new TextStyle(80, false, true).bar(11, 548_331, 12)).isEqualTo("▏");
        assertThat(new TextStyle(80, false, true).bar(5, 5, 12)).isEqualTo("█".repeat(12));
        assertThat(new TextStyle(80, false, false).bar(1, 2, 12)).isEqualTo("######");
        assertThat(new TextStyle(80, false, true).bar(0, 5, 12)).isEmpty();
    }
}
