package io.finwait.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trees of /proc that were saved on a real kernel (docs/host.md tells how). {@code leaky-server} is a network namespace whose server closes
 * first on one port, forgets to close on another and does not accept on a third, and which calls out with nearly all of its few ports.
 */
final class SavedProc {
    private static final Path FOLDER = Path.of("src/test/resources/host");

    static final Path LEAKY_SERVER = FOLDER.resolve("leaky-server");

    private SavedProc() {}

    static HostSample leakyServer() throws IOException {
        return HostSample.read(ProcTree.ofCopy(LEAKY_SERVER), true);
    }

    /** How many sockets of each state {@code ss -tan} printed in the same moment. */
    static Map<String, Long> ssOfLeakyServer() throws IOException {
        return ssStates(Files.readString(FOLDER.resolve("leaky-server.ss")));
    }

    /** The states in a listing of ss, which begins with a heading, and how often each is there. */
    static Map<String, Long> ssStates(String listing) {
        Map<String, Long> states = new TreeMap<>();
        listing.lines().skip(1).forEach(line -> states.merge(line.split(" ", 2)[0], 1L, Long::sum));
        return states;
    }
}
