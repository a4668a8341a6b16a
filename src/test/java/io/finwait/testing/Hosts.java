package io.finwait.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Hosts that are network namespaces, cables between them, and the programs that run there; all of it goes when this is closed. Needs
 * {@link Requires#namespaces}.
 */
public final class Hosts implements AutoCloseable {
    private final Map<String, String> namespaces = new LinkedHashMap<>();
    private final List<Process> running = new ArrayList<>();

    /** Adds a host. */
    public void add(String host) throws IOException, InterruptedException {
        String namespace = "finwait-" + host + "-" + ProcessHandle.current().pid();
        ip("netns", "add", namespace);
        namespaces.put(host, namespace);
        ip("-n", namespace, "link", "set", "lo", "up");
    }

    /** The name of a host's network namespace. */
    public String namespace(String host) {
        String namespace = namespaces.get(host);
        if (namespace == null) {
            throw new IllegalArgumentException("no host " + host);
        }
        return namespace;
    }

    /**
     * Lays a cable between two hosts and gives both its ends their addresses.
     *
     * @param one {@code HOST DEVICE ADDRESS/LENGTH}
     * @param other the same of its other end
     */
    public void cable(String one, String other) throws IOException, InterruptedException {
        String[] near = one.split(" ");
        String[] far = other.split(" ");
        ip(
                "-n",
                namespace(near[0]),
                "link",
                "add",
                near[1],
                "type",
                "veth",
                "peer",
                "name",
                far[1],
                "netns",
                namespace(far[0]));
        for (String[] end : List.of(near, far)) {
            ip("-n", namespace(end[0]), "addr", "add", end[2], "dev", end[1]);
            ip("-n", namespace(end[0]), "link", "set", end[1], "up");
        }
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        run(new ProcessBuilder(command));
    }

    /** Runs something to its end and returns what it said. */
    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(builder.command() + ": " + said);
        }
        return said;
    }

    /** Runs a command on a host to its end, which must be a good one; returns what it said. */
    public String run(String host, String... command) throws IOException, InterruptedException {
        return run(on(host, List.of(command)));
    }

    /** Makes a command one that runs on a host. */
    public ProcessBuilder on(String host, List<String> command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
        all.addAll(command);
        return new ProcessBuilder(all);
    }

    /** Starts a command on a host, which is ended with this. */
    public Process start(String host, String... command) throws IOException {
        return keep(on(host, List.of(command)).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD));
    }

    /** Starts what is ended with this. */
    public Process keep(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /**
     * Starts nginx on port 80 of a host, which answers each request with two octets; returns when it listens.
     *
     * @param folder for its files
     * @param settings more of what may stand in {@code http}, such as {@code keepalive_timeout 0;}
     */
    public void nginx(String host, Path folder, String settings) throws IOException, InterruptedException {
        Path config = Files.writeString(
                folder.resolve("nginx.conf"),
                "daemon off; pid " + folder.resolve("nginx.pid") + "; error_log /dev/null; events {}\n"
                        + "http { access_log off; client_body_temp_path " + folder + "; proxy_temp_path " + folder
                        + "; fastcgi_temp_path " + folder + "; uwsgi_temp_path " + folder + "; scgi_temp_path "
                        + folder + "; " + settings
                        + " server { listen 80 backlog=4096; location / { return 200 ok; } } }\n");
        start(host, "nginx", "-c", config.toString());
        awaitListener(host, 80);
    }

    /** Waits until somebody on a host listens on a port. */
    public void awaitListener(String host, int port) throws IOException, InterruptedException {
        while (run(host, "ss", "-Hltn", "sport", "=", ":" + port).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** Starts tcpdump on a host's device, for TCP and headers alone; returns when it listens. */
    public Process tcpdump(String host, String device, Path capture) throws IOException {
        Path log = capture.resolveSibling(capture.getFileName() + ".log");
        var command = List.of(
                "tcpdump",
                "-i",
                device,
                "-U",
                "-B",
                "131072", // KiB: whatever comes has room
                "--immediate-mode",
                "-s",
                "128",
                "-Z",
                "root",
                "-w",
                capture.toString(),
                "tcp");
        Process tcpdump = keep(on(host, command).redirectError(log.toFile()));
        while (!Files.readString(log).contains("listening on")) {
            Thread.onSpinWait();
        }
        return tcpdump;
    }

    @Override
    public void close() throws IOException {
        try {
            for (Process process : running) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
            for (Process process : running) {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
            for (String namespace : namespaces.values()) {
                ip("netns", "del", namespace);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
