package io.finwait.finding.talking;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A side had lost a connection without a word; the other learned it from a RST when it next sent. */
public final class HalfOpenDiscovered implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "half-open-discovered", "A host no longer knew a connection that nobody had closed", Severity.HIGH);

    /** A RST later than this answers something that the capture does not hold. */
    private static final long ANSWER_NANOS = 2_000_000_000L;

    /** Hop counts of one host may differ by one where paths change. */
    private static final int SAME_TTL = 1;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.RST_SEEN;
    }

    @Override
    public boolean restsOnAbsence() {
        return true;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        if (life.outline().payloadBytes() == 0
                || life.has(Trait.ONE_SIDED | Trait.LOST_BY_CAPTURE | Trait.MIDSTREAM)
                || Silence.deadlyIn(life) != null) {
            return;
        }
        for (Role forgetful : Role.values()) {
            Milestone rst = Segments.first(life, forgetful, Milestone::isRst);
            if (rst != null
                    && rst.isStatelessRst()
                    && isFirst(life, forgetful, rst)
                    && wasAlive(life, forgetful, rst)
                    && Train.of(life, forgetful) == null) {
                found.accept(finding(life, forgetful, rst));
                return;
            }
        }
    }

    /** Whether nobody had closed or reset before. */
    private static boolean isFirst(Life life, Role forgetful, Milestone rst) {
        Milestone other = Segments.first(life, forgetful.peer(), m -> m.isRst() && m.frame() < rst.frame());
        boolean closed = closedBefore(life.side(Role.CLIENT), rst) || closedBefore(life.side(Role.SERVER), rst);
        boolean reused = life.ending().reason() == Ending.Reason.REUSED
                && Math.abs(life.ending().reusedNanos() - rst.timeNanos())
                        < ANSWER_NANOS; // it answers the challenge to a new SYN
        return other == null && !closed && !reused;
    }

    private static boolean closedBefore(Life.Side side, Milestone rst) {
        return side.sentFin() && side.finNanos() <= rst.timeNanos();
    }

    /** Whether its socket had received and sent, and the RST is what the same host says to data of a connection that it does not know. */
    private static boolean wasAlive(Life life, Role forgetful, Milestone rst) {
        Life.Side side = life.side(forgetful);
        Life.Side peer = life.side(forgetful.peer());
        Milestone usual = Segments.last(life, forgetful, m -> !m.isRst() && m.frame() < rst.frame());
        long since = rst.timeNanos() - peer.lastSentNanos();
        boolean answers = peer.lastSentNanos() != Life.NEVER && since >= 0 && since <= ANSWER_NANOS;
        return side.payloadBytes() > 0
                && peer.payloadBytes() > 0
                && answers
                && rst.seq() == peer.rcvNxt()
                && rst.seq() == side.sndNxt()
                && usual != null
                && Math.abs(usual.ttl() - rst.ttl()) <= SAME_TTL;
    }

    private static Finding finding(Life life, Role forgetful, Milestone rst) {
        String who = Segments.name(life, forgetful);
        String peer = Segments.name(life, forgetful.peer());
        Life.Side other = life.side(forgetful.peer());
        Milestone last = Segments.last(life, forgetful, m -> !m.isRst() && m.frame() < rst.frame());
        long good = life.side(forgetful).lastDataFrame();
        long since = rst.timeNanos() - life.side(forgetful).lastDataNanos();
        return Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(last == null ? good : Math.max(good, last.frame()), other.lastDataFrame(), rst.frame()),
                () -> "The " + who + " answered a segment of the " + peer + " with RST (frame " + rst.frame()
                        + ") as if it had never known the"
                        + " connection, " + DurationText.of(since) + " after it had last sent data on it (frame " + good
                        + "); nobody had closed.");
    }
}
