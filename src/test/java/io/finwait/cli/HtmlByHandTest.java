package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.testing.Browser;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTML report with real clicks and keys: what arrives on the disk, on the clipboard and under the focus. */
class HtmlByHandTest {
    private static final String SAMPLE = "last-ack-lost.pcap";

    /** More than there are places for the focus in the page. */
    private static final int MOST_TABS = 200;

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void openBrowser() throws IOException {
        browser = Browser.shared();
        page = HtmlPages.write(folder, Samples.path(SAMPLE));
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void theSavedFileIsTheJsonReportAndABaseline(@TempDir Path downloads) throws IOException, InterruptedException {
        browser.open(page);
        Path saved = browser.download("#save", downloads);

        assertThat(saved).hasFileName("finwait-report.json");
        var mapper = new JsonMapper();
        assertThat(mapper.readTree(Files.readString(saved)))
                .isEqualTo(mapper.readTree(
                        CommandRun.analyze("json", Samples.path(SAMPLE)).out()));
        CommandRun.Result known =
                CommandRun.analyze("text", "--baseline", saved.toString(), "--fail-on", "new", Samples.path(SAMPLE));
        assertThat(known.expectDone().out()).contains("2 known findings muted");
    }

    @Test
    void copyButtonsPutTheirTextOnTheClipboard() {
        browser.open(page);
        browser.click("details.finding[open] button.copy");
        browser.await("document.querySelector('details.finding[open] button.copy').textContent === 'copied'");
        assertThat(browser.clipboard())
                .isEqualTo(
                        browser.text("return document.querySelector('button.copy').previousElementSibling.textContent"))
                .startsWith("frame.number");

        browser.click("details.finding[open] button.open");
        browser.click(".ladder .as-text");
        browser.await("document.querySelector('.ladder .as-text').textContent === 'copied'");
        assertThat(browser.clipboard())
                .isEqualTo(browser.text("return finwait.data.ladders[0].text"))
                .startsWith("#0  10.77.0.1:60078 → 10.77.0.2:8000");
    }

    @Test
    void theKeyboardAloneLeadsFromTheTopIntoALadder() {
        browser.open(page);
        Set<String> passed = tabTo("details.finding button.open");
        assertThat(passed).startsWith("Skip to the verdict", "Save data", "Print", "Dark");

        browser.press("Enter");
        assertThat(browser.number("return document.querySelectorAll('.ladder .step').length"))
                .isEqualTo(10);
        tabTo(".ladder .step");
        browser.press("ArrowDown", "ArrowDown");
        assertThat(browser.text("return document.querySelector('.ladder .details').textContent"))
                .startsWith("Frame 3 at 0.044 ms, from the client: flags ACK");
    }

    /**
     * Presses Tab until the focus is on what the selector finds, and returns the texts of what it passed, each of which showed the focus.
     */
    private static Set<String> tabTo(String selector) {
        var passed = new LinkedHashSet<String>();
        for (int i = 0; i < MOST_TABS; i++) {
            browser.press("Tab");
            if (browser.isTrue("return document.activeElement.matches('" + selector + "')")) {
                return passed;
            }
            String text = browser.text("return document.activeElement.textContent");
            assertThat(browser.text("return getComputedStyle(document.activeElement).outlineStyle"))
                    .as(text)
                    .isNotEqualTo("none");
            passed.add(text);
        }
        throw new AssertionError("Tab never came to " + selector + " but to " + passed);
    }
}
