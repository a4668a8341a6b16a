package io.finwait.pipeline;

import io.finwait.analysis.SharedAddress;
import io.finwait.analysis.SynStamps;
import io.finwait.analysis.SynStamps.SynStamp;
import io.finwait.decode.TcpSegment;
import io.finwait.flow.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The timestamps of the SYNs from one address to another, and whether they were answered. Holds at most {@value #MOST} of them. */
final class StampLog {
    static final int MOST = 4_000;

    /** A copy that the capture holds of the same packet comes no later. */
    private static final long COPY_NANOS = 1_000_000;

    private static final class Syn {
        final long ordinal;
        final long timeNanos;
        final long frame;
        final int port;
        final int seq;
        final int tsVal;
        boolean answered;

        Syn(long ordinal, TcpSegment s) {
            this.ordinal = ordinal;
            timeNanos = s.timeNanos;
            frame = s.frame;
            port = s.srcPort;
            seq = s.seq;
            tsVal = s.tsVal;
        }

        boolean isCopy(TcpSegment s) {
            return seq == s.seq && tsVal == s.tsVal && s.timeNanos - timeNanos < COPY_NANOS;
        }
    }

    private final SharedAddress between;
    private List<Syn> kept = new ArrayList<>();

    /** The latest SYN of each pair of ports that has no answer yet. */
    private final Map<Integer, Syn> waiting = new HashMap<>();

    private long syns;
    private long answered;
    private int stride = 1;
    private boolean full;

    StampLog(SharedAddress between) {
        this.between = between;
    }

    void segment(TcpSegment s) {
        if (s.icmp >= 0 || (s.flags & (TcpSegment.SYN | TcpSegment.RST)) == 0) {
            return;
        }
        if (s.flags == TcpSegment.RST || s.has(TcpSegment.ACK_FLAG)) {
            if (is(between.server(), s.srcHigh, s.srcLow) && is(between.client(), s.dstHigh, s.dstLow)) {
                answer(s.dstPort << 16 | s.srcPort);
            }
        } else if (s.has(TcpSegment.SYN)
                && s.hasTimestamps
                && is(between.client(), s.srcHigh, s.srcLow)
                && is(between.server(), s.dstHigh, s.dstLow)) {
            syn(s);
        }
    }

    private static boolean is(IpAddress ip, long high, long low) {
        return ip.low() == low && ip.high() == high;
    }

    private void syn(TcpSegment s) {
        int ports = s.srcPort << 16 | s.dstPort;
        Syn before = waiting.get(ports);
        if (before != null && before.isCopy(s)) {
            return;
        }
        var syn = new Syn(syns++, s);
        waiting.put(ports, syn);
        if (kept.size() == MOST && !full) {
            thin();
        }
        if (kept.size() < MOST) {
            kept.add(syn);
        }
    }

    private void answer(int ports) {
        Syn syn = waiting.remove(ports);
        if (syn != null) {
            syn.answered = true;
            answered++;
        }
    }

    /** Lets half of those go that were answered; those that were not are what matters. */
    private void thin() {
        stride *= 2;
        var left = new ArrayList<Syn>(MOST);
        for (Syn syn : kept) {
            if (!syn.answered || syn.ordinal % stride == 0) {
                left.add(syn);
            }
        }
        full = left.size() > MOST / 2;
        kept = left;
    }

    SynStamps stamps() {
        List<SynStamp> stamps = kept.stream()
                .map(syn -> new SynStamp(
                        syn.timeNanos, syn.frame, syn.port, Integer.toUnsignedLong(syn.tsVal), syn.answered))
                .toList();
        return new SynStamps(between, stamps, answered, syns - answered, stride);
    }
}
