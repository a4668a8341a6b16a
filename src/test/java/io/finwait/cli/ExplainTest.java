package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExplainTest {
    @Test
    void aFindingIsExplainedByItsIdInAnyCase() throws Exception {
        CommandRun.Result result = explain("FIN-retransmitted");

        assertThat(result.expectDone().out())
                .startsWith("fin-retransmitted  A FIN had to be sent more than once")
                .contains("\nWhat to do\n", "\nSources\n");
    }

    @Test
    void wordsFindTheTextsThatHaveThem() throws Exception {
        assertThat(explain("tcp_orphan_retries", "probe").expectDone().out())
                .contains("fin-retransmitted")
                .doesNotContain("syn-retransmitted");
    }

    @Test
    void withoutAnythingAllAreListed() throws Exception {
        assertThat(explain().expectDone().out()).contains("fin-retransmitted", "syn-retransmitted");
    }

    @Test
    void aMistypedIdIsAUsageErrorThatNamesTheNearest() throws Exception {
        CommandRun.Result result = CommandRun.inProcess("explain", "fin-retransmited");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .isEqualTo(
                        "finwait: there is no finding 'fin-retransmited' and no text that has these words; perhaps you mean"
                                + " fin-retransmitted or syn-retransmitted; finwait explain lists all there are\n");
    }

    private static CommandRun.Result explain(String... words) throws IOException, InterruptedException {
        var args = new String[words.length + 1];
        args[0] = "explain";
        System.arraycopy(words, 0, args, 1, words.length);
        return CommandRun.run(CommandRun.process(args), null);
    }
}
