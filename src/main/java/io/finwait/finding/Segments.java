package io.finwait.finding;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks things up among a connection's milestones, for rules. In plain loops: a busy capture asks often enough that streams would be
 * compiled, and that takes longer than all they do.
 */
public final class Segments {
    private Segments() {}

    /** {@code client 10.0.0.1:40000}. */
    public static String name(Life life, Role role) {
        return word(role) + " " + life.address(role);
    }

    /** {@code client} or {@code server}. */
    public static String word(Role role) {
        return role == Role.CLIENT ? "client" : "server";
    }

    /** Stands before a count of milestones: {@code at least } where the log does not hold all of them, else nothing. */
    public static String atLeast(Life life) {
        return life.milestonesLeftOut() > 0 ? "at least " : "";
    }

    /** Those for which {@code wanted} holds, in the order they came; ICMP errors and what belongs to other incarnations apart. */
    public static List<Milestone> of(Life life, Role from, Predicate<Milestone> wanted) {
        var all = new ArrayList<Milestone>();
        for (Milestone m : life.milestones()) {
            if (isOne(m, from, wanted)) {
                all.add(m);
            }
        }
        return all;
    }

    private static boolean isOne(Milestone m, Role from, Predicate<Milestone> wanted) {
        return m.from() == from && !m.is(Milestone.ICMP | Milestone.STRAY) && wanted.test(m);
    }

    /** The first of these; null if there is none. */
    public static @Nullable Milestone first(Life life, Role from, Predicate<Milestone> wanted) {
        for (Milestone m : life.milestones()) {
            if (isOne(m, from, wanted)) {
                return m;
            }
        }
        return null;
    }

    /** The last of these; null if there is none. */
    public static @Nullable Milestone last(Life life, Role from, Predicate<Milestone> wanted) {
        Milestone last = null;
        for (Milestone m : life.milestones()) {
            if (isOne(m, from, wanted)) {
                last = m;
            }
        }
        return last;
    }

    /** The first captured copy of its FIN; null if the log does not hold it. */
    public static @Nullable Milestone firstFin(Life life, Role from) {
        if (!life.side(from).sentFin()) {
            return null;
        }
        int finEnd = life.side(from).finEnd();
        return first(life, from, m -> m.isFin() && m.end() == finEnd);
    }

    /** All captured copies of its FIN that the log holds. */
    public static List<Milestone> fins(Life life, Role from) {
        int finEnd = life.side(from).finEnd();
        return of(life, from, m -> m.isFin() && m.end() == finEnd);
    }

    /** Whether {@code m} acknowledges everything before {@code end}. */
    public static boolean acknowledges(Milestone m, int end) {
        return m.has(TcpSegment.ACK_FLAG) && !m.isRst() && SeqNum.atOrAfter(m.ack(), end);
    }

    /** The first of its segments after {@code frame} that acknowledges everything before {@code end}; null if none is held. */
    public static @Nullable Milestone firstAck(Life life, Role from, int end, long frame) {
        return first(life, from, m -> m.frame() > frame && acknowledges(m, end));
    }

    /** The sequence number after the last data it sent, its FIN not counted. */
    public static int dataEnd(Life life, Role role) {
        Life.Side side = life.side(role);
        return side.sentFin() ? side.finEnd() - 1 : side.sndNxt();
    }

    /** Frames of those that are there, in order, each once. */
    public static long[] frames(@Nullable Milestone... milestones) {
        var frames = new long[milestones.length];
        for (int i = 0; i < frames.length; i++) {
            Milestone m = milestones[i];
            frames[i] = m == null ? -1 : m.frame();
        }
        return frames(frames);
    }

    /** These frames, in order, each once; those below 0 are left out. */
    public static long[] frames(long... frames) {
        long[] sorted = frames.clone();
        Arrays.sort(sorted);
        int kept = 0;
        for (long frame : sorted) {
            if (frame > 0 && (kept == 0 || frame != sorted[kept - 1])) {
                sorted[kept++] = frame;
            }
        }
        return Arrays.copyOf(sorted, kept);
    }

    /** Frames of all of them. */
    public static long[] frames(List<Milestone> milestones) {
        var frames = new long[milestones.size()];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = milestones.get(i).frame();
        }
        return frames;
    }
}
