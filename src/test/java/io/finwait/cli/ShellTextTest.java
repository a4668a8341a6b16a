package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTextTest {
    @Test
    void plainWordsNeedNoQuotes() {
        assertThat(ShellText.command(List.of("analyze", "--top", "0", "a/b-1.pcap", "--time-wait=60s")))
                .isEqualTo("finwait analyze --top 0 a/b-1.pcap --time-wait=60s");
    }

    @Test
    void otherWordsAreQuoted() {
        assertThat(ShellText.command(List.of("--where", "closing>=1s", "it's", "", "a\nb'", "\u202e")))
                .isEqualTo("finwait --where 'closing>=1s' 'it'\\''s' '' $'a\\x0ab\\'' $'\\U0000202e'");
    }

    @Test
    void theShellReadsWhatWasTyped() throws IOException, InterruptedException {
        Requires.command("bash");
        List<String> arguments =
                List.of("a b", "$(x) `y` \\ \"", "tab\tand\nline 'x' \\n", "größe \ud83d\ude00", "*?[~]");
        String command = ShellText.command(arguments).replaceFirst("^finwait", "printf '%s\\\\0'");
        var builder = new ProcessBuilder("bash", "-c", command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(printed).isEqualTo(String.join("\0", arguments) + "\0");
    }
}
