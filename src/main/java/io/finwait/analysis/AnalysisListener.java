package io.finwait.analysis;

import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.util.List;

/** Receives what one analysis finds. Called from one thread at a time, in the order of the methods. */
public interface AnalysisListener {
    /**
     * Before the first connection.
     *
     * @param context what was asked for
     * @param files what is known of the inputs before they are read: name, format, compression, link types of the first one
     */
    void begin(AnalysisContext context, List<CaptureFile> files) throws IOException;

    /** Whether {@link #connection} is wanted; without that no records are made, which is much faster. Asked after {@link #begin}. */
    default boolean wantsConnections() {
        return true;
    }

    /**
     * Whether {@link #connection} is wanted of this one; one that nobody wants gets no record. Asked right before it would be told of,
     * which happens too where only another listener wants it.
     */
    default boolean wants(int id) {
        return true;
    }

    /**
     * Whether what Zeek would say of this one is wanted in its record ({@link ConnectionRecord#zeek}, {@link ConnectionRecord#wire}), which
     * takes time for each segment. Asked when the connection begins, by another thread than calls {@link #connection}.
     */
    default boolean wantsZeek(int id) {
        return true;
    }

    /** Whether any of {@code readers} {@link #wants} that connection. */
    static boolean isWantedByAny(List<AnalysisListener> readers, int id) {
        for (int i = 0; i < readers.size(); i++) {
            if (readers.get(i).wants(id)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of {@code readers} {@link #wantsZeek} of that connection. */
    static boolean isZeekWantedByAny(List<AnalysisListener> readers, int id) {
        for (int i = 0; i < readers.size(); i++) {
            if (readers.get(i).wantsZeek(id)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A connection that can no longer change, in order of completion, ties by id.
     *
     * @param findings what was found in it, gravest first
     */
    void connection(ConnectionRecord connection, List<Finding> findings) throws IOException;

    /** Whether {@link #closed} is wanted. Asked after {@link #begin}. */
    default boolean wantsClosed() {
        return false;
    }

    /**
     * A connection is closed while the capture is live: what is known of it by now. {@link #connection} tells of it once more when it can
     * no longer change, a minute later where a side is in TIME_WAIT.
     *
     * @param findings what was found in it so far, gravest first
     */
    default void closed(ConnectionRecord connection, List<Finding> findings) throws IOException {}

    /** Whether {@link #moment} is wanted, by one that {@link #wantsConnections}. Asked after {@link #begin}. */
    default boolean wantsMoments() {
        return false;
    }

    /** How things stand in a live capture: about once a second, less often where that would take much of the time, and at its end. */
    default void moment(Moment moment) throws IOException {}

    /** It may take a while until more comes, of a live capture: what somebody waits for is to be passed on now. */
    default void pause() throws IOException {}

    /** Whether {@link #curves} is wanted; without that nothing is collected for it. Asked after {@link #begin}. */
    default boolean wantsCurves() {
        return false;
    }

    /** What charts are drawn from, before {@link #end}; only if somebody {@link #wantsCurves}. */
    default void curves(Curves curves) {}

    /** After the last connection. */
    void end(AnalysisResult result) throws IOException;
}
