package io.finwait.finding.timewait;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.RefusedSyn;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/**
 * The server answers each copy of a SYN with an ACK of the old connection, and the RST that would clear it away does not get through:
 * something on the path drops that ACK or that RST as invalid.
 */
public final class ChallengeOrRstFiltered implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "challenge-or-rst-filtered",
            "A port cannot be used again: the ACK or the RST that clears it is dropped",
            Severity.HIGH);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return RefusedSyn.TRAITS;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        RefusedSyn refused = RefusedSyn.of(life);
        if (refused == null || refused.before() == null || !refused.isStuck()) {
            return;
        }
        if (refused.holder() != TcpState.TIME_WAIT && !refused.holderLives()) {
            return;
        }
        String message = message(life, refused);
        found.accept(Finding.of(KIND, Confidence.LIKELY, refused.frames(), () -> message));
    }

    private static String message(Life life, RefusedSyn refused) {
        int syns = 1 + refused.repeats().size();
        long span = refused.repeats().get(refused.repeats().size() - 1).timeNanos()
                - refused.syn().timeNanos();
        String what = refused.resets().isEmpty()
                ? "; no RST of the client followed, so the client did not get those ACKs, or its RST is dropped before the"
                        + " capture point"
                : "; the client's RST (frame " + refused.resets().get(0).frame()
                        + ") changed nothing, so it is dropped behind the capture point, or the server ignores it"
                        + " (tcp_rfc1337)";
        return "The client " + life.address(Role.CLIENT) + " sent " + CountText.of(syns, "SYN") + " in "
                + DurationText.of(span) + ", and the server, still in " + refused.holder() + ", answered "
                + CountText.of(refused.answers().size()) + " of them with an ACK of the old connection (first frame "
                + refused.firstAnswer().frame() + ")" + what + ".";
    }
}
