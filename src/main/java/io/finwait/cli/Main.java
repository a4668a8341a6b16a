package io.finwait.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point of the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Asked by scripts and package managers, which should not wait for a command line parser to load.
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println(Version.line());
            return;
        }
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = Finwait.run(args, out, err);
        out.flush();
        // Not by returning: a thread of a library must not keep the process alive.
        System.exit(status);
    }
}
