package io.finwait.finding.teardown;

import io.finwait.finding.Segments;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import org.jspecify.annotations.Nullable;

/**
 * A RST that the socket of a side sent of its own accord, before it sent any FIN.
 *
 * @param by who sent it
 * @param likeLinux it carries the timestamps that were agreed upon, as Linux's do
 */
record Abort(Role by, Milestone rst, boolean likeLinux) {
    /** Hop counts of one host may differ by one where paths change. */
    private static final int SAME_TTL = 1;

    /** Null if this connection was not ended so. */
    static @Nullable Abort of(Life life) {
        boolean established = life.side(Role.CLIENT).establishedNanos() != Life.NEVER
                && life.side(Role.SERVER).establishedNanos() != Life.NEVER;
        if (!established || life.has(Trait.ONE_SIDED | Trait.LOST_BY_CAPTURE)) {
            return null;
        }
        for (Role role : Role.values()) {
            Milestone rst = Segments.first(life, role, Milestone::isRst);
            Milestone peers = Segments.first(life, role.peer(), Milestone::isRst);
            boolean ended = life.resetBy() == role; // a RST with a number of long ago ends nothing
            boolean first = rst != null && (peers == null || rst.frame() < peers.frame());
            if (rst != null && first && ended && isOwn(life, role, rst) && isIntended(life, role, rst)) {
                boolean agreed = life.side(role).synOptions().timestamps();
                return new Abort(role, rst, agreed && rst.hasTimestamps());
            }
        }
        return null;
    }

    private static boolean isOwn(Life life, Role role, Milestone rst) {
        Life.Side side = life.side(role);
        boolean closed = side.sentFin() && side.finNanos() <= rst.timeNanos();
        if (closed || !rst.isSocketRst() || rst.is(Milestone.BEYOND) || side.establishedNanos() == Life.NEVER) {
            return false;
        }
        Milestone usual = Segments.last(life, role, m -> !m.isRst() && m.frame() < rst.frame());
        boolean sentOnAfterwards = Segments.first(life, role, m -> !m.isRst() && m.frame() > rst.frame()) != null;
        return usual != null && Math.abs(usual.ttl() - rst.ttl()) <= SAME_TTL && !sentOnAfterwards;
    }

    /** Whether nothing had gone unanswered: neither its data nor its keep-alives, for which a kernel gives up with the same RST. */
    private static boolean isIntended(Life life, Role role, Milestone rst) {
        long heard = life.side(role.peer()).lastSentNanos();
        Milestone unanswered =
                Segments.last(life, role, m -> m.is(Milestone.REPEAT | Milestone.PROBE) && m.frame() < rst.frame());
        if (unanswered == null || heard <= rst.timeNanos()) {
            return unanswered == null || unanswered.timeNanos() <= heard;
        }
        // The peer spoke later than the RST: only the timestamps tell whether it had answered before.
        return !(unanswered.hasTimestamps() && rst.hasTimestamps() && unanswered.tsEcr() == rst.tsEcr());
    }
}
