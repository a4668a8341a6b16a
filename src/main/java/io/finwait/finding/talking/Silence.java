package io.finwait.finding.talking;

import io.finwait.finding.Segments;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import org.jspecify.annotations.Nullable;

/**
 * A long silence that a connection did not survive: the first data after it drew a RST, or nothing at all.
 *
 * @param nanos how long it was
 * @param waker who sent that data
 * @param data it
 * @param rst the RST that it drew; null if it drew nothing
 * @param train its repetitions; null if there are none
 */
public record Silence(
        long nanos,
        Role waker,
        Milestone data,
        @Nullable Milestone rst,
        @Nullable Train train) {
    /** Shorter ones are not what the idle timers of servers, firewalls and load balancers are about. */
    public static final long LEAST_NANOS = 30_000_000_000L;

    /** A RST later than this answers something else. */
    private static final long ANSWER_NANOS = 2_000_000_000L;

    /** The silence that ended this connection; null if none did. */
    public static @Nullable Silence deadlyIn(Life life) {
        boolean closed =
                life.side(Role.CLIENT).sentFin() || life.side(Role.SERVER).sentFin();
        if (closed || !life.has(Trait.LONG_GAP) || life.has(Trait.LOST_BY_CAPTURE | Trait.ONE_SIDED)) {
            return null;
        }
        for (Role waker : Role.values()) {
            Milestone data = Segments.last(
                    life,
                    waker,
                    m -> m.is(Milestone.AFTER_GAP)
                            && m.payloadLength() > 0
                            && !m.is(Milestone.REPEAT | Milestone.PROBE));
            Silence silence = data == null ? null : endedBy(life, waker, data);
            if (silence != null && silence.nanos >= LEAST_NANOS) {
                return silence;
            }
        }
        return null;
    }

    private static @Nullable Silence endedBy(Life life, Role waker, Milestone data) {
        Milestone answer = Segments.first(life, waker.peer(), m -> m.frame() > data.frame());
        boolean alive = life.side(waker.peer()).lastDataNanos() > data.timeNanos();
        if (answer != null && answer.isRst() && !alive && answer.timeNanos() - data.timeNanos() <= ANSWER_NANOS) {
            if (answer.isSocketRst() && answer.hasTimestamps()) {
                return null; // its socket was there, and its program aborted
            }
            boolean gapIsLast = life.lastGapFrame() < data.frame();
            return gapIsLast ? new Silence(life.lastGapNanos(), waker, data, answer, null) : null;
        }
        Train train = Train.of(life, waker);
        if (answer != null || train == null || train.sinceFrame() != data.frame()) {
            return null;
        }
        long heard = life.side(waker.peer()).lastSentNanos();
        long most = Math.max(life.lastGapNanos(), life.longestEarlierGapNanos());
        return new Silence(Math.min(most, data.timeNanos() - heard), waker, data, null, train);
    }
}
