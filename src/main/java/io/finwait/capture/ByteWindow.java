package io.finwait.capture;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stream that is in memory: {@link #bytes} from {@link #position} to {@link #limit}. Readers look at the array
 * directly and call {@link #require} only when what they need is not all there. The array grows with the octets that are
 * really present, never with what a length field claims.
 */
final class ByteWindow {
    private static final VarHandle INT_LE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    byte[] bytes;
    int position;
    int limit;

    private final InputStream in;
    private final RawInput raw;
    private long discarded;
    private boolean ended;
    private @Nullable String breakage;
    private boolean brokenByEnd;

    /**
     * @param in what to read: {@code raw} itself, or a decompressor on top of it
     * @param size initial size of the window in octets
     */
    ByteWindow(InputStream in, RawInput raw, int size) {
        this.in = in;
        this.raw = raw;
        this.bytes = new byte[size];
    }

    /** The four octets at {@code at}, first one lowest. */
    static int int32(byte[] bytes, int at) {
        return (int) INT_LE.get(bytes, at);
    }

    /** Octets that can be read without asking the stream. */
    int available() {
        return limit - position;
    }

    /** Octets of the stream before {@link #position}. */
    long offset() {
        return discarded + position;
    }

    /**
     * Sees to it that {@code count} octets from {@link #position} are present. May move them inside {@link #bytes}, and may
     * replace the array. Reads no more from a pipe than it has at the moment once there are enough.
     *
     * @return false if the stream ends before; what is left of it is then present
     */
    boolean require(int count) throws IOException {
        if (limit - position >= count) {
            return true;
        }
        if (position > 0) {
            System.arraycopy(bytes, position, bytes, 0, limit - position);
            discarded += position;
            limit -= position;
            position = 0;
        }
        while (limit < count) {
            if (limit == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * limit, 64), Integer.MAX_VALUE - 8));
            }
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /** Passes over {@code count} octets without keeping them; false if the stream ends before. */
    boolean skip(long count) throws IOException {
        long left = count;
        while (left > available()) {
            left -= available();
            position = limit;
            if (!require(1)) {
                return false;
            }
        }
        position += (int) left;
        return true;
    }

    /** Makes this the end of the stream. */
    void end() {
        position = limit;
        ended = true;
    }

    /** What is the matter with a compressed stream that could not be read to its end, behind an "is"; null if it could. */
    @Nullable
    String breakage() {
        return breakage;
    }

    /** Whether the compressed stream broke because its file ends too early. */
    boolean brokenByEnd() {
        return brokenByEnd;
    }

    /** "broken", with what a decompressor says of it: some of them nothing, others several lines. */
    static String broken(Exception e) {
        String reason = Objects.requireNonNullElse(e.getMessage(), "")
                .lines()
                .findFirst()
                .orElse("");
        return reason.isBlank() ? "broken" : "broken (" + reason + ")";
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int count;
        try {
            count = in.read(bytes, limit, bytes.length - limit);
        } catch (IOException | RuntimeException e) {
            // Decompressors throw whatever their arithmetic runs into. What the operating system refuses is no damage.
            raw.throwFailure();
            brokenByEnd = raw.ended();
            breakage = brokenByEnd ? "cut short" : broken(e);
            ended = true;
            return false;
        }
        if (count <= 0) {
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }
}
