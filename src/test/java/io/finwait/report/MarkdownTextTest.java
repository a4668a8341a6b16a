package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTextTest {
    @Test
    void aNameIsSetAsCodeWhateverIsInIt() {
        assertThat(MarkdownText.code("incident.pcap")).isEqualTo("`incident.pcap`");
        assertThat(MarkdownText.code("**bold**[x](javascript:y) <img src=x> @all #1 |"))
                .isEqualTo("`**bold**[x](javascript:y) <img src=x> @all #1 |`");
    }

    @Test
    void backticksInANameDoNotEndItsCode() {
        assertThat(MarkdownText.code("a`b")).isEqualTo("``a`b``");
        assertThat(MarkdownText.code("a``b`c")).isEqualTo("```a``b`c```");
        assertThat(MarkdownText.code("`x`")).isEqualTo("`` `x` ``");
    }

    @Test
    void blanksAroundANameAreNotLost() {
        assertThat(MarkdownText.code(" x ")).isEqualTo("`  x  `");
        assertThat(MarkdownText.code(" x")).isEqualTo("` x`");
    }

    @Test
    void linesAndHiddenCharactersBecomeEscapes() {
        assertThat(MarkdownText.code("a\n\n# b\r\u001b[2J\u202ec\u2028"))
                .isEqualTo("`a\\x0a\\x0a# b\\x0d\\x1b[2J\\u{202e}c\\u{2028}`");
    }

    @Test
    void aVeryLongNameIsShortenedInTheMiddle() {
        String code = MarkdownText.code("x".repeat(3_000) + "\ud83d\ude00".repeat(500));

        assertThat(code.codePointCount(0, code.length())).isEqualTo(202);
        assertThat(code).startsWith("`xxx").contains("x…\ud83d\ude00").endsWith("\ud83d\ude00`");
        assertThat(MarkdownText.code("x".repeat(200))).isEqualTo("`" + "x".repeat(200) + "`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The server closes first: servers did so in 380 of 400 connections.",
                "TIME_WAIT ended early 286 times, by new SYNs on the same ports (61 %).",
                "FIN_WAIT_2 is the client's: 0.123 ms, 15:39:24Z, keepalive_timeout 10 s; HTTP/1.0, SYN-ACK.",
                "At least 3+ more …"
            })
    void plainSentencesStayAsTheyAre(String sentence) {
        assertThat(MarkdownText.sentence(sentence)).isEqualTo(sentence);
    }

    @Test
    void addressesInSentencesAreSetAsCode() {
        assertThat(MarkdownText.sentence("10.77.0.1 → [2001:db8:100:1::1]:443, (10.0.0.2:80)."))
                .isEqualTo("`10.77.0.1` → `[2001:db8:100:1::1]:443`, (`10.0.0.2:80`).");
    }

    @Test
    void whatASiteWouldLinkOrDrawIsSetAsCode() {
        assertThat(MarkdownText.sentence("connection #12, @team, http://x/ www.x.org :+1: !4 $5 ~bug &7 %8"))
                .isEqualTo("connection `#12`, `@team`, `http://x/` `www.x.org` `:+1`: `!4` `$5` `~bug` `&7` `%8`");
    }

    @Test
    void markupInSentencesIsSetAsCode() {
        assertThat(MarkdownText.sentence("<b>x</b> *a* _b_ [x](y) a|b a\\b \u202ex"))
                .isEqualTo("`<b>x</b>` `*a*` `_b_` `[x](y`) `a|b` `a\\b` `\\u{202e}x`");
    }

    @Test
    void aSentenceBeginsNoList() {
        assertThat(MarkdownText.sentence("+ at least")).isEqualTo("`+` at least");
        assertThat(MarkdownText.sentence("1. x")).isEqualTo("`1.` x");
        assertThat(MarkdownText.cell("-")).isEqualTo("-");
        assertThat(MarkdownText.cell("server 1, client 0.3 ms"))
                .as("numbers stay with their units")
                .isEqualTo("server\u00a01, client\u00a00.3\u00a0ms");
    }

    @Test
    void aCellStaysOneCell() {
        assertThat(MarkdownText.cell("a|b\\|c")).isEqualTo("`a\\x7cb\\\\x7cc`").doesNotContain("|");
    }

    @Test
    void aFenceIsLongerThanWhatItHolds() {
        assertThat(MarkdownText.fenced("sh", "finwait '```'\n")).isEqualTo("````sh\nfinwait '```'\n````");
        assertThat(MarkdownText.fenced("text", "x")).isEqualTo("```text\nx\n```");
    }
}
