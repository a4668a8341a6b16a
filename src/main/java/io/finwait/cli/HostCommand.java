package io.finwait.cli;

import io.finwait.anonymise.Pseudonyms;
import io.finwait.host.HostChange;
import io.finwait.host.HostSample;
import io.finwait.host.ProcTree;
import io.finwait.host.netns.NamespaceDeniedException;
import io.finwait.host.netns.NetworkNamespace;
import io.finwait.lifecycle.HostProfile;
import io.finwait.report.HostChangeReport;
import io.finwait.report.HostJson;
import io.finwait.report.HostReport;
import io.finwait.report.TextStyle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finwait host}: what the kernel of this machine says. */
@Command(
        name = "host",
        description = {
            "Shows what the kernel of this machine says of its TCP sockets, without capturing: sockets by state, service and peer,"
                    + " local ports in use and left, the programs that hold them, settings and counters, and what of it"
                    + " matters. Linux only: it reads /proc. As root it sees the programs of others too.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait host",
            "  finwait host --names /etc/hosts                  with the names of peers",
            "  finwait host --anonymise                         to show to strangers",
            "  finwait host --interval 5s --count 12            what changes, for a minute",
            "  finwait host -f json | jq .sockets",
            "  finwait host --netns 4711                        of a container; needs root",
            "  finwait analyze $(finwait host --profile) x.pcap with its settings",
            "",
            "Exit status: 0 done, 2 wrong usage, 3 /proc could not be read, 70 a defect."
        })
final class HostCommand implements Callable<Integer> {
    private static final int LISTED = 10;
    private static final int LISTED_IN_JSON = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            description = "Look again so often, and tell what changed, until interrupted or --count is reached.")
    private @Nullable String interval;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many times to look again; 1 or more, with --interval.")
    private @Nullable Integer count;

    @Mixin
    private final NetnsOption netns = new NetnsOption();

    @Option(
            names = "--proc",
            paramLabel = "DIR",
            description = "A saved copy of /proc in place of this machine's; docs/host.md tells how to save one.")
    private @Nullable String proc;

    @Option(
            names = "--profile",
            description =
                    "Print only what analyze takes: a --profile for each address of this host, with its own settings.")
    private boolean profile;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many rows each table has; " + LISTED + " by default, " + LISTED_IN_JSON
                    + " in JSON; 0 for none.")
    private @Nullable Integer top;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; json has everything, each look on a line.")
    private TextOrJson format = TextOrJson.TEXT;

    @Mixin
    private AnonymiseOptions anonymiseOptions;

    @Mixin
    private NamesOptions namesOptions;

    @Mixin
    private StyleOptions styleOptions;

    @Override
    public Integer call() {
        return CommandFailure.guard(spec.commandLine().getErr(), this::show);
    }

    private int show() throws IOException {
        long pause = checked();
        TextStyle style = styleOptions
                .style(new Terminal(System.getenv()), true)
                .withNames(namesOptions.names(anonymiseOptions.isWanted()));
        HostSample sample = shown(!profile);
        try (OutputFile out = OutputFile.stdout()) {
            if (profile) {
                write(out, profiles(sample) + "\n");
                return ExitCode.DONE;
            }
            write(out, sample, null, style);
            long left = interval == null ? 0 : count == null ? Long.MAX_VALUE : count;
            for (; left > 0 && pause(pause); left--) {
                HostSample next = shown(format == TextOrJson.JSON);
                write(out, next, HostChange.between(sample, next), style);
                sample = next;
            }
        }
        return ExitCode.DONE;
    }

    /** The pause between two looks, nanoseconds. */
    private long checked() {
        UsageException.requireNotNegative("--top", top == null ? 0 : top);
        if (count != null && (interval == null || count < 1)) {
            throw new UsageException("--count is 1 or more, and goes with --interval");
        }
        if (netns.isGiven() && proc != null) {
            throw new UsageException("--netns is of this machine, --proc of another: only one of them");
        }
        if (profile && anonymiseOptions.isWanted()) {
            throw new UsageException("--profile is for analyze, which takes the real addresses: not with --anonymise");
        }
        String text = interval;
        if (text == null) {
            return 0;
        }
        if (profile || proc != null) {
            throw new UsageException("--interval goes with neither --profile nor --proc");
        }
        long nanos = UsageException.unless("--interval", () -> DurationValue.nanos(text));
        if (nanos < TimeUnit.MILLISECONDS.toNanos(1)) {
            throw new UsageException("--interval is 1ms or more");
        }
        return nanos;
    }

    /** A sample, with pseudonyms where they are wanted. */
    private HostSample shown(boolean withOwners) throws IOException {
        Pseudonyms pseudonyms = anonymiseOptions.pseudonyms();
        HostSample sample = sample(withOwners);
        return pseudonyms == null ? sample : sample.anonymous(pseudonyms::of);
    }

    private HostSample sample(boolean withOwners) throws IOException {
        String copy = proc;
        if (copy != null) {
            return HostSample.read(ProcTree.ofCopy(folder(copy)), withOwners);
        }
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new IOException("finwait host reads /proc, which only Linux has; --proc reads a copy of one");
        }
        NetworkNamespace namespace = netns.namespace();
        if (namespace == null) {
            return HostSample.read(ProcTree.ofThisThread(), withOwners);
        }
        try {
            return namespace.call(() -> HostSample.read(ProcTree.ofThisThread(), withOwners));
        } catch (NamespaceDeniedException e) {
            if (namespace.pid().isEmpty()) {
                throw e;
            }
            return HostSample.read(ProcTree.ofProcess(namespace.pid().getAsLong()), withOwners);
        }
    }

    private static Path folder(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("--proc " + name + ": " + e.getReason());
        }
    }

    private static String profiles(HostSample sample) throws IOException {
        HostProfile profile = sample.profile();
        if (profile == null) {
            throw new IOException("ip_local_port_range could not be read, so there is no profile of this host");
        }
        return CaptureHost.profiles(sample.own(), profile).stream()
                .map(value -> "--profile " + value)
                .collect(Collectors.joining(" "));
    }

    private void write(OutputStream out, HostSample sample, @Nullable HostChange since, TextStyle style)
            throws IOException {
        if (format == TextOrJson.JSON) {
            HostJson.write(sample, since, style.names(), top == null ? LISTED_IN_JSON : top, Version.number(), out);
        } else {
            write(
                    out,
                    since == null
                            ? HostReport.of(sample, top == null ? LISTED : top, style)
                            : HostChangeReport.of(since, style));
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Waits; false if interrupted. */
    private static boolean pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
