package io.finwait.finding.timewait;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/**
 * The server held TIME_WAIT for these addresses and ports and let a new connection in (RFC 6191, RFC 1122 §4.2.2.13). One of the few
 * findings that most connections of a busy service may have: it makes neither record nor milestones.
 */
public final class TimeWaitReopenedByServer implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "time-wait-reopened-by-server",
            "A server in TIME_WAIT accepted a new connection on the same port",
            Severity.LOW);

    /** Linux goes on so far beyond the old connection's last number (tcp_timewait_state_process: snd_nxt + 65535 + 2). */
    static final int LINUX_ISN_STEP = 65_537;

    private static final String LINUX_ISN =
            "; it chose its own sequence number 65,537 beyond the old one, as Linux does in TIME_WAIT.";

    private static final String OTHER_ISN =
            "; its own sequence number does not follow on from the old one, so TIME_WAIT may have been gone already.";

    /** More than any message has, so that half a million are not copied while they grow. */
    private static final int MESSAGE_LENGTH = 384;

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
        Predecessor before = life.predecessor();
        if (before == null
                || before.serverState() != TcpState.TIME_WAIT
                || !before.sinceSyn().isEmpty()
                || life.synToSynAckNanos() < 0) {
            return;
        }
        long ageNanos = life.synNanos() - before.armedNanos();
        boolean linux = followsOn(life, before);
        if (ageNanos < 0 || !linux && ageNanos >= life.assumedTimeWaitNanos(Role.SERVER)) {
            return;
        }
        long synFrame = life.firstFrame();
        long finFrame = before.firstFinFrame();
        int id = before.id();
        int ahead = before.beyondClientNext(life.side(Role.CLIENT).isn());
        boolean timestamps = before.timestamps() && life.synHasTimestamps();
        int newer = timestamps ? life.synTsVal() - before.clientTsVal() : 0;
        long[] frames = {finFrame, before.lastFrame(), synFrame, life.synAckFrame()};
        Finding finding = Finding.of(
                KIND,
                linux ? Confidence.CERTAIN : Confidence.LIKELY,
                frames,
                () -> message(synFrame, ageNanos, id, ahead, newer, linux));
        found.accept(linux ? finding : finding.withSeverity(Severity.INFO).asModelled());
    }

    /** Whether the server's number is the one that Linux's TIME_WAIT gives. */
    static boolean followsOn(Life life, Predecessor before) {
        return life.side(Role.SERVER).isn() - before.serverNext() == LINUX_ISN_STEP;
    }

    private static String message(long synFrame, long ageNanos, int id, int ahead, int newer, boolean linux) {
        var text = new StringBuilder(MESSAGE_LENGTH)
                .append("The server accepted the SYN (frame ")
                .append(synFrame)
                .append(") ")
                .append(DurationText.of(ageNanos))
                .append(" after it had entered TIME_WAIT for connection ")
                .append(id)
                .append(" on the same port: ");
        if (newer > 0) {
            text.append("its timestamp is ")
                    .append(CountText.of(newer))
                    .append(" ticks newer than the last one of the old connection");
        } else if (ahead > 0) {
            text.append("its sequence number lies ").append(CountText.of(ahead)).append(" beyond the old connection");
        } else {
            text.append("neither its timestamp nor its sequence number is newer");
        }
        return text.append(linux ? LINUX_ISN : OTHER_ISN).toString();
    }
}
