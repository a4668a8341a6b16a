package io.finwait.screen;

/** Divides lines among those who want some. */
final class Shares {
    private Shares() {}

    /** To each what it wants, or else as much as to the others; all of it, as long as somebody wants more. */
    static int[] of(int lines, int[] wanted) {
        var shares = new int[wanted.length];
        int left = Math.max(0, lines);
        while (left > 0) {
            int poorest = -1;
            for (int i = 0; i < shares.length; i++) {
                if (shares[i] < wanted[i] && (poorest < 0 || shares[i] < shares[poorest])) {
                    poorest = i;
                }
            }
            if (poorest < 0) {
                return shares;
            }
            shares[poorest]++;
            left--;
        }
        return shares;
    }
}
