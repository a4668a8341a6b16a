package io.finwait.testing;

import io.finwait.capture.Frame;
import java.util.Arrays;

/**
 * A frame as a capture file holds it.
 *
 * @param timeNanos nanoseconds since the epoch
 * @param octets the captured octets
 * @param wireLength octets on the wire, at least {@code octets.length}
 * @param linkType LINKTYPE_ value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CapturedFrame(long timeNanos, byte[] octets, int wireLength, int linkType) {
    /** An Ethernet frame captured whole. */
    public static CapturedFrame ethernet(long timeNanos, byte[] octets) {
        return new CapturedFrame(timeNanos, octets, octets.length, 1);
    }

    /** The same frame captured with that snap length. */
    public CapturedFrame cutTo(int snapLength) {
        return octets.length <= snapLength
                ? this
                : new CapturedFrame(timeNanos, Arrays.copyOf(octets, snapLength), wireLength, linkType);
    }

    /** Points {@code frame} at this one. */
    public void fill(Frame frame, long number) {
        frame.buffer = octets;
        frame.offset = 0;
        frame.capturedLength = octets.length;
        frame.wireLength = wireLength;
        frame.timeNanos = timeNanos;
        frame.number = number;
        frame.numberInFile = number;
        frame.linkType = linkType;
        frame.fileIndex = 0;
    }
}
