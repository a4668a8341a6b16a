package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class RealCapturesTest {
    private static CaptureFile read(Path file) throws IOException {
        try (CaptureInput input = CaptureInput.open(List.of(file.toString()), java.io.InputStream.nullInputStream())) {
            var frame = new Frame();
            while (input.next(frame)) {
                assertThat(frame.offset + frame.capturedLength).isLessThanOrEqualTo(frame.buffer.length);
            }
            return input.files().get(0);
        }
    }

    @Test
    void everyCaptureIsReadToItsEndOrToWhereItSaysItIsDamaged() throws IOException {
        var refused = new ArrayList<Path>();
        for (Path file : RealCaptures.all()) {
            try {
                CaptureFile read = read(file);
                if (read.damage() == null) {
                    assertThat(read.bytesRead()).as(file.toString()).isEqualTo(Files.size(file));
                }
            } catch (CaptureException e) {
                assertThat(e).hasMessageContaining("not a capture file");
                refused.add(file);
            }
        }
        // What is stored under a capture's name but is only a link or a note.
        assertThat(refused).allSatisfy(file -> {
            assertThat(Files.size(file)).isLessThan(4096);
            assertThat(Files.readAllBytes(file)).isEqualTo(asText(file));
        });
    }

    private static byte[] asText(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void countsAndTimesAreThoseOfCapinfos() throws IOException {
        Map<String, String[]> reference = capinfos(RealCaptures.oneIn(11));
        var softly = new SoftAssertions();
        for (Map.Entry<String, String[]> expected : reference.entrySet()) {
            CaptureFile read = read(Path.of(expected.getKey()));
            String[] row = expected.getValue();
            softly.assertThat(read.frames()).as(expected.getKey()).isEqualTo(Long.parseLong(row[1]));
            // It knows no time for a file with a simple packet.
            if (!row[2].equals("n/a")) {
                softly.assertThat(read.lastNanos()).as(expected.getKey()).isEqualTo(nanos(row[3]));
                if (read.backwardSteps() == 0) {
                    softly.assertThat(read.firstNanos()).as(expected.getKey()).isEqualTo(nanos(row[2]));
                }
            }
        }
        softly.assertAll();
        assertThat(reference.size()).isGreaterThan(100);
    }

    private static Map<String, String[]> capinfos(List<Path> files) throws IOException {
        var command = new ArrayList<>(List.of("capinfos", "-T", "-r", "-M", "-c", "-a", "-e", "-S"));
        files.forEach(file -> command.add(file.toString()));
        var rows = new HashMap<String, String[]>();
        for (String line : ToolOutput.of(command)) {
            String[] row = line.split("\t");
            rows.put(row[0], row);
        }
        return rows;
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).movePointRight(9).longValueExact();
    }
}
