package io.finwait.analysis;

/** Follows a live capture: hears of each connection when it is closed and when it is over, and how things stand in between. */
public interface LiveListener extends AnalysisListener {
    @Override
    default boolean wantsZeek(int id) {
        return false;
    }

    @Override
    default boolean wantsClosed() {
        return true;
    }

    @Override
    default boolean wantsMoments() {
        return true;
    }

    /** What the reports say is not for this one. */
    @Override
    default void end(AnalysisResult result) {}
}
