package io.finwait.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.ReadCapture;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PcapBytes;
import io.finwait.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read again as it was. */
class CaptureWriterTest {
    private static final long TIME = 1_795_361_957_343_099_123L;

    static List<String> samples() {
        return Samples.names();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void framesOfEachSampleAreReadAgainAsTheyWere(String sample) throws IOException {
        ReadCapture original = read(List.of(Samples.path(sample)), InputStream.nullInputStream());
        for (ExtractFormat format : ExtractFormat.values()) {
            if (format == ExtractFormat.PCAP
                    && original.files().get(0).linkTypes().size() > 1) {
                continue;
            }

            ReadCapture again = read(copied(List.of(Samples.path(sample)), InputStream.nullInputStream(), format));

            assertThat(again.frames()).isEqualTo(original.frames());
            CaptureFile before = original.files().get(0);
            CaptureFile after = again.files().get(0);
            assertThat(after.damage()).isNull();
            assertThat(after.snapLength()).isEqualTo(before.snapLength());
            assertThat(after.nanosecondResolution()).isEqualTo(before.nanosecondResolution());
        }
    }

    @ParameterizedTest
    @CsvSource({"PCAP, true", "PCAP, false", "PCAPNG, true", "PCAPNG, false"})
    void timesKeepTheirResolution(ExtractFormat format, boolean nanoseconds) throws IOException {
        byte[] file =
                PcapBytes.pcap(List.of(CapturedFrame.ethernet(TIME, new byte[60])), ByteOrder.BIG_ENDIAN, nanoseconds);

        ReadCapture again = read(copied(List.of("-"), new ByteArrayInputStream(file), format));

        assertThat(again.frames().get(0).timeNanos()).isEqualTo(nanoseconds ? TIME : TIME - TIME % 1000);
        assertThat(again.files().get(0).nanosecondResolution()).isEqualTo(nanoseconds);
    }

    @ParameterizedTest
    @EnumSource(ExtractFormat.class)
    void lengthsOfAllKindsAreKept(ExtractFormat format) throws IOException {
        var random = new Random(3);
        var frames = new ArrayList<CapturedFrame>();
        for (int length : new int[] {0, 1, 2, 3, 4, 5, 65_535, 262_144, 59}) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            frames.add(new CapturedFrame(TIME + length, octets, length + random.nextInt(1000), 1));
        }
        frames.add(new CapturedFrame(TIME, new byte[7], Integer.MAX_VALUE, 1));
        byte[] file = PcapBytes.pcap(frames);

        ReadCapture again = read(copied(List.of("-"), new ByteArrayInputStream(file), format));

        assertThat(again.frames()).isEqualTo(read(file).frames());
    }

    @Test
    void pcapngHoldsSeveralLinkTypesAndPcapRefusesThem() throws IOException {
        byte[] file = PcapBytes.pcapng(
                List.of(
                        CapturedFrame.ethernet(TIME, new byte[60]),
                        new CapturedFrame(TIME, new byte[60], 60, 113),
                        CapturedFrame.ethernet(TIME, new byte[61])),
                ByteOrder.LITTLE_ENDIAN);

        byte[] pcapng = copied(List.of("-"), new ByteArrayInputStream(file), ExtractFormat.PCAPNG);

        assertThat(read(pcapng).frames()).isEqualTo(read(file).frames());
        assertThatThrownBy(() -> copied(List.of("-"), new ByteArrayInputStream(file), ExtractFormat.PCAP))
                .isInstanceOf(MixedLinkTypesException.class)
                .hasMessageContaining("Ethernet and Linux cooked v1");
    }

    @ParameterizedTest
    @EnumSource(ExtractFormat.class)
    void aCaptureWithoutFramesIsStillACapture(ExtractFormat format) throws IOException {
        byte[] none = copied(List.of("-"), new ByteArrayInputStream(PcapBytes.pcap(List.of())), format);

        assertThat(read(none).frames()).isEmpty();
        assertThat(read(none).files().get(0).damage()).isNull();
    }

    @Test
    void aFrameIsWrittenToTheOctetAsTheFormatSays() throws IOException {
        var out = new ByteArrayOutputStream();
        var frame = new Frame();
        CapturedFrame.ethernet(1_000_002_000L, new byte[] {1, 2, 3}).fill(frame, 1);
        try (CaptureInput input = CaptureInput.open(List.of(Samples.path("half-close.pcap")), System.in);
                CaptureWriter writer =
                        ExtractFormat.PCAPNG.writer(out, input.files(), provenance("finwait 1", "of x", "x"))) {
            writer.write(frame, List.of("a"));
        }

        String section = "0a0d0d0a38000000" + "4d3c2b1a01000000ffffffffffffffff" + "010004006f662078"
                + "0400090066696e776169742031000000" + "00000000" + "38000000";
        String ethernetWithMicroseconds =
                "0100000020000000" + "01000000ffff0000" + "0900010006000000" + "00000000" + "20000000";
        String packetAt1000002Microseconds = "0600000030000000" + "00000000" + "0000000042420f00" + "0300000003000000"
                + "01020300" + "0100010061000000" + "00000000" + "30000000";
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo(section + ethernetWithMicroseconds + packetAt1000002Microseconds);
    }

    private static ReadCapture read(byte[] file) throws IOException {
        return read(List.of("-"), new ByteArrayInputStream(file));
    }

    private static ReadCapture read(List<String> names, InputStream stdin) throws IOException {
        try (CaptureInput input = CaptureInput.open(names, stdin)) {
            return ReadCapture.drain(input);
        }
    }

    private static byte[] copied(List<String> names, InputStream stdin, ExtractFormat format) throws IOException {
        var out = new ByteArrayOutputStream();
        var frame = new Frame();
        try (CaptureInput input = CaptureInput.open(names, stdin);
                CaptureWriter writer = format.writer(out, input.files(), provenance("test", "copy", "copy"))) {
            while (input.next(frame)) {
                writer.write(frame, frame.number % 2 == 0 ? List.of() : List.of("one", "größer"));
            }
        }
        return out.toByteArray();
    }

    private static Provenance provenance(String application, String comment, String source) {
        return new Provenance(application, comment, List.of(source), false, Provenance.UNKNOWN);
    }
}
