package io.finwait.testing;

import java.io.IOException;
import java.util.List;

/** Two {@link Hosts} on one wire. */
public final class TwoHosts implements AutoCloseable {
    public static final String CLIENT = "10.77.9.1";
    public static final String SERVER = "10.77.9.2";

    /** The server's device on the wire. */
    public static final String DEVICE = "fw-server";

    private final Hosts hosts = new Hosts();

    public TwoHosts() throws IOException, InterruptedException {
        hosts.add("client");
        hosts.add("server");
        plug();
    }

    /** Makes the wire, which is there from the beginning, again. */
    public void plug() throws IOException, InterruptedException {
        hosts.cable("server " + DEVICE + " " + SERVER + "/24", "client fw-client " + CLIENT + "/24");
    }

    /** Takes the wire away, and the devices at both its ends with it. */
    public void unplug() throws IOException, InterruptedException {
        hosts.run("server", "ip", "link", "del", DEVICE);
    }

    /** All there is to do with them. */
    public Hosts all() {
        return hosts;
    }

    /** Runs a command on the client's host to its end. */
    public void client(String... command) throws IOException, InterruptedException {
        hosts.run("client", command);
    }

    /** The name of the server's network namespace. */
    public String serverNamespace() {
        return hosts.namespace("server");
    }

    /** Makes a command one that runs on the server's host. */
    public ProcessBuilder onServer(List<String> command) {
        return hosts.on("server", command);
    }

    /** Starts a command on the server's host, which is ended with this. */
    public Process server(String... command) throws IOException {
        return hosts.start("server", command);
    }

    /** Waits until somebody on the server's host listens on a port. */
    public void awaitListener(int port) throws IOException, InterruptedException {
        hosts.awaitListener("server", port);
    }

    @Override
    public void close() throws IOException {
        hosts.close();
    }
}
