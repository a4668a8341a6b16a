package io.finwait.capture.live;

import io.finwait.capture.CaptureException;
import io.finwait.capture.LiveFeed;
import io.finwait.capture.OctetPipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A file that somebody else is writing a capture into, from its beginning. When it is emptied, or another file takes its name, as a
 * rotation does, the stream goes on with what is there then, if that is a capture of the same kind.
 */
public final class FollowedFile implements LiveFeed {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int LOOK_MILLIS = 20;
    private static final int FILE_HEADER_BYTES = 24;

    /** The type of a pcapng section header, the same in both byte orders. */
    private static final byte[] PCAPNG = {0x0A, 0x0D, 0x0D, 0x0A};

    private final String name;
    private final Path path;
    private final Consumer<String> notices;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final byte[] header = new byte[FILE_HEADER_BYTES];
    private FileChannel file;
    private Object key;

    private FollowedFile(String name, Path path, Consumer<String> notices) throws IOException {
        this.name = name;
        this.path = path;
        this.notices = notices;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        this.key = key();
    }

    /**
     * Opens the file.
     *
     * @param notices gets a line for people when the file is emptied or another one takes its name
     * @throws CaptureException if there is none that can be read
     */
    public static FollowedFile open(String name, Consumer<String> notices) throws CaptureException {
        try {
            return new FollowedFile(name, Path.of(name), notices);
        } catch (NoSuchFileException e) {
            throw new CaptureException(name + ": no such file; one that is to be followed must be there");
        } catch (InvalidPathException | IOException e) {
            throw new CaptureException(name + ": cannot be opened: " + e.getMessage());
        }
    }

    /** What tells this file from another of its name. */
    private Object key() throws IOException {
        Object identity = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return identity == null ? path : identity;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isDevice() {
        return false;
    }

    @Override
    public void start(OctetPipe pipe) {
        var thread = new Thread(() -> run(pipe), "finwait-follow");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(OctetPipe pipe) {
        try {
            follow(pipe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CaptureException e) {
            fail(pipe, e);
        } catch (IOException e) {
            fail(pipe, new IOException("cannot be read any more: " + e.getMessage(), e));
        } finally {
            pipe.end();
            closeFile();
        }
    }

    private void fail(OctetPipe pipe, IOException cause) {
        notices.accept(name + ": " + cause.getMessage());
        pipe.end(cause);
    }

    private void follow(OctetPipe pipe) throws IOException, InterruptedException {
        long read = 0;
        while (true) {
            boolean ending = isStopped(); // asked first, so that what was written before is still read
            long position = file.position();
            boolean isNew = read == 0;
            if (!pass(pipe, isNew)) {
                return;
            }
            read += file.position() - position;
            if (file.position() > position) {
                continue;
            }
            if (ending) {
                return;
            }
            if (file.size() < position || isReplaced()) {
                if (!goOn()) {
                    return;
                }
            } else {
                stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Passes on what can be read now; false if nobody wants it. Of the first octets of all it keeps a copy. */
    private boolean pass(OctetPipe pipe, boolean isNew) throws IOException, InterruptedException {
        buffer.clear();
        int count = file.read(buffer);
        if (count <= 0) {
            return true;
        }
        if (isNew) {
            System.arraycopy(buffer.array(), 0, header, 0, Math.min(count, header.length));
        }
        return pipe.write(buffer.array(), 0, count);
    }

    /** Whether another file has the name now. While a rotation is under way none may. */
    private boolean isReplaced() throws IOException {
        try {
            return !key().equals(key);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Goes on with the file that has the name now; false if it is none to go on with, or it was stopped before that was known. */
    private boolean goOn() throws IOException, InterruptedException {
        closeFile();
        file = FileChannel.open(path, StandardOpenOption.READ);
        key = key();
        byte[] begins = new byte[FILE_HEADER_BYTES];
        var first = ByteBuffer.wrap(begins);
        while (first.hasRemaining()) {
            if (file.read(first) < 0 && stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        if (isPcapng(begins) && isPcapng(header)) {
            file.position(0); // another section
        } else if (!Arrays.equals(begins, header)) {
            throw new CaptureException("begins anew as a capture of another kind; ended");
        }
        notices.accept(name + ": begins anew; going on with it");
        return true;
    }

    private static boolean isPcapng(byte[] begins) {
        return Arrays.equals(Arrays.copyOf(begins, PCAPNG.length), PCAPNG);
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            // It was only read.
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public long dropped() {
        return -1;
    }

    @Override
    public void close() {
        stop();
    }
}
