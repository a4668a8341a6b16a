package io.finwait.cli;

import io.finwait.finding.FindingKind;
import io.finwait.report.FindingFeed;
import io.finwait.words.CountText;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs a command for findings, with the finding on its standard input. One at a time, and for each kind no more often than every
 * {@link #EVERY_SECONDS} seconds: what fires thousands of times must not start thousands of processes on a host in trouble. Capturing never
 * waits for it.
 */
final class FindingCommand implements FindingFeed.Taker, Closeable {
    static final int EVERY_SECONDS = 10;

    /** What runs longer is ended: whatever it waits for, the next finding should not. */
    static final int LONGEST_SECONDS = 60;

    /** What it has started and left behind may hold its output open; that is not waited for. */
    private static final int OUTPUT_MILLIS = 1_000;

    private static final int LONGEST_LINE = 1_000;
    private static final int MOST_WAITING = 100;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(EVERY_SECONDS);

    /** What it is run for; the last one ends the thread. */
    private record Job(String id, String line) {
        static final Job END = new Job("", "");

        boolean isEnd() {
            return id.isEmpty();
        }
    }

    private final List<String> command;
    private final Consumer<String> notices;
    private final LongSupplier nanoClock;
    private final Map<FindingKind, Long> lastRun = new HashMap<>();
    private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread worker;
    private long passedOver;
    private long tooLate;
    private boolean complained;

    /**
     * Starts the thread that runs it.
     *
     * @param command program and arguments
     * @param notices gets a line for people where something is amiss, and each that the command writes; from any thread
     */
    FindingCommand(List<String> command, Consumer<String> notices, LongSupplier nanoClock) {
        this.command = List.copyOf(command);
        this.notices = notices;
        this.nanoClock = nanoClock;
        worker = new Thread(this::work, "finwait-on-finding");
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public void take(FindingKind kind, String line) {
        long now = nanoClock.getAsLong();
        Long last = lastRun.get(kind);
        if (last != null && now - last < EVERY_NANOS) {
            passedOver++;
        } else if (jobs.offer(new Job(kind.id(), line))) {
            lastRun.put(kind, now);
        } else {
            tooLate++;
        }
    }

    private void work() {
        try {
            for (Job job = jobs.take(); !job.isEnd(); job = jobs.take()) {
                run(job);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Job job) throws InterruptedException {
        try {
            // Its output is no report: what it says goes where lines for people go.
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("FINWAIT_FINDING", job.id);
            Process process = builder.start();
            var says = new Thread(() -> tellOutput(process), "finwait-on-finding-output");
            says.setDaemon(true);
            says.start();
            feed(process, job);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                notices.accept("--on-finding " + command.get(0) + " was ended after " + LONGEST_SECONDS + " s");
            }
            says.join(OUTPUT_MILLIS);
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                notices.accept("--on-finding cannot be run: " + e.getMessage());
            }
        }
    }

    private static void feed(Process process, Job job) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((job.line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It need not read what it is given.
        }
    }

    /** Line by line, because a screen may be in the way; a line without end is told in pieces. */
    private void tellOutput(Process process) {
        var line = new StringBuilder();
        try (Reader said = process.inputReader()) {
            for (int c = said.read(); c >= 0; c = said.read()) {
                if (c != '\n') {
                    line.append((char) c);
                }
                if (c == '\n' || line.length() == LONGEST_LINE) {
                    tell(line);
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
        tell(line);
    }

    private void tell(StringBuilder line) {
        if (!line.isEmpty()) {
            notices.accept("--on-finding says: " + line);
            line.setLength(0);
        }
    }

    /** Waits until it was run for what still waits, as long as one may run at the most. */
    @Override
    public void close() {
        try {
            if (jobs.offer(Job.END, LONGEST_SECONDS, TimeUnit.SECONDS)) {
                worker.join(TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (passedOver > 0) {
            notices.accept("--on-finding was not run for " + CountText.of(passedOver, "finding") + ": once in "
                    + EVERY_SECONDS + " s for each kind");
        }
        if (tooLate > 0) {
            notices.accept("--on-finding takes too long: it was not run for " + CountText.of(tooLate, "more finding"));
        }
    }
}
