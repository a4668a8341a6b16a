package io.finwait.decode;

import java.util.EnumMap;
import java.util.Map;

/** What became of the frames handed to a decoder. Written by one thread; read after it is done. */
public final class DecodeCounters {
    private final long[] problems = new long[DecodeProblem.values().length];
    long frames;
    long segments;
    long badChecksums;
    long fragments;
    long tunnelled;
    long offloaded;

    void count(DecodeProblem problem) {
        problems[problem.ordinal()]++;
    }

    /**
     * Whether something was skipped, or a fragment was not joined, that Wireshark counts as TCP and may have numbered: from then on
     * its tcp.stream may run ahead of our ids.
     */
    boolean wiresharkCountsMore() {
        return fragments > 0
                || problems[DecodeProblem.TCP_IN_ICMP.ordinal()] > 0
                || problems[DecodeProblem.TCP_BAD_DATA_OFFSET.ordinal()] > 0
                || problems[DecodeProblem.TCP_HEADER_TRUNCATED.ordinal()] > 0;
    }

    /** Frames given to the decoder. */
    public long frames() {
        return frames;
    }

    /** Frames that gave a TCP segment. */
    public long segments() {
        return segments;
    }

    /** Segments whose IP or TCP checksum was verified and found wrong. */
    public long badChecksums() {
        return badChecksums;
    }

    /** IP fragments, first ones included. */
    public long fragments() {
        return fragments;
    }

    /** Segments found inside a tunnel. */
    public long tunnelled() {
        return tunnelled;
    }

    /** Segments larger than an Ethernet frame, or with an IP length of 0: joined by offload before the capture saw them. */
    public long offloaded() {
        return offloaded;
    }

    /** Frames that gave no segment, by reason; only reasons that occurred. */
    public Map<DecodeProblem, Long> skipped() {
        var skipped = new EnumMap<DecodeProblem, Long>(DecodeProblem.class);
        for (DecodeProblem problem : DecodeProblem.values()) {
            if (problems[problem.ordinal()] > 0) {
                skipped.put(problem, problems[problem.ordinal()]);
            }
        }
        return skipped;
    }
}
