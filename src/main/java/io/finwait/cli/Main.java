package io.finwait.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Entry point of the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        var help = new StringWriter();
        int status = run(args, new PrintWriter(help), err);
        if (!help.toString().isEmpty()) {
            status = print(help.toString(), status, err);
        }
        // Not by returning: a thread of a library must not keep the process alive.
        System.exit(status);
    }

    private static int run(String[] args, PrintWriter out, PrintWriter err) {
        // Asked by scripts and package managers, which should not wait for a command line parser to load.
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            out.println(Version.line());
            return ExitCode.DONE;
        }
        int status = Finwait.run(args, out, err);
        out.flush();
        return status;
    }

    private static int print(String text, int status, PrintWriter err) {
        return CommandFailure.guard(err, () -> {
            try (var out = OutputFile.stdout()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return status;
        });
    }
}
