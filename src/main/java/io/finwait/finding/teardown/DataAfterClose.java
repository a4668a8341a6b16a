package io.finwait.finding.teardown;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.finding.talking.KeepaliveRace;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A side wrote to a connection whose other side had closed it altogether, and got RST. */
public final class DataAfterClose implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("data-after-close", "Data met a peer that had closed, and drew RST", Severity.MEDIUM);

    /** A TLS alert, a QUIT, and the like. */
    private static final long GOODBYE_BYTES = 64;

    /** Whoever closes as soon after its last data waits for no answer to it. */
    private static final long GOODBYE_NANOS = 5_000_000L;

    /** Data that follows the close sooner than this was on its way, or in the making. */
    private static final long MEANWHILE_NANOS = 1_000_000_000L;

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
        for (Role closer : Role.values()) {
            Reply reply = Reply.of(life, closer);
            boolean dataBefore =
                    reply != null && life.side(closer.peer()).lastDataNanos() != Life.NEVER && reply.lostBytes() > 0;
            if (reply != null && dataBefore && KeepaliveRace.find(life) == null) {
                found.accept(finding(life, reply));
            }
        }
    }

    /** Whether a client walked away from an answer, or somebody said good-bye too late and waited for nothing. */
    private static boolean isHarmless(Life life, Reply reply, long laterNanos) {
        Life.Side writer = life.side(reply.closer().peer());
        boolean closedToo = writer.sentFin() && writer.finNanos() - writer.lastDataNanos() < GOODBYE_NANOS;
        boolean expectsNothing = reply.closer() == Role.CLIENT || reply.lostBytes() <= GOODBYE_BYTES || closedToo;
        return expectsNothing && laterNanos < MEANWHILE_NANOS;
    }

    private static Finding finding(Life life, Reply reply) {
        String closer = Segments.name(life, reply.closer());
        String writer = Segments.name(life, reply.closer().peer());
        Life.Side peer = life.side(reply.closer().peer());
        boolean knew = reply.peerKnew(life);
        long fin = reply.fin().frame();
        long rst = reply.rst().frame();
        long data = peer.lastDataFrame();
        long later = peer.lastDataNanos() - reply.fin().timeNanos();
        Finding finding = Finding.of(
                KIND,
                knew ? Confidence.CERTAIN : Confidence.STRONG,
                Segments.frames(fin, data, rst),
                () -> "The " + closer + " closed (frame " + fin + "); the " + writer + " still sent "
                        + CountText.of(reply.lostBytes(), "octet") + " that nobody read, the last of them "
                        + (later < 0
                                ? DurationText.of(-later) + " before that FIN passed here"
                                : DurationText.of(later) + " later")
                        + " (frame " + data + "), and got RST (frame " + rst + ").");
        return isHarmless(life, reply, later) ? finding.withSeverity(Severity.LOW) : finding;
    }
}
