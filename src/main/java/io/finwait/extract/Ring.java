package io.finwait.extract;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameTap;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last packets of a capture that goes on: pcapng files in a folder, of which the oldest goes when there is no room for another.
 * Names tell when a file begins, and sort by that. Files that an earlier run left there make room too. Where nothing can be written any
 * more (a full disk) it ends, says so once and leaves what is there. Not thread-safe.
 */
public final class Ring implements FrameTap, Closeable {
    /** So a ring that has just let go of a file still holds seven eighths of what it may. */
    private static final int PARTS = 8;

    /** The least that makes sense: parts of one buffer. */
    public static final long LEAST_BYTES = 1 << 20;

    private static final String PREFIX = "finwait-";
    private static final String SUFFIX = ".pcapng";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** @param bytes its size when it was closed */
    private record Part(Path path, long bytes) {}

    private final Path folder;
    private final long most;
    private final String application;
    private final Consumer<String> notices;
    private final Deque<Part> parts = new ArrayDeque<>();
    private List<CaptureFile> files = List.of();
    private long kept;
    private long number;
    private boolean broken;

    private @Nullable Counting octets;
    private @Nullable PcapngWriter writer;
    private @Nullable Path path;

    /**
     * Makes the folder where it is not there.
     *
     * @param most octets that all files together may have; {@link #LEAST_BYTES} or more
     * @param application what writes them
     * @param notices is told, in a sentence, if it ends before {@link #close}
     * @throws IOException if there is no such folder and none can be made, or nothing can be written to it
     */
    public Ring(Path folder, long most, String application, Consumer<String> notices) throws IOException {
        this.folder = folder;
        this.most = Math.max(most, LEAST_BYTES);
        this.application = application;
        this.notices = notices;
        Files.createDirectories(folder);
        Files.delete(
                Files.createTempFile(folder, PREFIX, ".new")); // else this would be known with the first packet only
        try (Stream<Path> all = Files.list(folder)) {
            for (Path found : all.filter(Ring::isPart).sorted().toList()) {
                keep(new Part(found, Files.size(found)));
            }
        }
    }

    private static boolean isPart(Path path) {
        String name = path.getFileName().toString();
        return name.matches(PREFIX + "\\d{8}T\\d{6}Z-\\d{6,}\\" + SUFFIX) && Files.isRegularFile(path);
    }

    @Override
    public void begin(List<CaptureFile> captured) {
        files = captured;
    }

    @Override
    public void frame(Frame frame) {
        if (broken) {
            return;
        }
        try {
            if (octets != null && octets.count >= most / PARTS) {
                endPart();
            }
            PcapngWriter current = writer;
            if (current == null) {
                current = beginPart(frame.timeNanos);
            }
            current.write(frame, List.of());
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Hands what was written so far to the operating system, so that somebody who looks now finds it. */
    @Override
    public void pause() {
        PcapngWriter current = writer;
        if (current != null && !broken) {
            try {
                current.flush();
            } catch (IOException e) {
                giveUp(e);
            }
        }
    }

    private PcapngWriter beginPart(long timeNanos) throws IOException {
        while (!parts.isEmpty() && kept > most - most / PARTS) {
            Part oldest = parts.removeFirst();
            Files.deleteIfExists(oldest.path);
            kept -= oldest.bytes;
        }
        Path next;
        do {
            String name = TIME.format(Instant.ofEpochSecond(Math.floorDiv(timeNanos, 1_000_000_000L)));
            next = folder.resolve(String.format(Locale.ROOT, "%s%s-%06d%s", PREFIX, name, ++number, SUFFIX));
        } while (Files.exists(next));
        var provenance = new Provenance(
                application,
                "Captured by finwait",
                files.stream().map(CaptureFile::name).toList(),
                false,
                Provenance.UNKNOWN);
        var counting =
                new Counting(Files.newOutputStream(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        var begun = new PcapngWriter(counting, files, provenance);
        octets = counting;
        path = next;
        writer = begun;
        return begun;
    }

    private void endPart() throws IOException {
        PcapngWriter ended = writer;
        Counting counted = octets;
        Path named = path;
        writer = null;
        octets = null;
        if (ended != null && counted != null && named != null) {
            ended.close();
            keep(new Part(named, counted.count));
        }
    }

    private void keep(Part part) {
        parts.addLast(part);
        kept += part.bytes;
    }

    private void giveUp(IOException cause) {
        broken = true;
        String reason = cause.getMessage();
        notices.accept("the ring in " + folder + " has ended: " + (reason == null ? cause.toString() : reason)
                + "; the analysis goes on without it");
        try {
            endPart();
        } catch (IOException e) {
            // What could be written is there, and why the rest could not has been said.
        }
    }

    @Override
    public void close() {
        if (!broken) {
            try {
                endPart();
            } catch (IOException e) {
                giveUp(e);
            }
        }
    }

    /** Counts what is written. */
    private static final class Counting extends FilterOutputStream {
        long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            count++;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
            count += length;
        }
    }
}
