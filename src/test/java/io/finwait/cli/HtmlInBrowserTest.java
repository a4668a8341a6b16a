package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Browser;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTML report as people use it, in a real browser. */
class HtmlInBrowserTest {
    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path churn;

    @BeforeAll
    static void openBrowser() throws IOException {
        browser = Browser.shared();
        churn = HtmlPages.write(folder, Samples.path("churn-seed.pcap"));
    }

    /** Whatever a test did, the page had nothing to complain of. */
    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"churn-seed.pcap", "last-ack-lost.pcap", "two-tier.pcapng", "cut-short.pcap"})
    void aPageLoadsNothingButItself(String sample) throws IOException {
        Path page = HtmlPages.write(folder, Samples.path(sample));
        browser.open(page);

        assertThat(browser.requests()).containsExactly(page.toUri().toString());
        assertThat(browser.texts("return [...document.querySelectorAll('h2')].map(h => h.textContent)"))
                .startsWith("Verdict", "What was captured", "Findings", "Numbers")
                .contains("Connections");
    }

    @Test
    void aPageWithoutConnectionsSaysSo() throws IOException {
        Path empty = Files.write(
                folder.resolve("empty.pcap"),
                Arrays.copyOf(Files.readAllBytes(Path.of(Samples.path("refused.pcap"))), 24));
        browser.open(HtmlPages.write(folder, empty.toString()));

        assertThat(text("#verdict")).contains("The capture holds no packets.");
        assertThat(browser.isTrue("return document.getElementById('connections') === null"))
                .isTrue();
    }

    @Test
    void everySentenceAndNumberOfTheTextReportIsThere() throws IOException {
        String report = CommandRun.analyze("text", "--width", "100", Samples.path("churn-seed.pcap"), "--top", "400")
                .out();
        browser.open(churn);
        browser.act("document.getElementById('open-all').click()");
        String page = words(text("main") + " " + rows());

        assertThat(Stream.of(report.split("\\s+|[,;]\\s"))
                        .filter(word -> word.matches(".*\\d.*"))
                        .map(word -> word.replaceAll("[,.;:)]+$", "")))
                .isNotEmpty()
                .allSatisfy(number -> assertThat(page).contains(number));
    }

    /** The cells of all rows, drawn or not. */
    private static String rows() {
        return browser.text(
                "return finwait.table.getData().map(row => finwait.columns.map(c => c.text(row.connection)).join(' ')).join(' ')");
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void theTableHasTheCellsOfTheTextReport() throws IOException {
        for (String sample :
                List.of("last-ack-lost.pcap", "close-wait-leak.pcap", "two-tier.pcapng", "nanoseconds.pcap")) {
            List<String> expected = CommandRun.analyze("text", "--width", "400", Samples.path(sample), "--top", "1000")
                    .out()
                    .lines()
                    .dropWhile(line -> !line.startsWith("CONNECTIONS"))
                    .skip(2)
                    .filter(line -> !line.contains("+ at least"))
                    .map(line -> words(line.strip()))
                    .toList();
            browser.open(HtmlPages.write(folder, Samples.path(sample)));

            List<String> actual = browser.texts("const shown = finwait.columns.filter(c => !c.hidden);"
                    + "return finwait.table.getData('active').map(row =>"
                    + " shown.map(c => c.text(row.connection)).filter(cell => cell !== '').join(' '))");
            assertThat(actual).as(sample).isNotEmpty().containsExactlyElementsOf(expected);
        }
    }

    @Test
    void findingsOpenToProofExplanationAndRemedy() {
        browser.open(churn);
        String reset =
                "[...document.querySelectorAll('details.finding')].find(d => d.textContent.includes('abort-by-application'))";
        assertThat(browser.isTrue("return " + reset + ".open")).isFalse();
        browser.act(reset + ".querySelector('summary').click()");

        assertThat(browser.text("return " + reset + ".innerText"))
                .contains("frame 392", "#39", "392 at 15:39:18.", "frame.number == 392", "tcp.stream eq 39")
                .contains(
                        "How sure",
                        "strong",
                        "What it means",
                        "What else looks like it",
                        "What to do",
                        "What not to do");
    }

    @Test
    void theTableSortsFiltersAndSearches() {
        browser.open(churn);
        assertThat(firstIds()).startsWith("44", "23", "29");

        browser.act("document.querySelector('#table button.sort').click()");
        browser.await("finwait.table.getSorters()[0].field === finwait.columns[0].field");
        assertThat(firstIds()).startsWith("0", "1", "2");

        type("[aria-label=\"filter closed by\"]", "rst");
        browser.await("finwait.table.getDataCount('active') === 20");
        assertThat(text("#shown")).isEqualTo("20 of 400 shown");
        type("[aria-label=\"filter duration\"]", "<0.3ms");
        browser.await("finwait.table.getDataCount('active') < 20");
        assertThat(browser.texts("return finwait.table.getData('active').map(r => r.connection.duration_ms)"))
                .isNotEmpty()
                .allSatisfy(ms -> assertThat(Double.parseDouble(ms)).isLessThan(0.3));

        browser.act("const button = document.querySelector('#table-tools > button'); button.focus(); button.click()");
        browser.await("finwait.table.getDataCount('active') === 400");
        type("#search", "40190 server");
        browser.await("finwait.table.getDataCount('active') < 400");
        assertThat(browser.texts("return finwait.table.getData('active').map(r => String(r.connection.client.port))"))
                .isNotEmpty()
                .containsOnly("40190");
    }

    @Test
    void namesStandBesideAddressesInTheTableAndCanBeSearched() throws IOException {
        Path names = Files.writeString(folder.resolve("names"), "10.77.0.1 app-3\n10.77.0.2:80 web\u202e1\n");
        browser.open(HtmlPages.write(folder, "--names", names.toString(), Samples.path("churn-seed.pcap")));

        assertThat(text("#table .tabulator-row")).contains("10.77.0.1:40190 (app-3)", "10.77.0.2:80 (web\\u{202e}1)");
        type("[aria-label=\"filter server\"]", "10.77.0.2:80");
        type("#search", "40190 app-3");
        browser.await("finwait.table.getDataCount('active') < 400");
        assertThat(browser.texts("return finwait.table.getData('active').map(r => String(r.connection.client.port))"))
                .isNotEmpty()
                .containsOnly("40190");
        assertThat(browser.texts("return finwait.table.getData('active').map(r => r.connection.wireshark_filter)"))
                .allSatisfy(filter -> assertThat(filter).startsWith("tcp.stream eq "));
    }

    private static List<String> firstIds() {
        return browser.texts("return finwait.table.getData('active').slice(0, 5).map(row => row.connection.id)");
    }

    private static void type(String selector, String typed) {
        browser.act(
                "const input = document.querySelector(arguments[0]); input.focus(); input.value = arguments[1];"
                        + "input.dispatchEvent(new Event('input', {bubbles: true}));"
                        + "input.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true, key: 'x'}));",
                selector,
                typed);
    }

    @Test
    void columnsCanBeChosen() {
        browser.open(churn);
        String box =
                "[...document.querySelectorAll('.choice label')].find(l => l.textContent.trim() === 'Wireshark filter')";
        assertThat(text("#table .tabulator-header")).doesNotContain("Wireshark filter");
        browser.act("document.querySelector('.choice summary').click(); " + box + ".querySelector('input').click()");

        assertThat(text("#table .tabulator-header")).contains("Wireshark filter");
        browser.act(box + ".querySelector('input').click()");
        assertThat(text("#table .tabulator-header")).doesNotContain("Wireshark filter");
    }

    @Test
    void onlyTheRowsInSightAreDrawn() {
        browser.open(churn);
        assertThat(browser.number("return document.querySelectorAll('#table .tabulator-row').length"))
                .isBetween(10L, 200L);
    }

    @Test
    void namesFromOutsideAreInert() throws IOException {
        Path hostile = folder.resolve("<").resolve("script><img src=x onerror=alert(1)>\u202e.pcap");
        Files.createDirectory(folder.resolve("<"));
        Files.copy(Path.of(Samples.path("rst-close.pcap")), hostile);
        browser.open(HtmlPages.write(folder, hostile.toString()));

        assertThat(browser.number("return document.querySelectorAll('img, [onerror]').length"))
                .isZero();
        String shown = hostile.toString().replace("\u202e", "\\u{202e}");
        assertThat(browser.text("return document.title")).endsWith(shown);
        assertThat(text("#capture")).contains(shown);
        assertThat(browser.text("return finwait.data.report.capture.files[0].name"))
                .isEqualTo(hostile.toString());
    }

    @Test
    void itWorksByKeyboard() {
        browser.open(churn);
        browser.press("Tab");
        assertThat(focused()).isEqualTo("Skip to the verdict");
        browser.press("Enter");
        assertThat(browser.text("return document.activeElement.id")).isEqualTo("verdict");

        browser.act("document.querySelectorAll('details.finding summary')[1].focus()");
        browser.press("Enter");
        assertThat(browser.isTrue("return document.querySelectorAll('details.finding')[1].open"))
                .isTrue();

        browser.act("document.querySelector('#table button.sort').focus()");
        assertThat(browser.text("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        browser.press("Enter");
        browser.await("finwait.table.getSorters()[0].field === finwait.columns[0].field");
        assertThat(browser.text(
                        "return document.querySelector('#table .tabulator-col[aria-sort=ascending]').textContent"))
                .startsWith("id");
    }

    private static String focused() {
        return browser.text("return document.activeElement.textContent");
    }

    @Test
    void colorsFollowTheSystemAndTheButton() {
        browser.open(churn);
        String ground = "return getComputedStyle(document.body).backgroundColor";
        assertThat(browser.text(ground)).isEqualTo("rgb(255, 255, 255)");
        browser.colors("dark");
        String dark = browser.text(ground);
        assertThat(dark).isNotEqualTo("rgb(255, 255, 255)");
        assertThat(text("#theme")).isEqualTo("Light");

        browser.act("document.getElementById('theme').click()");
        assertThat(browser.text(ground)).isEqualTo("rgb(255, 255, 255)");
        browser.colors("light");
        browser.act("document.getElementById('theme').click()");
        assertThat(browser.text(ground)).isEqualTo(dark);
    }

    @Test
    void itFitsANarrowWindow() {
        browser.open(churn);
        browser.size(400, 800);
        assertThat(browser.number("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(400);
    }

    @Test
    void paperHasEveryFindingOpenAndThePlainTable() {
        browser.open(churn);
        browser.act("window.dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.isTrue(
                        "return [...document.querySelectorAll('details.finding')].every(details => details.open)"))
                .isTrue();
        assertThat(browser.text("return document.getElementById('printed').textContent"))
                .contains("Printed: the first 50 of 400 connections");
        browser.act("window.dispatchEvent(new Event('afterprint'))");
        assertThat(browser.number("return document.querySelectorAll('details.finding[open]').length"))
                .isEqualTo(1);

        byte[] pdf = browser.pdf();
        String octets = new String(pdf, StandardCharsets.ISO_8859_1);
        assertThat(octets).startsWith("%PDF-");
        // Fonts are in a PDF only for text.
        assertThat(octets).contains("/Type /Font", "/ToUnicode");
        assertThat(octets.split("/Type /Page\\b", -1)).hasSizeBetween(5, 15);
    }

    private static String text(String selector) {
        return browser.text("return document.querySelector(arguments[0]).innerText", selector);
    }
}
