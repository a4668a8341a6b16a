package io.finwait.analysis;

import io.finwait.capture.CaptureFile;
import io.finwait.decode.DecodeCounters;
import io.finwait.finding.Findings;
import java.util.List;

/**
 * What a whole analysis came to.
 *
 * @param files each input, in merged order of their first frames
 * @param firstNanos earliest and {@code lastNanos} latest time of any frame, nanoseconds since the epoch; both 0 without frames
 * @param idsEqualTcpStream whether ids are Wireshark's tcp.stream
 * @param evicted connections given up because of the limit on how many are kept
 * @param duplicates packets that were captured twice, at least
 */
public record AnalysisResult(
        List<CaptureFile> files,
        DecodeCounters decoded,
        long firstNanos,
        long lastNanos,
        Summary summary,
        Findings findings,
        boolean idsEqualTcpStream,
        GivenUp evicted,
        long duplicates) {}
