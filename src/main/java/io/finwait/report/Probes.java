package io.finwait.report;

import io.finwait.analysis.LadderStep;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Role;
import java.util.BitSet;
import java.util.List;

/**
 * Finds keep-alive and zero-window probes: a segment without data one below the next sequence number, sent so that it must be answered
 * (RFC 1122 §4.2.3.6; Linux probes a closed window alike). On the ladder they would pass for plain ACKs.
 */
final class Probes {
    private static final int NO_PROBE = TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST;

    private Probes() {}

    /** The indices of steps that are probes. */
    static BitSet among(List<LadderStep> steps) {
        var probes = new BitSet();
        var next = new long[Role.values().length];
        for (int i = 0; i < steps.size(); i++) {
            LadderStep step = steps.get(i);
            int from = step.from().ordinal();
            boolean plain = (step.flags() & NO_PROBE) == 0 && step.payloadLength() == 0;
            if (plain && next[from] > 1 && step.relativeSeq() == next[from] - 1) {
                probes.set(i);
            }
            long end = step.relativeSeq()
                    + step.payloadLength()
                    + Integer.bitCount(step.flags() & (TcpSegment.SYN | TcpSegment.FIN));
            next[from] = Math.max(next[from], end);
        }
        return probes;
    }
}
