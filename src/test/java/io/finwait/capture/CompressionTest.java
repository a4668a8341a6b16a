package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
    private static final int FRAMES = 4000;

    /** How far behind the compressed octets that are there the frames may stay: what a compressor holds in one block. */
    private static final int BLOCK_BYTES = 140_000;

    private static final byte[] PLAIN = randomCapture();

    private static byte[] randomCapture() {
        var random = new Random(7);
        CaptureBytes capture = CaptureBytes.littlePcap();
        byte[] data = new byte[150];
        for (int i = 0; i < FRAMES; i++) {
            random.nextBytes(data);
            capture.record(i, 0, data.length, data);
        }
        return capture.toBytes();
    }

    private static byte[] compress(Compression compression, byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream compressor =
                switch (compression) {
                    case GZIP -> new GZIPOutputStream(out);
                    case ZSTD -> new ZstdOutputStreamNoFinalizer(out).setChecksum(true);
                    case XZ -> new XZOutputStream(out, new LZMA2Options(1));
                    case LZ4 -> new FramedLZ4CompressorOutputStream(out);
                }) {
            compressor.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void compressedCaptureIsReadLikeThePlainOne(Compression compression) throws IOException {
        byte[] compressed = compress(compression, PLAIN);

        ReadCapture read = ReadCapture.of(compressed);

        assertThat(read.frames()).isEqualTo(ReadCapture.of(PLAIN).frames());
        assertThat(read.file().compression()).isEqualTo(compression.label());
        assertThat(read.file().bytesRead()).isEqualTo(compressed.length);
        assertThat(read.file().damage()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void membersThatFollowEachOtherAreOneStream(Compression compression) throws IOException {
        int[] cuts = {0, 20, 5_000, 5_001, 300_000, PLAIN.length};
        byte[] compressed = {};
        for (int i = 1; i < cuts.length; i++) {
            compressed = join(compressed, compress(compression, Arrays.copyOfRange(PLAIN, cuts[i - 1], cuts[i])));
        }

        ReadCapture read = ReadCapture.of(compressed);

        assertThat(read.frames()).hasSize(FRAMES);
        assertThat(read.file().damage()).isNull();
    }

    @Test
    void streamThatDeliversOctetByOctetIsReadWhole() throws IOException {
        byte[] capture = CaptureBytes.littlePcap().recordsAt(1, 2, 3).toBytes();
        for (Compression compression : Compression.values()) {
            byte[] compressed = compress(compression, capture);
            var drip = new ByteArrayInputStream(join(compressed, compress(compression, new byte[0]))) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(length, 1));
                }
            };

            assertThat(ReadCapture.of(drip).frames()).as(compression.label()).hasSize(3);
        }
    }

    @Test
    void zstdFramesMayBeSkippable() throws IOException {
        byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};

        ReadCapture read = ReadCapture.of(join(skippable, compress(Compression.ZSTD, PLAIN), skippable));

        assertThat(read.frames()).hasSize(FRAMES);
        assertThat(read.file().damage()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void truncatedStreamGivesWhatIsInItAndSaysThatItIsCutShort(Compression compression) throws IOException {
        List<ReadCapture.ReadFrame> all = ReadCapture.of(PLAIN).frames();
        byte[] compressed = compress(compression, PLAIN);
        for (int length : new int[] {200_000, 333_333, compressed.length - 30, compressed.length - 1}) {
            ReadCapture read = ReadCapture.of(Arrays.copyOf(compressed, length));

            assertThat(read.frames()).isEqualTo(all.subList(0, read.frames().size()));
            assertThat(read.frames().size() * 166).isGreaterThan(Math.min(length, PLAIN.length) - BLOCK_BYTES);
            assertThat(read.damage().cutShort()).isTrue();
            assertThat(read.damage().frame()).isEqualTo(read.frames().size());
            assertThat(read.damage().byteOffset()).isEqualTo(24 + read.frames().size() * 166L);
            assertThat(read.damage().reason()).isEqualTo("the compressed stream is cut short");
        }
    }

    @ParameterizedTest
    @EnumSource
    void corruptedStreamIsReadUpToTheDamage(Compression compression) throws IOException {
        List<ReadCapture.ReadFrame> all = ReadCapture.of(PLAIN).frames();
        byte[] compressed = compress(compression, PLAIN);
        Arrays.fill(compressed, 400_000, 400_100, (byte) 0xFF);

        ReadCapture read = ReadCapture.of(compressed);

        int intact = Math.max(0, read.frames().size() - 1);
        assertThat(read.file().damage()).isNotNull();
        assertThat(intact * 166).isGreaterThan(400_000 - 2 * BLOCK_BYTES);
        int before = (400_000 - BLOCK_BYTES) / 166;
        assertThat(read.frames().subList(0, before)).isEqualTo(all.subList(0, before));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatEndsBeforeAnyFrameIsCutShortWhereverItEnds(Compression compression) throws IOException {
        byte[] compressed = compress(compression, PLAIN);
        for (int length = 6; length < 20; length++) {
            byte[] start = Arrays.copyOf(compressed, length);

            assertThatThrownBy(() -> ReadCapture.of(start))
                    .as("%s, %d octets", compression, length)
                    .hasMessage("-: the compressed stream (" + compression.label() + ") is cut short before any frame");
        }
    }

    @Test
    void streamThatBreaksBeforeAnyFrameIsRefused() throws IOException {
        for (Compression compression : Compression.values()) {
            byte[] compressed = Arrays.copyOf(compress(compression, PLAIN), 12);

            assertThatThrownBy(() -> ReadCapture.of(compressed))
                    .as(compression.label())
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining(compression.label())
                    .hasMessageMatching("-: .*(cut short|broken).*");
        }
    }

    @Test
    void compressedFileThatIsNoCaptureIsNamed() throws IOException {
        byte[] text = compress(Compression.GZIP, "hello, world".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        byte[] twice = compress(Compression.XZ, compress(Compression.GZIP, PLAIN));

        assertThatThrownBy(() -> ReadCapture.of(text))
                .hasMessage("-: not a capture file (gzip, and inside starts with 68 65 6c 6c: text)");
        assertThatThrownBy(() -> ReadCapture.of(twice))
                .hasMessageStartingWith("-: not a capture file (xz, and inside starts with 1f 8b")
                .hasMessageEndingWith("compressed twice). Unpack it first.");
    }

    @Test
    void xzThatWantsTooMuchMemoryIsRefused() throws IOException {
        var out = new ByteArrayOutputStream();
        var options = new LZMA2Options(0);
        options.setDictSize(4096);
        try (var compressor = new XZOutputStream(out, options)) {
            compressor.write(CaptureBytes.littlePcap().toBytes());
        }
        byte[] file = out.toByteArray();
        // The block header: size, flags, filter id, size of its properties, dictionary size 36 (1 GiB), padding, CRC.
        file[16] = 36;
        var crc = new java.util.zip.CRC32();
        crc.update(file, 12, 8);
        for (int i = 0; i < 4; i++) {
            file[20 + i] = (byte) (crc.getValue() >>> (8 * i));
        }

        assertThatThrownBy(() -> ReadCapture.of(file))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("memory");
    }

    @Test
    void failureToReadIsNoDamage() {
        byte[] start = Arrays.copyOf(PLAIN, 1000);
        InputStream failing = new InputStream() {
            private int position;

            @Override
            public int read() throws IOException {
                throw new IOException("not used");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (position == start.length) {
                    throw new IOException("Input/output error");
                }
                int count = Math.min(length, start.length - position);
                System.arraycopy(start, position, target, offset, count);
                position += count;
                return count;
            }
        };

        assertThatThrownBy(() -> ReadCapture.of(failing))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("-: cannot be read: Input/output error");
    }
}
