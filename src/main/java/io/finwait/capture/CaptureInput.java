package io.finwait.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked to read, as one stream of frames: captures recognised by their content, decompressed, and merged in time
 * order if there are several. All is for one thread but where it says otherwise.
 */
public final class CaptureInput implements FrameSource {
    private static final int WINDOW_BYTES = 256 << 10;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final FrameSource source;
    private final @Nullable FrameLocator locator;
    private final long totalBytes;
    private final AtomicLong bytesRead;
    private final @Nullable LiveSource live;

    /** The first frame, where it was looked at before it was asked for. */
    private final Frame first = new Frame();

    private boolean firstHeld;
    private boolean begun;

    private CaptureInput(FrameSource source, @Nullable FrameLocator locator, long totalBytes, AtomicLong bytesRead) {
        this.source = source;
        this.locator = locator;
        this.totalBytes = totalBytes;
        this.bytesRead = bytesRead;
        this.live = source instanceof LiveSource going ? going : null;
    }

    /**
     * What feeds capture while it is read, merged in time order if there are several. Starts them and waits for the header of each.
     *
     * @param most the number of frames after which it ends
     * @param tap sees each of them
     * @throws CaptureException if one of them gives no capture
     */
    public static CaptureInput live(List<LiveFeed> feeds, long most, FrameTap tap) throws IOException {
        return live(feeds, most, tap, () -> System.currentTimeMillis() * NANOS_PER_MILLI);
    }

    /** The same by another clock, nanoseconds since the epoch. */
    static CaptureInput live(List<LiveFeed> feeds, long most, FrameTap tap, LongSupplier clock) throws IOException {
        var bytesRead = new AtomicLong();
        return new CaptureInput(new LiveSource(feeds, most, tap, clock, bytesRead), null, -1, bytesRead);
    }

    /** Whether it is captured while it is read. */
    public boolean isLive() {
        return live != null;
    }

    /** Whether it comes from devices, not from what somebody else writes. */
    public boolean isOfDevices() {
        return live != null && live.isOfDevices();
    }

    /** Packets that the capturing systems say they lost so far; -1 where that is not known while it goes on. May be asked from any thread. */
    public long droppedSoFar() {
        return live == null ? -1 : live.dropped();
    }

    /** Calls {@code heart} on the thread that reads, now and then, whether frames come or not; only if this {@link #isLive}. */
    public void whileLive(Heartbeat heart) {
        if (live != null) {
            live.heart(heart);
        }
    }

    /**
     * Whether an input of this name gives the same when it is opened once more: a file or a directory does, a pipe or standard input
     * does not. Of what is not there nobody knows; opening it says so.
     */
    public static boolean canBeReadAgain(String name) {
        return InputNames.canBeReadAgain(name);
    }

    /**
     * Opens the inputs and reads their headers; of several, also their first frames.
     *
     * @param names files, directories (the capture files in them, not in directories below), FIFOs, or {@code -}
     * @param stdin read where {@code -} is named, and then closed with this
     * @throws CaptureException if one of them cannot be read at all
     */
    public static CaptureInput open(List<String> names, InputStream stdin) throws IOException {
        List<InputFile> inputs = InputNames.resolve(names, stdin);
        long totalBytes = bytes(inputs);
        var bytesRead = new AtomicLong();
        if (inputs.size() == 1) {
            return new CaptureInput(inputs.get(0).open(WINDOW_BYTES, bytesRead), null, totalBytes, bytesRead);
        }
        var merged = new MergedSource(inputs, bytesRead);
        return new CaptureInput(merged, merged.locator(), totalBytes, bytesRead);
    }

    /**
     * Size of inputs as stored, octets; -1 where one of them does not tell.
     *
     * @throws CaptureException if there is no such input
     */
    public static long sizeOf(List<String> names) throws IOException {
        return bytes(InputNames.resolve(names, InputStream.nullInputStream()));
    }

    private static long bytes(List<InputFile> inputs) throws IOException {
        long total = 0;
        for (InputFile input : inputs) {
            long bytes = input.bytes();
            total = bytes < 0 || total < 0 ? -1 : total + bytes;
        }
        return total;
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        begun = true;
        if (firstHeld) {
            firstHeld = false;
            frame.copyFrom(first);
            return true;
        }
        return source.next(frame);
    }

    /**
     * Time of the first frame, nanoseconds since the epoch; empty without frames. To be asked before the first {@link #next},
     * which then gives that frame. On a pipe it waits for it.
     *
     * @throws IllegalStateException after the first {@link #next}
     */
    public OptionalLong firstNanos() throws IOException {
        if (begun) {
            throw new IllegalStateException("frames were taken already");
        }
        if (!firstHeld) {
            firstHeld = source.next(first);
        }
        return firstHeld ? OptionalLong.of(first.timeNanos) : OptionalLong.empty();
    }

    /** Tells the files of frames; null where there is one file, whose numbers are its own. For any thread. */
    public @Nullable FrameLocator locator() {
        return locator;
    }

    /** Size of all inputs as stored, octets; -1 where one of them does not tell. */
    public long totalBytes() {
        return totalBytes;
    }

    /** Octets read so far, as stored. May be called from any thread. */
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public long endNanos() {
        return source.endNanos();
    }

    @Override
    public List<CaptureFile> files() {
        return source.files();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
