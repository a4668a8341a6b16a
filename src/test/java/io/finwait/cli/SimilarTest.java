package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarTest {
    private static final List<String> NAMES = List.of("connect-timeout", "fin-retransmitted", "syn-retransmitted");

    @Test
    void theNearestNameComesFirst() {
        assertThat(Similar.to("fin-retransmited", NAMES)).containsExactly("fin-retransmitted", "syn-retransmitted");
        assertThat(Similar.to("Conect-Timeout", NAMES)).containsExactly("connect-timeout");
    }

    @Test
    void aPartOfANameIsNear() {
        assertThat(Similar.to("timeout", NAMES)).containsExactly("connect-timeout");
    }

    @Test
    void whatIsFarFromAllIsLikeNone() {
        assertThat(Similar.to("http", NAMES)).isEmpty();
        assertThat(Similar.hint("http", NAMES)).isEmpty();
    }
}
