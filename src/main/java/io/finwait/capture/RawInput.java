package io.finwait.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The octets of an input as they are stored. Counts them, and remembers the end and a failure to read, so that a decompressor's
 * complaint can be told from the operating system's. {@link #available} is always 0: decompressors then hand over what they have
 * before they ask for more.
 */
final class RawInput extends InputStream {
    /** A pipe holds 64 KiB; asking {@code FileInputStream} for more only makes it allocate more per call. */
    private static final int MOST_FROM_PIPE = 64 << 10;

    private final String name;
    private final InputStream in;
    private final int mostPerRead;
    private final AtomicLong total;
    private long count;
    private boolean ended;
    private @Nullable IOException failure;

    /**
     * @param name of the input, for the message should the operating system refuse to read it
     * @param pipe whether {@code in} delivers in small portions
     * @param total counts what all inputs together have read
     */
    RawInput(String name, InputStream in, boolean pipe, AtomicLong total) {
        this.name = name;
        this.in = in;
        this.mostPerRead = pipe ? MOST_FROM_PIPE : Integer.MAX_VALUE;
        this.total = total;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int n;
        try {
            n = in.read(target, offset, Math.min(length, mostPerRead));
        } catch (IOException e) {
            failure = new IOException(name + ": cannot be read: " + e.getMessage(), e);
            throw failure;
        }
        if (n < 0) {
            ended = true;
        } else {
            count += n;
            total.addAndGet(n);
        }
        return n;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Octets read so far. */
    long count() {
        return count;
    }

    /** Whether the end was reached. */
    boolean ended() {
        return ended;
    }

    /** Throws again what the operating system answered, if reading failed. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
