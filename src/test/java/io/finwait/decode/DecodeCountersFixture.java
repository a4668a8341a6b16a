package io.finwait.decode;

/** Counters with chosen values, for tests elsewhere. */
public final class DecodeCountersFixture {
    private DecodeCountersFixture() {}

    /** Frames of which the first {@code segments} are TCP and the others are IP without TCP. */
    public static DecodeCounters of(long frames, long segments) {
        var counters = new DecodeCounters();
        counters.frames = frames;
        counters.segments = segments;
        for (long i = segments; i < frames; i++) {
            counters.count(DecodeProblem.NOT_TCP);
        }
        return counters;
    }
}
