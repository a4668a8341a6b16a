package io.finwait.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.cli.CommandRun.Result;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** finwait in a process of its own: what it writes to standard output under which circumstances. */
class StandardOutputTest {
    private static final String RST = Samples.path("rst-close.pcap");
    private static final char ESCAPE = '\u001b';

    @TempDir
    private Path folder = Path.of("set by JUnit");

    @Test
    void severalOutputsComeOfOneReading() throws IOException, InterruptedException {
        Path json = folder.resolve("all.json");
        Path text = folder.resolve("all.txt");
        Result result = CommandRun.run(
                        CommandRun.process(
                                "analyze",
                                "-f",
                                "json",
                                "-o",
                                json.toString(),
                                "-o",
                                text.toString(),
                                "-f",
                                "ndjson",
                                "-o-",
                                "-"),
                        Path.of(RST))
                .expectDone();

        JsonNode document = new JsonMapper().readTree(json.toFile());
        assertThat(document.path("connections")).containsExactlyElementsOf(result.connections());
        assertThat(document.path("connections")).hasSize(1);
        assertThat(Files.readString(text)).startsWith("standard input  pcap, Ethernet\n");
    }

    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest
    @ValueSource(strings = {"completion bash", "help analyze", "--help", "--version"})
    void whatCannotBePrintedIsSaid(String line) throws IOException, InterruptedException {
        Path full = Path.of("/dev/full");
        Path err = folder.resolve("err");
        Process process = CommandRun.process(line.split(" "))
                .redirectOutput(full.toFile())
                .redirectError(err.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.USAGE);
        assertThat(err).content().startsWith("finwait: cannot write standard output: ");
    }

    @Test
    void aReaderThatStopsReadingIsNoError() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process = CommandRun.process("analyze", "-f", "ndjson", Samples.path("churn-seed.pcap"))
                .redirectError(err.toFile())
                .start();
        try (var head = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(head.readLine()).startsWith("{\"type\":\"capture\"");
        }

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.DONE);
        assertThat(err).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "en_US.ISO-8859-1"})
    void outsideUtf8ThereIsAsciiOnly(String locale) throws IOException, InterruptedException {
        ProcessBuilder analyze = CommandRun.process("analyze", "--width=160", Samples.path("simultaneous-close.pcap"));
        analyze.environment().put("LC_ALL", locale);

        assertThat(CommandRun.run(analyze, null).expectDone().out())
                .isASCII()
                .contains("FIN ")
                .contains("####");
    }

    @Test
    void aLadderHasArrowsThatTheLocaleCanShow() throws IOException, InterruptedException {
        ProcessBuilder ascii = CommandRun.process("flow", RST, "0");
        ascii.environment().put("LC_ALL", "C");

        assertThat(CommandRun.run(ascii, null).expectDone().out()).isASCII().contains("-- SYN ---");
        assertThat(CommandRun.run(CommandRun.process("flow", RST, "0"), null)
                        .expectDone()
                        .out())
                .contains("── SYN ───")
                .contains("──▶  CLOSED")
                .doesNotContain("" + ESCAPE);
    }

    @Test
    void colorIsForTerminalsUnlessItIsRefusedOrDemanded() throws IOException, InterruptedException {
        Requires.command("script");

        assertThat(onTerminal("")).contains(ESCAPE + "[");
        assertThat(onTerminal("NO_COLOR=1 ")).doesNotContain(ESCAPE + "[").contains("10.77.0.1:36156");
        assertThat(onTerminal("TERM=dumb ")).doesNotContain(ESCAPE + "[").contains("10.77.0.1:36156");
        assertThat(CommandRun.analyze("text", "--color=always", RST).out()).contains(ESCAPE + "[");
        assertThat(CommandRun.analyze("text", "--color=never", RST).out()).doesNotContain(ESCAPE + "[");
        assertThat(CommandRun.analyze("text", RST).out()).doesNotContain(ESCAPE + "[");
    }

    @Test
    void theProgressBarIsGoneBeforeTheReportAppears() throws IOException, InterruptedException {
        Requires.command("script");
        Requires.command("mkfifo");
        Path fifo = folder.resolve("fifo");
        CommandRun.run(new ProcessBuilder("mkfifo", fifo.toString()), null).expectDone();
        byte[] capture = Files.readAllBytes(Path.of(RST));
        Process process = terminal("", "analyze", "--top=1", fifo.toString())
                .redirectErrorStream(true)
                .start();
        var shown = new ByteArrayOutputStream();
        try (OutputStream out = Files.newOutputStream(fifo)) {
            out.write(capture, 0, 100);
            out.flush();
            while (!shown.toString(UTF_8).contains("reading")) {
                int octet = process.getInputStream().read();
                assertThat(octet).as("the bar comes while the capture does not").isNotEqualTo(-1);
                shown.write(octet);
            }
            out.write(capture, 100, capture.length - 100);
        }
        process.getInputStream().transferTo(shown);
        process.waitFor();
        String text = shown.toString(UTF_8);

        assertThat(text.substring(text.lastIndexOf("reading")))
                .as("the bar, then spaces over it, then the report")
                .containsPattern("^reading[^\r\n]*\r+ *\r+[^\r\n]*"
                        + Pattern.quote(fifo.getFileName().toString()));
    }

    /** What a terminal is sent. */
    private static String onTerminal(String environment) throws IOException, InterruptedException {
        return CommandRun.run(terminal(environment, "analyze", "--top=1", RST), null)
                .expectDone()
                .out();
    }

    /** finwait on a terminal of its own. */
    private static ProcessBuilder terminal(String environment, String... arguments) {
        ProcessBuilder analyze = CommandRun.process(arguments);
        String command = environment + "'" + String.join("' '", analyze.command()) + "'";
        var script = new ProcessBuilder("script", "-qec", command, "/dev/null");
        script.environment().clear();
        script.environment().putAll(analyze.environment());
        script.environment().put("TERM", "xterm");
        return script;
    }

    @Test
    void aNameCannotSpeakToTheTerminal() throws IOException {
        Path capture = Files.copy(Path.of(RST), folder.resolve("a\u001b[31m\nb\u009b\u202e.pcap"));

        String text =
                CommandRun.analyze("text", capture.toString()).expectDone().out();
        JsonNode summary = CommandRun.analyze("ndjson", capture.toString()).summary();

        assertThat(text).contains("a\\x1b[31m\\x0ab\\u{9b}\\u{202e}.pcap");
        assertThat(text).doesNotContain("\u001b", "\u009b", "\u202e");
        assertThat(summary.at("/files/0/name").asText()).isEqualTo(capture.toString());
        assertThat(CommandRun.inProcess("analyze", capture + "\u001b[31m").err())
                .doesNotContain("\u001b");
    }
}
