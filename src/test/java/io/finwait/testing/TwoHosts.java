package io.finwait.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two hosts on one wire, each in a network namespace of its own, and the programs that run there; all of it goes when this is closed. Needs
 * {@link Requires#namespaces}.
 */
public final class TwoHosts implements AutoCloseable {
    public static final String CLIENT = "10.77.9.1";
    public static final String SERVER = "10.77.9.2";

    /** The server's device on the wire. */
    public static final String DEVICE = "fw-server";

    private final String client = "finwait-c-" + ProcessHandle.current().pid();
    private final String server = "finwait-s-" + ProcessHandle.current().pid();
    private final List<Process> running = new ArrayList<>();

    public TwoHosts() throws IOException, InterruptedException {
        ip("netns", "add", client);
        ip("netns", "add", server);
        ip("-n", server, "link", "add", DEVICE, "type", "veth", "peer", "name", "fw-client", "netns", client);
        setUp(client, "fw-client", CLIENT);
        setUp(server, DEVICE, SERVER);
    }

    private static void setUp(String host, String device, String address) throws IOException, InterruptedException {
        ip("-n", host, "addr", "add", address + "/24", "dev", device);
        ip("-n", host, "link", "set", device, "up");
        ip("-n", host, "link", "set", "lo", "up");
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        run(new ProcessBuilder(command));
    }

    private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(builder.command() + ": " + said);
        }
    }

    /** Runs a command on the client's host to its end. */
    public void client(String... command) throws IOException, InterruptedException {
        run(new ProcessBuilder(on(client, List.of(command))));
    }

    /** The name of the server's network namespace. */
    public String serverNamespace() {
        return server;
    }

    /** Makes a command one that runs on the server's host. */
    public ProcessBuilder onServer(List<String> command) {
        return new ProcessBuilder(on(server, command));
    }

    private static List<String> on(String host, List<String> command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", host));
        all.addAll(command);
        return all;
    }

    /** Starts a command on the server's host, which is ended with this. */
    public Process server(String... command) throws IOException {
        return keep(onServer(List.of(command)).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD));
    }

    /** Starts what is ended with this. */
    public Process keep(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Waits until somebody on the server's host listens on a port. */
    public void awaitListener(int port) throws IOException, InterruptedException {
        var ss = onServer(List.of("ss", "-Hltn", "sport", "=", ":" + port));
        while (true) {
            Process process = ss.start();
            boolean listening = process.getInputStream().readAllBytes().length > 0;
            process.waitFor();
            if (listening) {
                return;
            }
        }
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
            ip("netns", "del", client);
            ip("netns", "del", server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
