package io.finwait.finding.path;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A SYN with a foreign number met a live connection, was challenged, and the connection went on: its client had not sent it. */
public final class BlindSyn implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "blind-syn-or-data", "A SYN met a live connection that its sender was still using", Severity.MEDIUM);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.SUCCESSOR;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Predecessor old = life.predecessor();
        Milestone syn = Segments.first(life, Role.CLIENT, Milestone::isSyn);
        if (old == null || syn == null || !life.has(Trait.UNANSWERED) || !isLive(old)) {
            return;
        }
        Milestone challenge = first(old, Role.SERVER, syn);
        Milestone next = first(old, Role.CLIENT, syn);
        boolean reset = old.sinceSyn().stream().anyMatch(Milestone::isRst);
        if (challenge == null
                || next == null
                || reset
                || next.frame() < challenge.frame()
                || next.seq() != old.clientNext() && next.payloadLength() == 0) {
            return;
        }
        String client = Segments.name(life, Role.CLIENT);
        boolean otherTtl = syn.ttl() != next.ttl();
        found.accept(Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(syn, challenge, next),
                () -> "A SYN in the name of the " + client + " (frame " + syn.frame() + ", TTL " + syn.ttl()
                        + ") met its live connection #" + old.id() + "; the server challenged it (frame "
                        + challenge.frame()
                        + ") and the client went on with the old connection (frame " + next.frame() + ", TTL "
                        + next.ttl()
                        + ") " + DurationText.of(next.timeNanos() - syn.timeNanos()) + " later"
                        + (otherTtl ? ": somebody else sent that SYN." : ".")));
    }

    private static boolean isLive(Predecessor old) {
        return old.clientState() == TcpState.ESTABLISHED && old.serverState() == TcpState.ESTABLISHED;
    }

    /** The first segment of the old connection after the SYN. */
    private static @Nullable Milestone first(Predecessor old, Role from, Milestone syn) {
        return old.sinceSyn().stream()
                .filter(m -> m.from() == from && m.frame() > syn.frame() && !m.is(Milestone.ICMP))
                .findFirst()
                .orElse(null);
    }
}
