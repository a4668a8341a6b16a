package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs finwait for tests: in this JVM, or in one of its own where its standard streams or environment matter. Reports of runs in this JVM
 * go to a file, since standard output is the process's.
 */
final class CommandRun {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** A run that takes longer hangs. */
    private static final long PATIENCE_SECONDS = 120;

    /** What a run left behind. */
    record Result(int status, String out, String err) {
        /** Fails unless the run succeeded and had nothing to complain of. */
        Result expectDone() {
            assertThat(err).isEmpty();
            assertThat(status).isEqualTo(ExitCode.DONE);
            return this;
        }

        /** The connections of an ndjson report, in its order. */
        List<JsonNode> connections() throws IOException {
            return lines("connection");
        }

        JsonNode summary() throws IOException {
            return lines("summary").get(0);
        }

        List<JsonNode> lines(String type) throws IOException {
            var lines = new ArrayList<JsonNode>();
            for (String line : out.split("\n", -1)) {
                JsonNode node = MAPPER.readTree(line);
                if (node.path("type").asText().equals(type)) {
                    lines.add(node);
                }
            }
            return lines;
        }
    }

    private CommandRun() {}

    /** Runs a command line in this JVM; {@code out} is what goes not to standard output but to a writer: help. */
    static Result inProcess(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Finwait.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Result(status, out.toString(), err.toString());
    }

    /** {@code analyze} in this JVM; {@code out} is its report in {@code format}, empty if none was begun. */
    static Result analyze(String format, String... args) throws IOException {
        Path report = Files.createTempFile("finwait-test", "." + format);
        try {
            var all = new ArrayList<>(List.of("analyze", "--format", format, "-o", report.toString()));
            all.addAll(List.of(args));
            Result result = inProcess(all.toArray(String[]::new));
            return new Result(result.status(), Files.readString(report), result.err());
        } finally {
            Files.delete(report);
        }
    }

    /** The connections that {@code analyze} finds, in order of completion. */
    static List<JsonNode> connections(String... args) throws IOException {
        return analyze("ndjson", args).expectDone().connections();
    }

    /** A process that runs a command line, its environment without what this one's says about locale and colour. */
    static ProcessBuilder process(String... args) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", // as the jar's manifest says
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        List.of("LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS", "JAVA_TOOL_OPTIONS")
                .forEach(environment::remove);
        environment.put("LANG", "C.UTF-8");
        return builder;
    }

    /** Runs a process to its end. */
    static Result run(ProcessBuilder builder, @Nullable Path stdin) throws IOException, InterruptedException {
        Path out = Files.createTempFile("finwait-test", ".out");
        Path err = Files.createTempFile("finwait-test", ".err");
        try {
            Process process = builder.redirectInput(
                            stdin == null ? Redirect.from(out.toFile()) : Redirect.from(stdin.toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("%s ends", builder.command()).isTrue();
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
