package io.finwait.extract;

import io.finwait.capture.CaptureFile;
import java.util.List;

/** The snap length that a written file declares. */
final class SnapLength {
    /** What libpcap takes for the largest, and tools write for "whole" (MAXIMUM_SNAPLEN in pcap-int.h). */
    private static final int WHOLE = 262_144;

    private SnapLength() {}

    /** The largest that the files declare; of a file that declares none, or more than there is, that of a whole frame. */
    static int of(List<CaptureFile> files) {
        int largest = 1;
        for (CaptureFile file : files) {
            int declared = file.snapLength();
            largest = Math.max(largest, declared <= 0 || declared > WHOLE ? WHOLE : declared);
        }
        return largest;
    }
}
