package io.finwait.pair;

/**
 * How far the server side's clock is ahead of the client side's, as the handshakes bound it: what left the client side at one time
 * by its clock cannot have been at the server side before, and the other way round (RFC 5905 §8).
 *
 * @param model how it was fitted
 * @param startNanos where the line or the first piece begins, an instant by the server side's clock
 * @param offsets the middle of what is possible at the start of each piece, nanoseconds; one where the offset is constant
 * @param uncertainties how far to either side of it the truth may lie, at each of them, nanoseconds
 * @param pieceNanos the length of a piece
 * @param drift how much faster the server side's clock runs, in parts of one; 0 unless {@code model} is LINEAR
 * @param samples how many segments it rests on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Clock(
        Model model,
        long startNanos,
        long[] offsets,
        long[] uncertainties,
        long pieceNanos,
        double drift,
        int samples) {

    /** How the offset goes over time. */
    public enum Model {
        /** One offset fits everything. */
        CONSTANT,
        /** The clocks run at different rates. */
        LINEAR,
        /** It changes otherwise: a clock was set or steered meanwhile. */
        PIECEWISE,
        /** Only one direction was seen by both: the offset is bounded on one side alone, and what lies between is a guess. */
        ONE_SIDED,
        /** No segment was seen by both: nothing is known. */
        UNKNOWN
    }

    static final Clock UNKNOWN_CLOCK = new Clock(Model.UNKNOWN, 0, new long[1], new long[1], 1, 0, 0);

    public boolean isKnown() {
        return model != Model.UNKNOWN;
    }

    /** The offset at an instant of the server side's clock, nanoseconds. */
    public long offsetAt(long serverSideNanos) {
        if (model == Model.LINEAR) {
            return offsets[0] + Math.round((serverSideNanos - startNanos) * drift);
        }
        int piece = piece(serverSideNanos);
        long offset = offsets[piece];
        if (piece + 1 < offsets.length) {
            double share = (double) (serverSideNanos - startNanos) / pieceNanos - piece;
            offset += Math.round((offsets[piece + 1] - offset) * Math.max(0, Math.min(1, share)));
        }
        return offset;
    }

    /** The largest uncertainty at any time. */
    public long uncertaintyNanos() {
        long most = 0;
        for (long each : uncertainties) {
            most = Math.max(most, each);
        }
        return most;
    }

    /** An instant of either clock by the client side's. */
    long align(Side side, long nanos) {
        return side == Side.CLIENT ? nanos : nanos - offsetAt(nanos);
    }

    private int piece(long serverSideNanos) {
        long piece = Math.floorDiv(serverSideNanos - startNanos, pieceNanos);
        return (int) Math.max(0, Math.min(offsets.length - 1L, piece));
    }
}
