package io.finwait.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one input file after reading it.
 *
 * @param name as the user gave it; {@code -} for standard input
 * @param format pcap or pcapng, with its variant
 * @param compression {@code gzip}, {@code zstd}, {@code xz} or {@code lz4}; null for a plain file
 * @param linkTypes LINKTYPE_ values seen, in order of first appearance
 * @param snapLength the largest declared snap length in octets; 0 where the file declares none
 * @param nanosecondResolution whether any interface's timestamps are finer than a microsecond
 * @param frames frames read
 * @param bytesRead octets of the file (compressed) that were read
 * @param firstNanos time of the first frame, nanoseconds since the epoch; 0 without frames
 * @param lastNanos largest time of any frame; 0 without frames
 * @param backwardSteps frames whose time was before their predecessor's in this file
 * @param largestBackwardStepNanos how far the largest of these steps went, nanoseconds; 0 if there was none
 * @param droppedByCapture packets the capturing system says it lost (pcapng statistics blocks: ifdrop + osdrop); -1 where it does not say
 * @param damage why reading ended early; null if the file is whole
 */
public record CaptureFile(
        String name,
        CaptureFormat format,
        @Nullable String compression,
        List<Integer> linkTypes,
        int snapLength,
        boolean nanosecondResolution,
        long frames,
        long bytesRead,
        long firstNanos,
        long lastNanos,
        long backwardSteps,
        long largestBackwardStepNanos,
        long droppedByCapture,
        @Nullable Damage damage) {}
