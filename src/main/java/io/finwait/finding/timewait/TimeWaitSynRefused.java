package io.finwait.finding.timewait;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.RefusedSyn;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.DurationText;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A SYN met TIME_WAIT at the server and was answered with an ACK of the old connection: the connection opened late or not at all. */
public final class TimeWaitSynRefused implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("time-wait-syn-refused", "A SYN was refused by the server's TIME_WAIT", Severity.MEDIUM);

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
        if (refused == null || refused.holder() != TcpState.TIME_WAIT) {
            return;
        }
        Predecessor before = refused.before();
        if (before == null && refused.resets().isEmpty()) {
            return; // an ACK of a connection that nobody saw is not enough
        }
        boolean complete = before != null && !refused.resets().isEmpty();
        String message = message(life, refused);
        long[] old = before == null ? new long[0] : new long[] {before.firstFinFrame()};
        long[] frames = LongStream.concat(Arrays.stream(old), Arrays.stream(refused.frames()))
                .toArray();
        Finding finding = Finding.of(KIND, complete ? Confidence.STRONG : Confidence.LIKELY, frames, () -> message);
        boolean failed = refused.synAck() == null && !refused.repeats().isEmpty();
        found.accept(failed ? finding.withSeverity(Severity.HIGH) : finding);
    }

    private static String message(Life life, RefusedSyn refused) {
        Predecessor before = refused.before();
        var text = new StringBuilder("The server ").append(life.address(Role.SERVER));
        if (before == null) {
            text.append(" answered the SYN of frame ")
                    .append(refused.syn().frame())
                    .append(" with an ACK of an older connection (frame ")
                    .append(refused.firstAnswer().frame())
                    .append("), as from TIME_WAIT");
        } else {
            text.append(" had been in TIME_WAIT for ")
                    .append(DurationText.of(Math.max(0, refused.syn().timeNanos() - before.armedNanos())))
                    .append(" (connection ")
                    .append(before.id())
                    .append(") and answered the SYN of frame ")
                    .append(refused.syn().frame())
                    .append(" with an ACK of the old connection (frame ")
                    .append(refused.firstAnswer().frame())
                    .append(')');
            String reason = refused.reason();
            text.append(reason.isEmpty() ? "" : ", because " + reason);
        }
        return text.append(outcome(refused)).toString();
    }

    private static String outcome(RefusedSyn refused) {
        String reset = refused.resets().isEmpty()
                ? "; no RST of the client was seen"
                : "; the client's RST (frame " + refused.resets().get(0).frame() + ") ended it";
        long delay = refused.delayNanos();
        if (delay > 0) {
            return reset + ", and the SYN had to be sent again, " + DurationText.of(delay) + " later.";
        }
        return reset + (refused.synAck() == null ? ", and the connection did not open." : ".");
    }
}
