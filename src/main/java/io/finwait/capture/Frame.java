package io.finwait.capture;

import org.jspecify.annotations.Nullable;

/**
 * A window onto one captured frame in the reader's buffer. Copies nothing; valid until the next {@link FrameSource#next}.
 *
 * <p>One instance is filled again for every frame: never keep it. Not thread-safe. Fields are public because this is the
 * hottest hand-over of the program and has no invariant of its own; only the reader that owns the buffer writes them.
 */
public final class Frame {
    private static final byte[] EMPTY = {};

    /** Holds the captured octets from {@link #offset}; owned by the reader. */
    public byte[] buffer = EMPTY;

    /** Index of the first captured octet (of the link-layer header) in {@link #buffer}. */
    public int offset;

    /** Octets present in the file; never more than the buffer holds from {@link #offset}. */
    public int capturedLength;

    /** Octets the frame had on the wire, at least {@link #capturedLength} in a sane file; larger than it where the snap length cut it. */
    public int wireLength;

    /** Capture time, nanoseconds since the epoch. */
    public long timeNanos;

    /** Frame number, from 1, as Wireshark's {@code frame.number}; with several files, the number in merged order. */
    public long number;

    /** LINKTYPE_ value (tcpdump.org/linktypes.html) of the interface the frame was captured on. */
    public int linkType;

    /** Index of the file the frame came from, in the order of {@link FrameSource#files}. */
    public int fileIndex;

    /** Frame number inside its own file, from 1; equals {@link #number} when there is one file. */
    public long numberInFile;

    /** What the file says of the interface the frame was captured on; null if nothing. */
    public @Nullable InterfaceName interfaceName;

    /** Becomes a window onto the same octets as {@code other}. */
    public void copyFrom(Frame other) {
        buffer = other.buffer;
        offset = other.offset;
        capturedLength = other.capturedLength;
        wireLength = other.wireLength;
        timeNanos = other.timeNanos;
        number = other.number;
        linkType = other.linkType;
        fileIndex = other.fileIndex;
        numberInFile = other.numberInFile;
        interfaceName = other.interfaceName;
    }
}
