package io.finwait.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.ReadCapture;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PcapBytes;
import io.finwait.testing.Requires;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingTest {
    private static final long TIME = 1_795_361_957_000_000_000L;
    private static final long MOST = Ring.LEAST_BYTES;

    @TempDir
    Path folder = Path.of("set by JUnit");

    private final List<String> notices = new ArrayList<>();

    @Test
    void holdsTheLastPacketsAndNoMoreThanItMay() throws IOException {
        write(1, 3_000);

        List<Integer> held = held();
        assertThat(size()).isLessThanOrEqualTo(MOST + MOST / 8).isGreaterThan(MOST / 2);
        assertThat(held.get(held.size() - 1)).isEqualTo(3_000);
        assertThat(held).hasSizeGreaterThan(500);
        assertThat(held).isEqualTo(numbers(3_001 - held.size(), 3_000));
        assertThat(notices).isEmpty();
    }

    @Test
    void packetsStandThereOnceTheyAreFlushed() throws IOException {
        try (Ring ring = ring(folder);
                CaptureInput input = captured(1, 3)) {
            ring.begin(input.files());
            copyAll(input, ring);
            assertThat(Files.size(parts().get(0))).isZero();

            ring.pause();

            assertThat(held()).isEqualTo(numbers(1, 3));
        }
    }

    @Test
    void filesOfEarlierRunsMakeRoomAndOthersStay() throws IOException {
        Path other = Files.write(folder.resolve("finwait-mine.pcapng"), new byte[2_000_000]);
        write(1, 800);
        Path oldest = parts().get(0);

        write(801, 1_500);

        assertThat(oldest).doesNotExist();
        assertThat(other).hasSize(2_000_000);
        assertThat(held()).contains(800, 1_500).doesNotContain(1);
        assertThat(size()).isLessThanOrEqualTo(MOST + MOST / 8);
    }

    @Test
    void aFolderThatIsGoneEndsItWithASentence() throws IOException {
        Path gone = folder.resolve("ring");
        try (Ring ring = ring(gone);
                CaptureInput input = captured(1, 600)) {
            Files.delete(gone);
            ring.begin(input.files());
            copyAll(input, ring);
        }

        assertThat(notices).hasSize(1);
        assertThat(notices.get(0))
                .startsWith("the ring in " + gone + " has ended: ")
                .endsWith("; the analysis goes on without it");
    }

    @Test
    void aFullDiskEndsItAndLeavesWhatIsThere() throws Exception {
        Requires.root();
        Requires.command("mount", "umount");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk.toString());
        try {
            try (Ring ring = ring(disk);
                    CaptureInput input = captured(1, 600)) {
                ring.begin(input.files());
                copyAll(input, ring);
            }

            assertThat(notices).singleElement().asString().contains("No space left on device");
            assertThat(held(disk)).startsWith(1, 2, 3).hasSizeBetween(100, 599);
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsKnownAtOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> ring(file)).isInstanceOf(IOException.class);
    }

    private Ring ring(Path where) throws IOException {
        return new Ring(where, MOST, "finwait test", notices::add);
    }

    private void write(int first, int last) throws IOException {
        try (Ring ring = ring(folder);
                CaptureInput input = captured(first, last)) {
            ring.begin(input.files());
            copyAll(input, ring);
        }
    }

    private static void copyAll(CaptureInput input, Ring ring) throws IOException {
        var frame = new Frame();
        while (input.next(frame)) {
            ring.frame(frame);
        }
    }

    /** Frames of a thousand octets, which begin with their numbers; 50 a second. */
    private static CaptureInput captured(int first, int last) throws IOException {
        List<CapturedFrame> frames = numbers(first, last).stream()
                .map(number -> CapturedFrame.ethernet(
                        TIME + number * 20_000_000L,
                        ByteBuffer.allocate(1_000).putInt(number).array()))
                .toList();
        return CaptureInput.open(List.of("-"), new ByteArrayInputStream(PcapBytes.pcap(frames)));
    }

    private static List<Integer> numbers(int first, int last) {
        return Stream.iterate(first, number -> number + 1)
                .limit(last - first + 1)
                .toList();
    }

    private List<Integer> held() throws IOException {
        return held(folder);
    }

    /** The numbers of the frames in the ring's files, file by file in the order of their names. */
    private static List<Integer> held(Path where) throws IOException {
        var numbers = new ArrayList<Integer>();
        for (Path part : parts(where)) {
            try (CaptureInput input = CaptureInput.open(List.of(part.toString()), InputStream.nullInputStream())) {
                ReadCapture.drain(input)
                        .frames()
                        .forEach(frame -> numbers.add(HexFormat.fromHexDigits(frame.octets(), 0, 8)));
            }
        }
        return numbers;
    }

    private List<Path> parts() throws IOException {
        return parts(folder);
    }

    private static List<Path> parts(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.getFileName().toString().matches("finwait-\\d.*"))
                    .sorted()
                    .toList();
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path part : parts()) {
            size += Files.size(part);
        }
        return size;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
