package io.finwait.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to analyse and how.
 *
 * @param inputs files, directories, FIFOs, or {@code -} for standard input; several are merged in time order
 * @param filter BPF expression; null for all packets
 * @param fromNanos frames before this instant are skipped; {@link Long#MIN_VALUE} for none
 * @param toNanos frames at or after this instant are skipped; {@link Long#MAX_VALUE} for none
 * @param verifyChecksums whether IP and TCP checksums are verified and counted
 * @param version finwait's version, for the reports
 */
public record AnalysisRequest(
        List<String> inputs,
        @Nullable String filter,
        long fromNanos,
        long toNanos,
        boolean verifyChecksums,
        String version) {}
