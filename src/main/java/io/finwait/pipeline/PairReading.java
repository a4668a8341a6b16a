package io.finwait.pipeline;

import io.finwait.capture.CaptureInput;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.pair.Comparison;
import io.finwait.pair.PairResult;
import io.finwait.pair.PairStudy;
import io.finwait.pair.Side;
import io.finwait.pair.Survey;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads two captures of the same traffic: each once to find out which connections it has, then both side by side, in the order of what
 * took place, to find out which segment is where.
 */
public final class PairReading {
    /** Both captures are tracked at once, and what is known of their connections is kept besides. */
    private static final double SHARE_OF_HEAP = 0.2;

    private static final int READINGS = 2;

    /**
     * What is to be told of them.
     *
     * @param conditions of the connections; a connection that both captures have is told if each is met as one of the two has it. Empty
     *     for all connections
     * @param tracedId the connection to be told in full, by its id on the client side; -1 for none
     */
    public record Wanted(List<Predicate<ConnectionRecord>> conditions, int tracedId) {
        /** All connections, and none in full. */
        public static final Wanted ALL = new Wanted(List.of(), -1);
    }

    private PairReading() {}

    /**
     * Compares two captures, which must allow to be read again.
     *
     * @param clientSide the one that should be nearer the clients
     * @param progress is told how far that is, of both readings together
     * @throws io.finwait.capture.CaptureException if one of them cannot be read at all
     * @throws IOException if reading fails
     */
    public static PairResult of(
            AnalysisRequest clientSide, AnalysisRequest serverSide, Wanted wanted, Progress progress)
            throws IOException {
        progress.expect(READINGS * (sizeOf(clientSide) + sizeOf(serverSide)));
        Survey first = survey(clientSide, wanted, progress);
        Survey second = survey(serverSide, wanted, progress);
        var study = new PairStudy(first, second, wanted.tracedId());
        if (study.isComparable()) {
            boolean swapped = study.isSwapped();
            compare(swapped ? serverSide : clientSide, swapped ? clientSide : serverSide, study.comparison(), progress);
        }
        return study.end();
    }

    private static Survey survey(AnalysisRequest request, Wanted wanted, Progress progress) throws IOException {
        var survey = new Survey(request.profiles(), wanted.conditions());
        try (var capture = new TrackedCapture(request, survey, survey, id -> false, heapLimitBytes(), progress)) {
            while (capture.next()) {
                capture.track();
            }
            capture.finish();
            survey.end(capture.files(), capture.firstNanos(), capture.lastNanos());
        }
        return survey;
    }

    private static void compare(
            AnalysisRequest clientSide, AnalysisRequest serverSide, Comparison comparison, Progress progress)
            throws IOException {
        try (var here = open(clientSide, comparison, Side.CLIENT, progress);
                var there = open(serverSide, comparison, Side.SERVER, progress)) {
            boolean moreHere = here.next();
            boolean moreThere = there.next();
            while (moreHere || moreThere) {
                boolean fromHere = moreHere
                        && (!moreThere
                                || comparison.align(Side.CLIENT, here.segment().timeNanos)
                                        <= comparison.align(Side.SERVER, there.segment().timeNanos));
                if (fromHere) {
                    here.track();
                    moreHere = here.next();
                } else {
                    there.track();
                    moreThere = there.next();
                }
            }
        }
    }

    private static TrackedCapture open(AnalysisRequest request, Comparison comparison, Side side, Progress progress)
            throws IOException {
        return new TrackedCapture(request, comparison.watch(side), heapLimitBytes(), progress);
    }

    private static long sizeOf(AnalysisRequest request) throws IOException {
        return CaptureInput.sizeOf(request.inputs());
    }

    private static long heapLimitBytes() {
        return (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP);
    }
}
