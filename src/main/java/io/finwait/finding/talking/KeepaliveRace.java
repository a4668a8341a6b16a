package io.finwait.finding.talking;

import io.finwait.decode.SeqNum;
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
import io.finwait.words.DurationText;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client asked again on a connection that its server had just closed for idleness, and got a RST for an answer. */
public final class KeepaliveRace implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("keepalive-race", "A request met the server's close of an idle connection", Severity.HIGH);

    /** A FIN sooner than this after the last answer belongs to the answer; no idle timer is as short. */
    private static final long LEAST_IDLE_NANOS = 500_000_000L;

    /** A client that closes as soon after its last data said good-bye with it and asked for nothing. */
    private static final long GOODBYE_NANOS = 5_000_000L;

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
        Finding race = find(life);
        if (race != null) {
            found.accept(race);
        }
    }

    /** The race, if this is one; what it is not, other rules about data after a close may judge. */
    public static @Nullable Finding find(Life life) {
        Life.Side client = life.side(Role.CLIENT);
        Life.Side server = life.side(Role.SERVER);
        Milestone fin = Segments.firstFin(life, Role.SERVER);
        if (fin == null
                || life.exchanges() < 2
                || server.lastDataNanos() == Life.NEVER
                || client.lastDataNanos() == Life.NEVER) {
            return null;
        }
        Milestone rst = Segments.first(life, Role.SERVER, m -> m.isRst() && m.frame() > fin.frame());
        int end = Segments.dataEnd(life, Role.CLIENT);
        boolean answered = !SeqNum.after(end, server.rcvNxt());
        if (rst == null || answered || client.lastDataNanos() > rst.timeNanos() || isGoodbye(client)) {
            return null;
        }
        long idle = fin.timeNanos() - server.lastDataNanos();
        boolean askedBeforeLastAnswer = client.lastDataNanos() < server.lastDataNanos();
        if (idle < LEAST_IDLE_NANOS || askedBeforeLastAnswer) {
            return null;
        }
        return Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(client.lastDataFrame(), fin.frame(), rst.frame()),
                message(life, fin, rst, idle));
    }

    private static boolean isGoodbye(Life.Side client) {
        return client.sentFin() && client.finNanos() - client.lastDataNanos() < GOODBYE_NANOS;
    }

    private static Supplier<String> message(Life life, Milestone fin, Milestone rst, long idle) {
        String client = Segments.name(life, Role.CLIENT);
        String server = Segments.name(life, Role.SERVER);
        Life.Side asking = life.side(Role.CLIENT);
        long asked = asking.lastDataFrame();
        long acked = life.side(Role.SERVER).finAckedNanos();
        boolean knew = acked != Life.NEVER && acked < asking.lastDataNanos();
        long distance = Math.abs(fin.timeNanos() - asking.lastDataNanos());
        String order = fin.timeNanos() > asking.lastDataNanos() ? " before" : " after";
        return () -> "The " + server + " closed after " + DurationText.of(idle) + " without a request (frame "
                + fin.frame()
                + "); the " + client + " sent its next request in frame " + asked + ", "
                + DurationText.of(distance) + order + " that FIN passed here"
                + (knew ? " and after it had acknowledged it" : "") + ", and got RST (frame " + rst.frame() + ").";
    }
}
