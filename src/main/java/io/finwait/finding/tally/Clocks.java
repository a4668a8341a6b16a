package io.finwait.finding.tally;

/**
 * Sorts the TSvals of SYNs from one address into lines, one for each clock: a line goes on if TSval has moved by no less than nothing and
 * no more than two ticks a millisecond. Clocks that give each connection another offset (Linux since commit 165573e41f2f of 2026,
 * secure_tcp_seq_and_ts_off) make no lines.
 */
public final class Clocks {
    private static final int MOST = 8;
    private static final long MILLI = 1_000_000;

    /** Whoever is silent for longer may be on any line: the bounds would be too far apart. */
    private static final long LONGEST_MILLIS = 120_000;

    /** How far two SYNs of one clock may be off for reasons of scheduling and coarse ticks. */
    private static final long SLACK_TICKS = 250;

    /** A line needs SYNs from so many different ports: one 4-tuple keeps its offset, whatever the clock. */
    private static final int PORTS = 3;

    private static final class Line {
        long nanos;
        int tsVal;
        int syns;
        final int[] ports = new int[PORTS];
        int portsSeen;
        long firstFrame;

        boolean continues(long atNanos, int at) {
            long elapsed = (atNanos - nanos) / MILLI;
            int moved = at - tsVal;
            if (Math.abs(elapsed) > LONGEST_MILLIS) {
                return false;
            }
            return elapsed >= 0
                    ? moved >= -SLACK_TICKS && moved <= 2 * elapsed + SLACK_TICKS
                    : moved <= SLACK_TICKS && moved >= 2 * elapsed - SLACK_TICKS;
        }

        void add(long atNanos, int at, int port) {
            syns++;
            if (atNanos >= nanos) {
                nanos = atNanos;
                tsVal = at;
            }
            for (int i = 0; i < portsSeen; i++) {
                if (ports[i] == port) {
                    return;
                }
            }
            if (portsSeen < PORTS) {
                ports[portsSeen++] = port;
            }
        }
    }

    private final Line[] lines = new Line[MOST];
    private int count;
    private long syns;
    private long onNoLine;
    private int last = -1;
    private long changes;

    void add(long nanos, int tsVal, int port, long frame) {
        syns++;
        for (int i = 0; i < count; i++) {
            if (lines[i].continues(nanos, tsVal)) {
                lines[i].add(nanos, tsVal, port);
                changes += last >= 0 && last != i ? 1 : 0;
                last = i;
                return;
            }
        }
        if (count < MOST) {
            var line = new Line();
            line.nanos = nanos;
            line.tsVal = tsVal;
            line.firstFrame = frame;
            line.add(nanos, tsVal, port);
            lines[count++] = line;
        } else {
            onNoLine++;
        }
    }

    /** How many SYNs with timestamps there were. */
    public long syns() {
        return syns;
    }

    /** How many lines hold SYNs from several ports. */
    public int clocks() {
        int clocks = 0;
        for (int i = 0; i < count; i++) {
            clocks += isClock(lines[i]) ? 1 : 0;
        }
        return clocks;
    }

    /** How many SYNs lie on none of those. */
    public long onNoClock() {
        long off = onNoLine;
        for (int i = 0; i < count; i++) {
            off += isClock(lines[i]) ? 0 : lines[i].syns;
        }
        return off;
    }

    /** How often a SYN lay on another line than the one before it. */
    public long changes() {
        return changes;
    }

    /** The first frame of each clock. */
    public long[] firstFrames() {
        var frames = new long[clocks()];
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (isClock(lines[i])) {
                frames[at++] = lines[i].firstFrame;
            }
        }
        return frames;
    }

    private static boolean isClock(Line line) {
        return line.portsSeen == PORTS;
    }
}
