package io.finwait.pair;

import io.finwait.lifecycle.Role;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how the clocks differ, from the SYNs, SYN-ACKs and FINs that both captures have: those of the one direction bound the offset
 * from one side, those of the other from the other. The tightest bounds in each of {@value #PIECES} pieces of the time are kept.
 */
final class ClockFit {
    private static final int PIECES = 256;

    /** No clock of a computer that keeps time at all drifts more: RFC 5905 §7.2 expects 15 ppm (PHI), and NTP steers by up to 500. */
    private static final double MOST_DRIFT = 600e-6;

    /** Where only one direction bounds the offset, this is what a segment is assumed to be under way at most. */
    private static final long MOST_TRANSIT_NANOS = 1_000_000_000L;

    private static final int HALVINGS = 200;

    private final long startNanos;
    private final long pieceNanos;

    /** The offset is at most, and at least, this; and when that was measured, by the server side's clock. */
    private final long[] most = new long[PIECES];

    private final long[] mostAt = new long[PIECES];
    private final long[] least = new long[PIECES];
    private final long[] leastAt = new long[PIECES];
    private int samples;

    private ClockFit(long startNanos, long endNanos) {
        this.startNanos = startNanos;
        pieceNanos = Math.max(1, (endNanos - startNanos) / PIECES + 1);
        Arrays.fill(most, Long.MAX_VALUE);
        Arrays.fill(least, Long.MIN_VALUE);
    }

    /** The clock, from pairs whose direction is set. */
    static Clock of(List<Pair> pairs, Survey serverSide) {
        if (!serverSide.sawFrames()) {
            return Clock.UNKNOWN_CLOCK;
        }
        var fit = new ClockFit(serverSide.firstNanos(), serverSide.lastNanos());
        for (Pair pair : pairs) {
            Sighting here = pair.at(Side.CLIENT);
            Sighting there = pair.at(Side.SERVER);
            fit.add(pair, Role.CLIENT, here.syn, there.syn);
            fit.add(pair, Role.SERVER, here.synAck, there.synAck);
            for (Role role : Role.values()) {
                fit.add(pair, role, here.fin(role), there.fin(role));
            }
        }
        return fit.fit();
    }

    private void add(Pair pair, Role role, @Nullable Notable here, @Nullable Notable there) {
        // A capture that missed a SYN may have the FIN of the connection that took the ports over
        if (here == null || there == null || here.end != there.end - pair.seqShift(role)) {
            return;
        }
        Notable.SameCopy same = here.sameCopy(there);
        if (same == null) {
            return;
        }
        Side from = pair.near(role);
        samples++;
        long thereNanos = same.there().nanos();
        long offset = thereNanos - same.here().nanos();
        int piece = (int) Math.max(0, Math.min(PIECES - 1L, (thereNanos - startNanos) / pieceNanos));
        if (from == Side.CLIENT && offset < most[piece]) {
            most[piece] = offset;
            mostAt[piece] = thereNanos;
        } else if (from == Side.SERVER && offset > least[piece]) {
            least[piece] = offset;
            leastAt[piece] = thereNanos;
        }
    }

    private Clock fit() {
        if (samples == 0) {
            return Clock.UNKNOWN_CLOCK;
        }
        long upper = Arrays.stream(most).min().orElse(Long.MAX_VALUE);
        long lower = Arrays.stream(least).max().orElse(Long.MIN_VALUE);
        if (upper == Long.MAX_VALUE || lower == Long.MIN_VALUE) {
            long offset = upper == Long.MAX_VALUE ? lower : upper;
            return constant(Clock.Model.ONE_SIDED, offset, MOST_TRANSIT_NANOS);
        }
        if (lower <= upper) {
            return constant(Clock.Model.CONSTANT, lower + (upper - lower) / 2, (upper - lower + 1) / 2);
        }
        double drift = bestDrift();
        double high = upper(drift);
        double low = lower(drift);
        if (low <= high) {
            long middle = Math.round(low + (high - low) / 2);
            var uncertainty = new long[] {(long) Math.ceil((high - low) / 2)};
            return new Clock(Clock.Model.LINEAR, startNanos, new long[] {middle}, uncertainty, 1, drift, samples);
        }
        return pieces();
    }

    private Clock constant(Clock.Model model, long offset, long uncertainty) {
        return new Clock(model, startNanos, new long[] {offset}, new long[] {uncertainty}, 1, 0, samples);
    }

    /** The rate at which the bounds leave most room between them; that room is a concave function of the rate. */
    private double bestDrift() {
        double from = -MOST_DRIFT;
        double to = MOST_DRIFT;
        for (int i = 0; i < HALVINGS; i++) {
            double a = from + (to - from) / 3;
            double b = to - (to - from) / 3;
            if (upper(a) - lower(a) < upper(b) - lower(b)) {
                from = a;
            } else {
                to = b;
            }
        }
        return (from + to) / 2;
    }

    /** What the offset is at most at the start, if it changes at that rate. */
    private double upper(double drift) {
        double bound = Double.POSITIVE_INFINITY;
        for (int i = 0; i < PIECES; i++) {
            if (most[i] != Long.MAX_VALUE) {
                bound = Math.min(bound, most[i] - drift * (mostAt[i] - startNanos));
            }
        }
        return bound;
    }

    private double lower(double drift) {
        double bound = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < PIECES; i++) {
            if (least[i] != Long.MIN_VALUE) {
                bound = Math.max(bound, least[i] - drift * (leastAt[i] - startNanos));
            }
        }
        return bound;
    }

    /**
     * A value for each piece that has both bounds, and in between what the nearest ones have; where bounds cross, what lies between them is
     * open.
     */
    private Clock pieces() {
        var offsets = new long[PIECES];
        var uncertainties = new long[PIECES];
        int known = -1;
        for (int i = 0; i < PIECES; i++) {
            if (most[i] == Long.MAX_VALUE || least[i] == Long.MIN_VALUE) {
                if (known >= 0) {
                    offsets[i] = offsets[known];
                    uncertainties[i] = uncertainties[known];
                }
                continue;
            }
            offsets[i] = least[i] + (most[i] - least[i]) / 2;
            uncertainties[i] = (Math.abs(most[i] - least[i]) + 1) / 2;
            if (known < 0) {
                Arrays.fill(offsets, 0, i, offsets[i]);
                Arrays.fill(uncertainties, 0, i, uncertainties[i]);
            }
            known = i;
        }
        if (known < 0) {
            long upper = Arrays.stream(most).min().orElse(0);
            long lower = Arrays.stream(least).max().orElse(0);
            return constant(Clock.Model.PIECEWISE, upper + (lower - upper) / 2, (lower - upper + 1) / 2);
        }
        return new Clock(Clock.Model.PIECEWISE, startNanos, offsets, uncertainties, pieceNanos, 0, samples);
    }
}
