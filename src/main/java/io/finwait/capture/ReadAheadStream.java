package io.finwait.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A buffered stream whose {@link #available} is 0 only at the end: it reads ahead to find out. {@code GZIPInputStream} asks
 * that to learn whether another member follows; with a stream that says 0 it stops after the first.
 */
final class ReadAheadStream extends FilterInputStream {
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int limit;

    ReadAheadStream(InputStream in) {
        super(in);
    }

    @Override
    public int available() throws IOException {
        return position < limit || fill() ? limit - position : 0;
    }

    @Override
    public int read() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        if (count <= 0 || (position == limit && !fill())) {
            return 0;
        }
        int skipped = (int) Math.min(count, limit - position);
        position += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }
}
