package io.finwait.finding.path;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A host's data drew a RST as from a host that knows no such connection, and never reached the socket, which went on: something between
 * answered for it that did not know where the data belonged.
 */
public final class ConntrackInvalidReset implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "conntrack-invalid-reset",
            "Something on the way reset a connection whose peer was alive, instead of passing data on",
            Severity.HIGH);

    /** What a host still sends so soon after a RST may have left before it. */
    private static final long IN_FLIGHT_NANOS = 50_000_000L;

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
        Answered answered = Answered.of(life);
        if (answered != null) {
            found.accept(answered.finding(life));
        }
    }

    /** Whether that is what happened to this connection. */
    static boolean isSeenIn(Life life) {
        return Answered.of(life) != null;
    }

    /**
     * The story.
     *
     * @param rst the RST in the name of a host, and {@code next} what that host sent afterwards
     * @param missedBytes how much of its peer's data it had not received even then
     */
    private record Answered(Milestone rst, Milestone next, int missedBytes) {
        static @Nullable Answered of(Life life) {
            if (life.has(Trait.ONE_SIDED | Trait.DUPLICATES)) {
                return null;
            }
            for (Role role : Role.values()) {
                Milestone rst = Segments.first(life, role, m -> m.isStatelessRst() && !m.is(Milestone.BEYOND));
                Milestone next = rst == null ? null : next(life, rst);
                int missed = next == null ? 0 : SeqNum.distance(Segments.dataEnd(life, role.peer()), next.ack());
                if (rst != null && next != null && missed > 0 && wasHonoured(life, rst)) {
                    return new Answered(rst, next, missed);
                }
            }
            return null;
        }

        /** Whether its peer sent no more data: one that goes on has not taken the RST, and later data may be under way. */
        private static boolean wasHonoured(Life life, Milestone rst) {
            return life.side(rst.from().peer()).lastDataFrame() < rst.frame();
        }

        /** The first segment with which the host that is named went on, just where the RST stands; null if it did not. */
        private static @Nullable Milestone next(Life life, Milestone rst) {
            Milestone next = Segments.first(life, rst.from(), m -> m.frame() > rst.frame() && !m.isRst());
            boolean goesOn = next != null
                    && next.has(TcpSegment.ACK_FLAG)
                    && !next.isSyn()
                    && next.end() != next.seq()
                    && next.seq() == rst.seq()
                    && next.timeNanos() - rst.timeNanos() > IN_FLIGHT_NANOS;
            return goesOn ? next : null;
        }

        Finding finding(Life life) {
            String who = Segments.name(life, rst.from());
            String peer = Segments.word(rst.from().peer());
            int usual = Forgery.usualTtl(life, rst.from());
            boolean elsewhere = usual >= 0 && usual != rst.ttl();
            return Finding.of(
                    KIND,
                    elsewhere ? Confidence.STRONG : Confidence.LIKELY,
                    Segments.frames(life.side(rst.from().peer()).lastDataFrame(), rst.frame(), next.frame()),
                    () -> "Data of the " + peer + " drew a RST in the name of the " + who + " (frame " + rst.frame()
                            + ") as from a host that knows no such connection. But that host's socket was alive: "
                            + DurationText.of(next.timeNanos() - rst.timeNanos())
                            + " later it went on where it had stood (frame "
                            + next.frame() + "), without having received the last "
                            + CountText.of(missedBytes, "octet") + " of the " + peer + ". "
                            + (elsewhere
                                    ? "The RST came with TTL " + rst.ttl() + ", all else from there with " + usual
                                            + ": a device on the way answered it in the host's place, as one does that translates"
                                            + " addresses and finds no connection to which the data belongs."
                                    : "The data came to a host, or to an address, that did not have the connection."));
        }
    }
}
