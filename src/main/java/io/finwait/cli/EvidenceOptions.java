package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.capture.FrameTap;
import io.finwait.extract.Ring;
import io.finwait.report.FindingFeed;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done while capturing, so that there is evidence and somebody knows: a ring of packets, a command for findings. */
final class EvidenceOptions {
    @Option(
            names = {"-w", "--write"},
            paramLabel = "FOLDER",
            description = "Keep the last packets there, in pcapng files that rotate: evidence of what is found.")
    private @Nullable String ring;

    @Option(
            names = "--ring-size",
            paramLabel = "BYTES",
            description = "How much --write keeps; ${DEFAULT-VALUE} by default.")
    private String ringSize = "256MiB";

    @Option(
            names = "--on-finding",
            paramLabel = "COMMAND",
            description = "Run this for findings, with the finding as JSON on its standard input and its id in"
                    + " FINWAIT_FINDING; for each kind once in 10 s at the most. Split at spaces, no shell.")
    private @Nullable String onFinding;

    /**
     * What was begun.
     *
     * @param tap sees the packets
     * @param listeners hear of findings
     */
    record Evidence(FrameTap tap, List<AnalysisListener> listeners, List<Closeable> open) implements Closeable {
        @Override
        public void close() throws IOException {
            for (Closeable each : open) {
                each.close();
            }
        }
    }

    /** Whether something is done with what is captured, whoever reads the reports. */
    boolean isWanted() {
        return ring != null || onFinding != null;
    }

    /**
     * Begins what was asked for.
     *
     * @param anonymous whether reports are to be
     * @param notices gets lines for people
     * @throws UsageException if an option makes no sense
     * @throws OutputException if nothing can be written to the folder
     */
    Evidence begin(boolean anonymous, Consumer<String> notices) throws OutputException {
        String command = onFinding;
        if (command != null && command.isBlank()) {
            throw new UsageException("--on-finding needs a command");
        }
        Ring packets = ring(anonymous, notices);
        var listeners = new ArrayList<AnalysisListener>();
        var open = new ArrayList<Closeable>();
        if (packets != null) {
            open.add(packets);
        }
        if (command != null) {
            var runs = new FindingCommand(List.of(command.strip().split("\\s+")), notices, System::nanoTime);
            listeners.add(new FindingFeed(runs));
            open.add(runs);
        }
        return new Evidence(packets == null ? FrameTap.NONE : packets, listeners, open);
    }

    private @Nullable Ring ring(boolean anonymous, Consumer<String> notices) throws OutputException {
        String folder = ring;
        long bytes = UsageException.unless("--ring-size", () -> ByteCount.parse(ringSize));
        if (bytes < Ring.LEAST_BYTES) {
            throw new UsageException("--ring-size is 1MiB or more");
        }
        if (folder == null) {
            return null;
        }
        if (anonymous) {
            throw new UsageException(
                    "--write keeps packets as they are; with --anonymise take finwait extract afterwards");
        }
        try {
            return new Ring(Path.of(folder), bytes, Version.line(), notices);
        } catch (InvalidPathException e) {
            throw new UsageException("--write " + folder + ": " + e.getReason());
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }
}
