package io.finwait.lifecycle.zeek;

/**
 * A history of up to 12 letters in a {@code long}, 5 bits each, the first one lowest; 0 is the end. A letter is one of the
 * constants, plus {@link #RESPONDER} where Zeek writes it in lower case.
 */
final class Letters {
    static final int S = 1;
    static final int H = 2;
    static final int F = 3;
    static final int R = 4;
    static final int D = 5;
    static final int A = 6;
    static final int I = 7;
    static final int Q = 8;
    static final int T = 9;
    static final int G = 10;
    static final int W = 11;
    static final int FLIP = 12;

    /** Added to a letter that stands for something the responder sent. */
    static final int RESPONDER = 16;

    private static final String TEXT = " SHFRDAIQTGW^    shfrdaiqtgw";
    private static final int BITS = 5;
    private static final int CAPACITY = 12;

    private Letters() {}

    static boolean isFull(long letters) {
        return letters >>> BITS * (CAPACITY - 1) != 0;
    }

    /** {@code letters} with one more; they must not be full. */
    static long append(long letters, int letter) {
        int used = 64 - Long.numberOfLeadingZeros(letters);
        return letters | (long) letter << (used + BITS - 1) / BITS * BITS;
    }

    static void appendTo(StringBuilder text, long letters) {
        for (long rest = letters; rest != 0; rest >>>= BITS) {
            text.append(character((int) rest & 31));
        }
    }

    static char character(int letter) {
        return TEXT.charAt(letter);
    }
}
