package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPageTest {
    @Test
    void aLineEndsWhereTheNextWordWouldPassTheWidth() {
        assertThat(wrapped(10, "one two three four")).containsExactly("one two", "three four");
    }

    @Test
    void aNumberIsNotPartedFromItsUnit() {
        assertThat(wrapped(10, "lasted 20.2 s")).containsExactly("lasted", "20.2 s");
        assertThat(wrapped(10, "opened 41 ms.")).containsExactly("opened", "41 ms.");
        assertThat(wrapped(10, "closed 100 %, so")).containsExactly("closed", "100 %, so");
    }

    @Test
    void aNumberMayEndALineBeforeAWordThatOnlyBeginsLikeAUnit() {
        assertThat(wrapped(10, "frames 817 show")).containsExactly("frames 817", "show");
    }

    @Test
    void aWordLongerThanALineIsNotCut() {
        assertThat(wrapped(4, "a wordy b")).containsExactly("a", "wordy", "b");
    }

    /** The words, in so many columns at the end of a line. */
    private static List<String> wrapped(int columns, String words) {
        var page = new TextPage(new TextStyle(TextStyle.DEFAULT_WIDTH, false, true));
        String indent = " ".repeat(TextStyle.DEFAULT_WIDTH - columns);
        page.wrap(indent, indent, words);
        return page.toString().lines().map(String::strip).toList();
    }
}
