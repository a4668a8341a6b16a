package io.finwait.pair;

import io.finwait.capture.CaptureFile;

/**
 * How far each capture can be trusted to hold everything that passed it. What it is known to have missed are samples: packets that somebody
 * acknowledged, of connections that both have. A capture that drops packets now and then has dropped others of which nothing is known, so
 * one gap makes all of it doubtful and not only its own time.
 */
final class Trust {
    private final boolean[] lossy = new boolean[2];

    Trust(Survey clientSide, Survey serverSide) {
        lossy[Side.CLIENT.ordinal()] = isDamaged(clientSide);
        lossy[Side.SERVER.ordinal()] = isDamaged(serverSide);
    }

    private static boolean isDamaged(Survey survey) {
        return survey.dropped() > 0
                || survey.evicted() > 0
                || survey.files().stream().map(CaptureFile::damage).anyMatch(d -> d != null && !d.cutShort());
    }

    /** Something passed that side and is not in its capture. */
    void missed(Side side) {
        lossy[side.ordinal()] = true;
    }

    /** Whether nothing shows that the capture of that side missed anything. */
    boolean isWhole(Side side) {
        return !lossy[side.ordinal()];
    }
}
