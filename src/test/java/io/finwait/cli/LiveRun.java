package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finwait.testing.Hosts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A live capture in a process of its own on a host of the test's, and the lines it has written so far. It waits for lines, and hangs
 * where one does not come.
 */
final class LiveRun {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Behind the last line. */
    private static final String END = "";

    final Process process;
    final List<JsonNode> lines = new ArrayList<>();
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final Path err;

    private LiveRun(Process process, Path err) throws IOException, InterruptedException {
        this.process = process;
        this.err = err;
        var reader = new Thread(this::read, "live-lines"); // so that it never waits for a reader
        reader.setDaemon(true);
        reader.start();
        await("capture", 1);
    }

    /**
     * Starts it on a host; returns when it listens.
     *
     * @param folder for what it says to people
     * @param options of {@code finwait live}
     */
    static LiveRun start(Hosts hosts, String host, Path folder, String... options)
            throws IOException, InterruptedException {
        return start(hosts, hosts.on(host, command(options)), folder);
    }

    /**
     * Starts it behind a pipe from another program.
     *
     * @param source for a shell
     */
    static LiveRun behind(Hosts hosts, String host, Path folder, String source)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", "-c", source + " | \"$@\"", "sh"));
        command.addAll(command("-"));
        return start(hosts, hosts.on(host, command), folder);
    }

    private static LiveRun start(Hosts hosts, ProcessBuilder builder, Path folder)
            throws IOException, InterruptedException {
        Path err = folder.resolve("live.err");
        return new LiveRun(hosts.keep(builder.redirectError(err.toFile())), err);
    }

    /** One that SIGINT reaches. */
    private static List<String> command(String... options) {
        var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(CommandRun.process("live").command());
        command.addAll(List.of(options));
        return command;
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                unread.add(line);
            }
        } catch (IOException e) {
            // Its end.
        } finally {
            unread.add(END);
        }
    }

    /** Takes one more line; false if there are no more. */
    private boolean next() throws IOException, InterruptedException {
        String line = unread.take();
        if (line.equals(END)) {
            return false;
        }
        lines.add(MAPPER.readTree(line));
        return true;
    }

    /** Reads on until there are so many lines of a type. */
    void await(String type, int count) throws IOException, InterruptedException {
        while (ofType(type).size() < count) {
            if (!next()) {
                throw new AssertionError("ended without it: " + said());
            }
        }
    }

    /** Waits until it has told people of something. */
    void awaitSaid(String what) throws IOException {
        while (!said().contains(what)) {
            if (!process.isAlive()) {
                throw new AssertionError("ended without saying " + what + ": " + said());
            }
            Thread.onSpinWait();
        }
    }

    /** What it has told people by now. */
    String said() throws IOException {
        return Files.readString(err);
    }

    List<JsonNode> ofType(String type) {
        return lines.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .toList();
    }

    JsonNode summary() {
        return ofType("summary").get(0);
    }

    /** Ends it by a signal and reads what it still says. */
    void end(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        readOn();
        assertThat(process.waitFor()).as(said()).isEqualTo(ExitCode.DONE);
    }

    /** Reads all that it says until it ends. */
    void readOn() throws IOException, InterruptedException {
        while (next()) {
            // All of them.
        }
    }

    /** Connections by id, without times: each capture takes its own, and only one of two is a file with frame numbers. */
    static Map<Integer, String> comparable(List<JsonNode> connections) {
        var comparable = new TreeMap<Integer, String>();
        for (JsonNode connection : connections) {
            ObjectNode copy = connection.deepCopy();
            copy.remove("wireshark_filter");
            copy.remove("findings"); // sentences with times in them
            String text = copy.toString()
                    .replaceAll("\"[a-z_]*_ms\":[0-9.]+,?", "")
                    .replaceAll("20[0-9-]+T[0-9:.]+Z", "")
                    .replaceAll("\"[a-z_]*_frame\":[0-9]+,?", "");
            var ids = new ArrayList<String>();
            connection
                    .get("findings")
                    .forEach(finding -> ids.add(finding.get("id").asText()));
            comparable.put(connection.get("id").asInt(), text + ids);
        }
        return comparable;
    }
}
