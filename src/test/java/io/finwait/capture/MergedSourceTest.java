package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedSourceTest {
    @TempDir
    Path directory;

    private String write(String name, CaptureBytes content) throws IOException {
        return Files.write(directory.resolve(name), content.toBytes()).toString();
    }

    @Test
    void framesComeInTimeOrderAndKnowTheirFile() throws IOException {
        String late = write("late", CaptureBytes.littlePcap().recordsAt(20, 40, 60));
        String early = write("early", CaptureBytes.littlePcap().recordsAt(10, 30, 35, 50));

        ReadCapture read = ReadCapture.of(List.of(late, early));

        assertThat(read.files()).extracting(CaptureFile::name).containsExactly(early, late);
        assertThat(read.files()).extracting(CaptureFile::frames).containsExactly(4L, 3L);
        assertThat(read.frames())
                .extracting(frame -> frame.timeNanos() / 1_000_000_000L)
                .containsExactly(10L, 20L, 30L, 35L, 40L, 50L, 60L);
        assertThat(read.frames()).extracting(ReadCapture.ReadFrame::fileIndex).containsExactly(0, 1, 0, 0, 1, 0, 1);
        assertThat(read.frames())
                .extracting(ReadCapture.ReadFrame::numberInFile)
                .containsExactly(1L, 1L, 2L, 3L, 2L, 4L, 3L);
        assertThat(read.frames()).extracting(ReadCapture.ReadFrame::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void sameTimesComeInTheOrderOfTheNames() throws IOException {
        String b = write("b", CaptureBytes.littlePcap().recordsAt(5, 5, 6));
        String a = write("a", CaptureBytes.littlePcap().recordsAt(5, 6));

        assertThat(ReadCapture.of(List.of(b, a)).frames())
                .extracting(ReadCapture.ReadFrame::fileIndex)
                .containsExactly(0, 0, 1, 0, 1);
    }

    @Test
    void fileWhoseClockStepsBackKeepsItsOwnOrder() throws IOException {
        String jumpy = write("jumpy", CaptureBytes.littlePcap().recordsAt(10, 30, 20, 25, 40));
        String plain = write("plain", CaptureBytes.littlePcap().recordsAt(15, 22, 35));

        assertThat(ReadCapture.of(List.of(jumpy, plain)).frames())
                .extracting(frame -> frame.timeNanos() / 1_000_000_000L)
                .containsExactly(10L, 15L, 22L, 30L, 20L, 25L, 35L, 40L);
    }

    @Test
    void emptyFilesComeLastAndDamageStaysWithItsFile() throws IOException {
        String empty = write("empty", CaptureBytes.littlePcap());
        String cut = write("cut", CaptureBytes.littlePcap().recordsAt(1).int32(2));
        String whole = write("whole", CaptureBytes.littlePcap().recordsAt(3));

        ReadCapture read = ReadCapture.of(List.of(empty, cut, whole));

        assertThat(read.files()).extracting(CaptureFile::name).containsExactly(cut, whole, empty);
        assertThat(read.files().get(0).damage()).isNotNull();
        assertThat(read.files().get(1).damage()).isNull();
        assertThat(read.frames()).hasSize(2);
    }

    @Test
    void standardInputIsMergedToo() throws IOException {
        String file = write("file", CaptureBytes.littlePcap().recordsAt(1, 3));
        byte[] stdin = CaptureBytes.littlePcap().recordsAt(2, 4).toBytes();
        try (CaptureInput input = CaptureInput.open(List.of("-", file), new ByteArrayInputStream(stdin))) {
            assertThat(ReadCapture.drain(input).frames())
                    .extracting(ReadCapture.ReadFrame::fileIndex)
                    .containsExactly(0, 1, 0, 1);
        }
    }

    @Test
    void manyRotatedFilesCountTheirOctetsOnce() throws IOException {
        var names = new ArrayList<String>();
        long bytes = 0;
        for (int i = 0; i < 600; i++) {
            names.add(write("rotated" + i, CaptureBytes.littlePcap().recordsAt(10 * i, 10 * i + 5, 10 * i + 10)));
            bytes += Files.size(Path.of(names.get(i)));
        }
        try (CaptureInput input = CaptureInput.open(names, java.io.InputStream.nullInputStream())) {
            assertThat(input.bytesRead()).isZero();
            assertThat(input.totalBytes()).isEqualTo(bytes);
            ReadCapture read = ReadCapture.drain(input);

            assertThat(read.frames()).hasSize(1800);
            assertThat(read.times()).isSorted();
            assertThat(input.bytesRead()).isEqualTo(bytes);
        }
    }

    @Test
    void anySplitOfACaptureGivesTheSameFrames() throws IOException {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int parts = 1 + random.nextInt(6);
            boolean consecutive = random.nextBoolean();
            CaptureBytes whole = CaptureBytes.littlePcap();
            List<CaptureBytes> split = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                split.add(CaptureBytes.littlePcap());
            }
            int micros = 0;
            int part = 0;
            for (int i = 0; i < 60; i++) {
                // Frames of one time stay in order only where the split is by place.
                micros += consecutive ? random.nextInt(3) : 1 + random.nextInt(3);
                part = consecutive
                        ? Math.min(part + (random.nextInt(12) == 0 ? 1 : 0), parts - 1)
                        : random.nextInt(parts);
                byte[] data = ("frame " + i).getBytes(StandardCharsets.US_ASCII);
                whole.record(1000, micros, data.length, data);
                split.get(part).record(1000, micros, data.length, data);
            }
            var names = new ArrayList<String>();
            for (int i = 0; i < parts; i++) {
                names.add(write("part" + i, split.get(i)));
            }
            if (!consecutive) {
                Collections.shuffle(names, random);
            }

            assertThat(ReadCapture.of(names).frames().stream()
                            .map(ReadCapture.ReadFrame::outsideOfFile)
                            .toList())
                    .isEqualTo(ReadCapture.of(whole.toBytes()).frames().stream()
                            .map(ReadCapture.ReadFrame::outsideOfFile)
                            .toList());
        }
    }

    @Test
    void frameThatWaitsForItsTurnKeepsItsOctets() throws IOException {
        // Longer than the window that looks at first frames, so that buffers grow and move meanwhile.
        byte[] large = new byte[20_000];
        Arrays.fill(large, (byte) 0xAB);
        CaptureBytes a = CaptureBytes.littlePcap();
        CaptureBytes b = CaptureBytes.littlePcap();
        for (int i = 0; i < 100; i++) {
            a.record(2 * i, 0, large.length, large);
            b.record(2 * i + 1, 0, large.length, large);
        }

        ReadCapture read = ReadCapture.of(List.of(write("a", a), write("b", b)));

        assertThat(read.frames()).hasSize(200);
        assertThat(read.frames()).allMatch(frame -> frame.octets().equals("ab".repeat(large.length)));
        assertThat(read.times()).isSorted();
    }
}
