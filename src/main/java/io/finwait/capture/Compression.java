package io.finwait.capture;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** Stream compressions finwait reads, by magic number. Members and frames that follow each other are one stream. */
enum Compression {
    /** RFC 1952. */
    GZIP("gzip") {
        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new GZIPInputStream(new ReadAheadStream(in), BUFFER_BYTES);
        }
    },
    /** RFC 8878. */
    ZSTD("zstd") {
        @Override
        InputStream decompress(InputStream in) throws IOException {
            // At an error the library drops what it has made of the portion it was given.
            return new ZstdInputStreamNoFinalizer(new SmallReads(in, 4 << 10));
        }
    },
    /** The .xz file format 1.1.0. */
    XZ("xz") {
        @Override
        InputStream decompress(InputStream in) throws IOException {
            // At an error the library drops what it has put into the array it was to fill.
            return new SmallReads(new XZInputStream(in, XZ_MEMORY_KIB), 512);
        }
    },
    /** LZ4 frame format 1.6. */
    LZ4("lz4") {
        @Override
        InputStream decompress(InputStream in) throws IOException {
            return new FramedLZ4CompressorInputStream(new ReadAheadStream(in), true);
        }
    };

    private static final int BUFFER_BYTES = 64 << 10;

    /** xz -9 needs 65 MiB. */
    private static final int XZ_MEMORY_KIB = 256 << 10;

    private final String label;

    Compression(String label) {
        this.label = label;
    }

    /** The name people know it by. */
    String label() {
        return label;
    }

    /** The decompressed stream. Closing it closes {@code in}. */
    abstract InputStream decompress(InputStream in) throws IOException;

    /** What the stream that starts with {@code window} is compressed with; null if it is not. */
    static @Nullable Compression of(ByteWindow window) throws IOException {
        if (!window.require(4)) {
            return null;
        }
        int magic = ByteWindow.int32(window.bytes, window.position);
        if ((magic & 0xFFFF) == 0x8B1F) {
            return GZIP;
        }
        // A skippable frame (184d2a5?) may come first in either of the next two; pzstd writes one.
        if (magic == 0xFD2FB528 || (magic & 0xFFFFFFF0) == 0x184D2A50) {
            return ZSTD;
        }
        if (magic == 0x184D2204) {
            return LZ4;
        }
        if (magic == 0x587A37FD && window.require(6)) {
            return window.bytes[window.position + 4] == 'Z' && window.bytes[window.position + 5] == 0 ? XZ : null;
        }
        return null;
    }

    /** Passes on little at a time, so that little is lost to an error. */
    private static final class SmallReads extends FilterInputStream {
        private final int mostPerRead;

        SmallReads(InputStream in, int mostPerRead) {
            super(in);
            this.mostPerRead = mostPerRead;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, Math.min(length, mostPerRead));
        }
    }
}
