package io.finwait.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples show what their names say, and the scripts in {@code samples/record} can still record them on this machine. */
class SampleRecordingTest {

    private static final Path RECORD = Path.of("samples", "record").toAbsolutePath();

    /** Exit statuses for "something is missing here": the scripts', which name it, and {@code env}'s, which names the interpreter. */
    private static final Set<Integer> MISSING = Set.of(77, 127);

    /** A recording that takes longer hangs; it takes seconds, and on a busy machine half a minute. */
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void samplesInTheTreeShowWhatTheirNamesSay() throws Exception {
        run("check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rst-close", "server-closes-first"})
    void recordedAnewSampleShowsWhatItsNameSays(String name) throws Exception {
        run("sample", name, directory.toString());
        run("check", directory.toString(), name + ".pcap");
    }

    private void run(String script, String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve(script + ".log");
        String[] command = new String[arguments.length + 1];
        command[0] = RECORD.resolve(script).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroy(); // SIGTERM: the script takes its namespaces away
        }
        String said = Files.readString(output).strip();
        assertThat(ended).as("%s ends; so far it said: %s", script, said).isTrue();
        if (MISSING.contains(process.exitValue())) {
            Requires.missing(said);
        }
        assertThat(process.exitValue()).as(said).isZero();
    }
}
