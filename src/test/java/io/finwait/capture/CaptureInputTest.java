package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.testing.Requires;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureInputTest {
    @TempDir
    Path directory;

    private String write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content).toString();
    }

    private static CaptureInput open(String... names) throws IOException {
        return CaptureInput.open(List.of(names), InputStream.nullInputStream());
    }

    @Test
    void fileIsKnownBeforeItsFirstFrame() throws IOException {
        byte[] file = CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, CaptureBytes.NANOSECOND, 4, 276)
                .recordsAt(1, 2)
                .toBytes();
        String name = write("a.pcap", file);
        try (CaptureInput input = open(name)) {
            CaptureFile known = input.files().get(0);

            assertThat(known.name()).isEqualTo(name);
            assertThat(known.format()).isEqualTo(CaptureFormat.PCAP_NANOSECOND);
            assertThat(known.compression()).isNull();
            assertThat(known.linkTypes()).containsExactly(276);
            assertThat(known.nanosecondResolution()).isTrue();
            assertThat(known.frames()).isZero();
            assertThat(input.totalBytes()).isEqualTo(file.length);

            ReadCapture.drain(input);
            assertThat(input.bytesRead()).isEqualTo(file.length);
            assertThat(input.files().get(0).bytesRead()).isEqualTo(file.length);
        }
    }

    @Test
    void timeOfTheFirstFrameMayBeAskedForWithoutLosingTheFrame() throws IOException {
        String name = write("a.pcap", CaptureBytes.littlePcap().recordsAt(3, 4).toBytes());
        try (CaptureInput input = open(name)) {
            assertThat(input.firstNanos()).hasValue(3_000_000_000L);
            assertThat(input.firstNanos()).hasValue(3_000_000_000L);
            assertThat(ReadCapture.drain(input).times()).containsExactly(3_000_000_000L, 4_000_000_000L);
            assertThatThrownBy(input::firstNanos).isInstanceOf(IllegalStateException.class);
        }
        try (CaptureInput empty = open(write("b.pcap", CaptureBytes.littlePcap().toBytes()))) {
            assertThat(empty.firstNanos()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void pipeDeliversAFrameAsSoonAsItIsThere() throws IOException {
        var out = new PipedOutputStream();
        var in = new PipedInputStream(out, 1 << 16);
        var frame = new Frame();
        byte[] two = CaptureBytes.littlePcap().recordsAt(1, 2).toBytes();
        out.write(two, 0, two.length - 3);
        out.flush();
        try (CaptureInput input = CaptureInput.open(List.of("-"), in)) {
            assertThat(input.next(frame)).isTrue();
            assertThat(input.totalBytes()).isEqualTo(-1);
            assertThat(input.bytesRead()).isEqualTo(two.length - 3);

            out.write(two, two.length - 3, 3);
            assertThat(input.next(frame)).isTrue();
            assertThat(frame.timeNanos).isEqualTo(2_000_000_000L);

            out.close();
            assertThat(input.next(frame)).isFalse();
            assertThat(input.files().get(0).name()).isEqualTo("-");
            assertThat(input.files().get(0).damage()).isNull();
        }
    }

    @Test
    void streamMayComeOctetByOctet() throws IOException {
        byte[] file = CaptureBytes.of(ByteOrder.BIG_ENDIAN)
                .section(ByteOrder.BIG_ENDIAN)
                .describe(1)
                .enhanced(0, 1, 5, new byte[5])
                .block(77, CaptureBytes.of(ByteOrder.BIG_ENDIAN).int64(0))
                .enhanced(0, 2, 5, new byte[5])
                .toBytes();
        var drip = new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };

        assertThat(ReadCapture.of(drip).times()).containsExactly(1_000L, 2_000L);
    }

    @Test
    @Timeout(60)
    void fifosAreMergedWithFiles() throws Exception {
        Path fifo = directory.resolve("fifo");
        Requires.command("mkfifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        String file = write("a.pcap", CaptureBytes.littlePcap().recordsAt(1, 3).toBytes());
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try (OutputStream out = Files.newOutputStream(fifo)) {
                out.write(CaptureBytes.littlePcap().recordsAt(2, 4).toBytes());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        ReadCapture read = ReadCapture.of(List.of(fifo.toString(), file));
        writer.get();

        assertThat(read.times()).containsExactly(1_000_000_000L, 2_000_000_000L, 3_000_000_000L, 4_000_000_000L);
    }

    @Test
    void directoryMeansItsCaptureFilesByNameAndByContent() throws IOException {
        write("b.anything", CaptureBytes.littlePcap().recordsAt(5).toBytes());
        write("a.anything", CaptureBytes.littlePcap().recordsAt(5, 7).toBytes());
        write("notes.pcap", "not one".getBytes(StandardCharsets.US_ASCII));
        write("empty.pcap", new byte[0]);
        Files.createDirectory(directory.resolve("below"));
        write("below/c.pcap", CaptureBytes.littlePcap().recordsAt(6).toBytes());

        ReadCapture read = ReadCapture.of(List.of(directory.toString()));

        assertThat(read.files())
                .extracting(CaptureFile::name)
                .containsExactly(
                        directory.resolve("a.anything").toString(),
                        directory.resolve("b.anything").toString());
        assertThat(read.frames()).hasSize(3);
    }

    @Test
    void directoryWithoutCapturesIsRefused() throws IOException {
        write("notes.pcap", "not one".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> open(directory.toString()))
                .isInstanceOf(CaptureException.class)
                .hasMessage(directory + ": no capture file among the 1 files in this directory"
                        + " (directories below it are not searched)");
    }

    @ParameterizedTest
    @CsvSource({
        "504b030414000000, (starts with 50 4b 03 04: a ZIP archive). Unpack it first.",
        "7f454c4602010100, (starts with 7f 45 4c 46: an ELF program)",
        "255044462d312e34, (starts with 25 50 44 46: a PDF document)",
        "736e6f6f70000000, (starts with 73 6e 6f 6f: a Solaris snoop capture). Convert it",
        "474d425500020000, (starts with 47 4d 42 55: a Microsoft Network Monitor capture). Convert it",
        "68656c6c6f0a, (starts with 68 65 6c 6c: text)",
        "00000000cd58f5650200006000000048000000000000, (starts with 00 00 00 00: perhaps an Endace ERF capture). Convert it",
        "0102030405060708, (starts with 01 02 03 04); pcap and pcapng are read",
        "01, (starts with 01); pcap and pcapng are read",
        "'', (it is empty)",
        "0a0d0d0a1c00000099999999, (starts with 0a 0d 0d 0a); pcap and pcapng are read"
    })
    void whatIsNoCaptureIsNamedByWhatItStartsWith(String hex, String complaint) throws IOException {
        String name = write("incident.pcap", HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> open(name))
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith(name + ": not a capture file " + complaint);
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        String name = directory.resolve("missing.pcap").toString();

        assertThatThrownBy(() -> open(name))
                .isInstanceOf(CaptureException.class)
                .hasMessage(name + ": no such file");
        assertThatThrownBy(() -> open("a\0b")).isInstanceOf(CaptureException.class);
        assertThatThrownBy(() -> open()).isInstanceOf(CaptureException.class);
        assertThatThrownBy(() -> open("-", "-"))
                .isInstanceOf(CaptureException.class)
                .hasMessage("-: standard input can be read only once");
    }

    @Test
    void oneUnreadableFileAmongSeveralIsNamed() throws IOException {
        String good = write("good.pcap", CaptureBytes.littlePcap().recordsAt(1).toBytes());
        String bad = write("bad.pcap", "nothing".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> open(good, bad))
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith(bad + ": not a capture file");
    }

    @Test
    void timeWindowKeepsNumbersAndReadsToTheEnd() throws IOException {
        String name = write(
                "a.pcap", CaptureBytes.littlePcap().recordsAt(1, 2, 9, 3, 4, 5).toBytes());
        try (var window = new TimeWindow(open(name), 2_000_000_000L, 4_000_000_000L)) {
            ReadCapture read = ReadCapture.drain(window);

            assertThat(read.frames()).extracting(ReadCapture.ReadFrame::number).containsExactly(2L, 4L);
            assertThat(read.file().frames()).isEqualTo(6);
        }
    }

    @Test
    void linkTypesHaveNames() {
        assertThat(Arrays.asList(1, 113, 276, 101, 147).stream()
                        .map(LinkTypes::name)
                        .toList())
                .containsExactly("Ethernet", "Linux cooked v1", "Linux cooked v2", "raw IP", "link type 147");
    }
}
