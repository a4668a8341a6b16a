package io.finwait.pipeline;

import io.finwait.analysis.SocketCollector;
import io.finwait.analysis.SocketHistory;
import io.finwait.analysis.SocketsAt;
import io.finwait.anonymise.Pseudonyms;
import io.finwait.flow.IpAddress;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a capture for the sockets that hosts had at an instant. */
public final class SocketView {
    private SocketView() {}

    /**
     * Reads the whole capture.
     *
     * @param at the instant; {@link TimeBound#NONE} for the capture's end
     * @param only the host wanted; null for all
     * @param most how many sockets are listed in all; the counts are of all
     * @throws IOException as {@link Analysis#run}
     */
    public static SocketsAt of(AnalysisRequest request, TimeBound at, @Nullable IpAddress only, long most)
            throws IOException {
        var analysis = new Analysis(request);
        var collector = new SocketCollector(
                () -> at.resolve(analysis.progress().firstFrameNanos(), SocketCollector.AT_END),
                shown(request, only),
                most);
        analysis.run(List.of(collector));
        return collector.result();
    }

    /**
     * Reads the whole capture for the sockets of each host over time.
     *
     * @param only the host wanted; null for all
     * @throws IOException as {@link Analysis#run}
     */
    public static SocketHistory overTime(AnalysisRequest request, @Nullable IpAddress only) throws IOException {
        var history = new SocketHistory(shown(request, only));
        new Analysis(request).run(List.of(history));
        return history;
    }

    /** The host that is wanted, as records have it. */
    private static @Nullable IpAddress shown(AnalysisRequest request, @Nullable IpAddress only) {
        Pseudonyms pseudonyms = request.pseudonyms();
        return only == null || pseudonyms == null ? only : pseudonyms.of(only);
    }
}
