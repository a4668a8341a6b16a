package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Browser;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The charts and ladders of the HTML report, in a real browser. */
class DrawingsInBrowserTest {
    /** Whether anything is on {@code canvas}: looked for on a copy, for the browser complains of a canvas that is read again and again. */
    private static final String MARKS = "(copy => { copy.drawImage(canvas, 0, 0);"
            + " return copy.getImageData(0, 0, canvas.width, canvas.height).data.some(octet => octet > 0); })"
            + "(new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true}))";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path churn;
    private static Path lastAckLost;

    @BeforeAll
    static void openBrowser() throws IOException {
        browser = Browser.shared();
        churn = HtmlPages.write(folder, Samples.path("churn-seed.pcap"));
        lastAckLost = HtmlPages.write(folder, Samples.path("last-ack-lost.pcap"));
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void everyChartHasMarksASentenceAndItsNumbers() {
        browser.open(churn);
        browser.await("document.querySelectorAll('.chart canvas').length === 4");

        assertThat(browser.texts("return [...document.querySelectorAll('.chart')].map(chart => chart.id)"))
                .containsExactly("endings", "time-wait", "handshakes", "states");
        for (String color : new String[] {"light", "dark"}) {
            browser.colors(color);
            browser.await("[...document.querySelectorAll('.chart canvas')].every(canvas => canvas.width > 0 && " + MARKS
                    + ")");
        }
        assertThat(browser.texts("return [...document.querySelectorAll('.chart figcaption')].map(p => p.textContent)"))
                .anySatisfy(sentence -> assertThat(sentence).startsWith("10.77.0.2 held most: 96 at peak"))
                .anySatisfy(sentence -> assertThat(sentence).contains("380 ended by FIN, 20 ended by RST"));
        assertThat(browser.text("return document.querySelector('#endings details table').textContent"))
                .contains("380");
    }

    @Test
    void aChartIsAsWideAsThePage() {
        browser.open(churn);
        browser.await("document.querySelectorAll('.chart canvas').length === 4");
        browser.size(500, 900);

        browser.await("[...document.querySelectorAll('.chart .uplot')].every(plot => plot.offsetWidth <= 500)");
    }

    @Test
    void aLadderOpensFromAFindingWithTheStatesOfBothEnds() {
        browser.open(lastAckLost);
        browser.act("document.querySelector('details.finding').open = true;"
                + "document.querySelector('details.finding button.open').click()");

        assertThat(browser.number("return document.querySelectorAll('.ladder .step').length"))
                .isEqualTo(10);
        assertThat(browser.texts("return [...document.querySelectorAll('.ladder .lane')].map(l => l.dataset.state)"))
                .containsExactly(
                        "SYN_SENT",
                        "ESTABLISHED",
                        "FIN_WAIT_1",
                        "TIME_WAIT",
                        "SYN_RECEIVED",
                        "ESTABLISHED",
                        "CLOSE_WAIT",
                        "LAST_ACK",
                        "CLOSED");
        assertThat(browser.number("return new Set([...document.querySelectorAll('.ladder .lane')]"
                        + ".map(lane => getComputedStyle(lane).fill)).size"))
                .isEqualTo(8);
        assertThat(browser.texts("return [...document.querySelectorAll('.ladder .gap')].map(gap => gap.textContent)"))
                .anySatisfy(gap -> assertThat(gap).contains("209 ms"));
    }

    @Test
    void aLadderOpensFromARowAndClosesAgain() {
        browser.open(churn);
        browser.await("document.querySelector('#table .tabulator-row button.open') !== null");
        browser.act("document.querySelector('#table .tabulator-row button.open').click()");

        assertThat(browser.isTrue("return document.querySelector('#table .ladder .step') !== null"))
                .isTrue();

        browser.act("document.querySelector('#table .tabulator-row button.open').click()");

        assertThat(browser.isTrue("return document.querySelector('.ladder') === null"))
                .isTrue();
    }

    @Test
    void aSegmentTellsItsNumbersWhenItHasTheFocus() {
        browser.open(lastAckLost);
        browser.act("finwait.openLadder(0, document.querySelector('#verdict p'));"
                + "const steps = document.querySelectorAll('.ladder .step'); steps[0].focus();"
                + "steps[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true}))");

        assertThat(browser.text("return document.querySelector('.ladder .details').textContent"))
                .startsWith("Frame 10 at 250.960 ms, from the client: flags ACK, seq 102, ack 2");
    }

    @Test
    void whatHasNoLadderInThePageSaysHowToGetIt() {
        browser.open(lastAckLost);
        browser.act("finwait.openLadder(17, document.querySelector('#verdict p'))");

        assertThat(browser.text("return document.querySelector('.ladder').textContent"))
                .contains("finwait flow FILE 17");
    }
}
