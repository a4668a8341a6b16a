package io.finwait.finding.teardown;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A side closed with FIN and then aborted what was left of the connection. */
public final class FinThenRst implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("fin-then-rst-same-side", "A side sent FIN and then RST", Severity.LOW);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.RST_SEEN;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        for (Role role : Role.values()) {
            Reply reply = Reply.of(life, role);
            if (reply != null && reply.rst().isSocketRst() && reply.lostBytes() == 0 && !isOver(life, reply.rst())) {
                found.accept(finding(life, reply));
                return;
            }
        }
    }

    /** Whether both FINs had been acknowledged before: then it is a stray. */
    private static boolean isOver(Life life, Milestone rst) {
        long client = life.side(Role.CLIENT).finAckedNanos();
        long server = life.side(Role.SERVER).finAckedNanos();
        return client != Life.NEVER && server != Life.NEVER && Math.max(client, server) <= rst.timeNanos();
    }

    private static Finding finding(Life life, Reply reply) {
        String who = Segments.name(life, reply.closer());
        Milestone fin = reply.fin();
        Milestone rst = reply.rst();
        return Finding.of(
                KIND,
                Confidence.CERTAIN,
                Segments.frames(fin, rst),
                () -> "The " + who + " sent FIN (frame " + fin.frame() + ") and "
                        + DurationText.of(rst.timeNanos() - fin.timeNanos())
                        + " later RST (frame " + rst.frame() + "): " + order(life, reply.closer()));
    }

    private static String order(Life life, Role closer) {
        ActiveCloser own = closer == Role.CLIENT ? ActiveCloser.CLIENT : ActiveCloser.SERVER;
        ActiveCloser peers = closer == Role.CLIENT ? ActiveCloser.SERVER : ActiveCloser.CLIENT;
        if (life.activeCloser() == peers) {
            return "it closed second and then aborted, before the ACK of its FIN.";
        }
        return "it closed " + (life.activeCloser() == own ? "first " : "")
                + "and then aborted, so it holds no TIME_WAIT.";
    }
}
