package io.finwait.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the process may do, as Linux says in {@code /proc/self/status}.
 *
 * @param known whether anything was learned; nothing is elsewhere
 * @param root whether it runs as root
 * @param capture whether it may open a raw socket
 */
record Privileges(boolean known, boolean root, boolean capture) {
    /** CAP_NET_RAW's bit (linux/capability.h). */
    private static final int NET_RAW = 13;

    static Privileges ofProcess() {
        try {
            return of(Files.readAllLines(Path.of("/proc/self/status")));
        } catch (IOException e) {
            return new Privileges(false, false, false);
        }
    }

    static Privileges of(List<String> status) {
        boolean root = false;
        boolean capture = false;
        for (String line : status) {
            if (line.startsWith("Uid:")) {
                root = line.split("\\s+")[2].equals("0"); // real, then effective
            } else if (line.startsWith("CapEff:")) {
                capture = (Long.parseUnsignedLong(line.split("\\s+")[1], 16) >> NET_RAW & 1) == 1;
            }
        }
        return new Privileges(true, root, capture);
    }

    /** Whether the process surely may not capture. */
    boolean lacksCapture() {
        return known && !capture;
    }
}
