package io.finwait.finding.teardown;

import io.finwait.finding.Segments;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A FIN that its sender repeats and repeats.
 *
 * @param from who sends it
 * @param copies those in the log, the first and the last among them
 * @param answers the peer's segments that acknowledge it
 */
record Unacknowledged(Role from, List<Milestone> copies, List<Milestone> answers) {
    /** One or two repetitions mend a loss. */
    private static final int LEAST_REPETITIONS = 3;

    private static final long LEAST_NANOS = 3_000_000_000L;

    /** Null if {@code from} has no such FIN. */
    static @Nullable Unacknowledged of(Life life, Role from) {
        Life.Side side = life.side(from);
        if (!side.sentFin() || side.finRetransmissions() < LEAST_REPETITIONS || life.has(Trait.ONE_SIDED)) {
            return null;
        }
        List<Milestone> copies = Segments.fins(life, from);
        if (copies.size() < 2) {
            return null;
        }
        int finEnd = side.finEnd();
        List<Milestone> answers = Segments.of(life, from.peer(), m -> Segments.acknowledges(m, finEnd));
        var found = new Unacknowledged(from, copies, answers);
        return found.spanNanos() < LEAST_NANOS ? null : found;
    }

    Milestone first() {
        return copies.get(0);
    }

    Milestone last() {
        return copies.get(copies.size() - 1);
    }

    long spanNanos() {
        return last().timeNanos() - first().timeNanos();
    }

    /** Frames of copies and answers that prove it: copies, and the first answer. */
    long[] frames() {
        long[] frames = Segments.frames(copies);
        if (answers.isEmpty()) {
            return frames;
        }
        long[] all = Arrays.copyOf(frames, frames.length + 1);
        all[frames.length] = answers.get(0).frame();
        return Segments.frames(all);
    }
}
