package io.finwait.finding.talking;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Segments;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data that one side repeats and repeats while the other is silent.
 *
 * @param from who repeats
 * @param copies the repetitions, at least {@value #LEAST_REPETITIONS}, in order
 * @param sinceNanos when the data was first sent
 * @param sinceFrame its frame
 */
record Train(Role from, List<Milestone> copies, long sinceNanos, long sinceFrame) {
    private static final int LEAST_REPETITIONS = 3;
    private static final int CONTROL = TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST;

    /** The train that {@code from} ended with; null if there is none. */
    static @Nullable Train of(Life life, Role from) {
        Life.Side side = life.side(from);
        Life.Side peer = life.side(from.peer());
        if (side.lastDataNanos() == Life.NEVER
                || side.sentFin()
                || peer.sentFin()
                || !peer.acknowledged()
                || life.has(Trait.ONE_SIDED)
                || life.milestonesLeftOut() > 0) {
            return null;
        }
        List<Milestone> copies = Segments.of(life, from, m -> repeats(m, peer.rcvNxt()));
        if (copies.size() < LEAST_REPETITIONS || !SeqNum.before(peer.rcvNxt(), Segments.dataEnd(life, from))) {
            return null;
        }
        Milestone last = copies.get(copies.size() - 1);
        boolean newDataAfter = side.lastDataNanos() > copies.get(0).timeNanos();
        boolean answered = isAnswered(life, from, copies);
        if (newDataAfter || answered || side.lastSentNanos() > last.timeNanos() && lastIsNotRst(life, from, last)) {
            return null;
        }
        return new Train(from, copies, side.lastDataNanos(), side.lastDataFrame());
    }

    /** Whether the peer was heard between the first copy and the last: what it sends is not always noted, but its timestamps are echoed. */
    private static boolean isAnswered(Life life, Role from, List<Milestone> copies) {
        Milestone first = copies.get(0);
        Milestone last = copies.get(copies.size() - 1);
        long heard = life.side(from.peer()).lastSentNanos();
        boolean noted =
                Segments.first(life, from.peer(), m -> m.frame() > first.frame() && m.frame() < last.frame()) != null;
        boolean echoed = first.hasTimestamps() && first.tsEcr() != last.tsEcr();
        return noted || echoed || heard > first.timeNanos() && heard <= last.timeNanos();
    }

    /** A single octet repeated looks like a probe. */
    private static boolean repeats(Milestone m, int unacknowledged) {
        return m.payloadLength() > 0
                && m.is(Milestone.REPEAT | Milestone.PROBE)
                && (m.flags() & CONTROL) == 0
                && m.seq() == unacknowledged;
    }

    /** Whether it went on with something other than a RST, as after the train's end only a stranger's segment would draw. */
    private static boolean lastIsNotRst(Life life, Role from, Milestone last) {
        return Segments.first(life, from, m -> m.frame() > last.frame() && m.isRst()) == null;
    }

    Milestone last() {
        return copies.get(copies.size() - 1);
    }

    /** How long it kept repeating. */
    long spanNanos() {
        return last().timeNanos() - sinceNanos;
    }

    /** When another repetition was due at the latest: each comes twice as long after the one before, half again for slack. */
    long nextDueNanos() {
        long before = copies.get(copies.size() - 2).timeNanos();
        return last().timeNanos() + 3 * (last().timeNanos() - before);
    }

    /** Frames of the data and of its repetitions. */
    long[] frames() {
        long[] frames = new long[copies.size() + 1];
        frames[0] = sinceFrame;
        for (int i = 0; i < copies.size(); i++) {
            frames[i + 1] = copies.get(i).frame();
        }
        return Segments.frames(frames);
    }
}
