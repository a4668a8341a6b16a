package io.finwait.finding.timewait;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.Examples;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server has TIME_WAIT for some of the connections that it closed and not for others: its table is full. Only connections that come back
 * to their ports show it, by the sequence number with which a TIME_WAIT lets them in.
 */
public final class TimeWaitOverflowSuspected implements CaptureRule {
    public static final FindingKind KIND = new FindingKind(
            "time-wait-overflow-suspected",
            "A server keeps TIME_WAIT for some connections only: its table may be full",
            Severity.MEDIUM);

    /** So many that are missing are no accident. */
    private static final int LEAST_MISSING = 3;

    /** Timers run out a little early or late; from here on TIME_WAIT may just have ended. */
    private static final double SHARE_OF_TIME_WAIT = 0.9;

    /** How far the clock of the same host may seem to have gone wrong: what SYN cookies take from it (64 ms), and a little. */
    private static final long CLOCK_TOLERANCE_NANOS = 80_000_000L;

    /** Linux's timestamps count milliseconds (TCP_TS_HZ, since 4.13). */
    private static final long TICK_NANOS = 1_000_000L;

    private static final int MOST_HOSTS = 1_000;

    private final Map<IpAddress, Waits> hosts = new HashMap<>();
    private @Nullable Waits last;

    @Override
    public int traits() {
        return Trait.SUCCESSOR;
    }

    @Override
    public void finished(Life life) {
        Predecessor before = life.predecessor();
        if (before == null
                || before.serverState() != TcpState.TIME_WAIT
                || !before.sinceSyn().isEmpty()
                || life.synToSynAckNanos() < 0
                || life.has(Trait.SYN_REPEATED)) {
            return;
        }
        if (TimeWaitReopenedByServer.followsOn(life, before)) {
            Waits waits = of(life);
            if (waits != null) {
                waits.met.add(life, before);
            }
        } else if (shouldBeThere(life, before) && isSameHost(life, before)) {
            Waits waits = of(life);
            if (waits != null) {
                waits.missing.add(life, before);
            }
        }
    }

    private static boolean shouldBeThere(Life life, Predecessor before) {
        long ageNanos = life.synNanos() - before.armedNanos();
        return ageNanos >= 0 && ageNanos < SHARE_OF_TIME_WAIT * life.assumedTimeWaitNanos(Role.SERVER);
    }

    /**
     * Whether the clock in the server's timestamps went on: hosts that share an address each have their own, and a 4-tuple keeps its
     * offset on one host as long as that runs (secure_tcp_ts_off).
     */
    private static boolean isSameHost(Life life, Predecessor before) {
        Life.Side server = life.side(Role.SERVER);
        if (!before.timestamps() || !server.synOptions().timestamps()) {
            return false;
        }
        long ticksNanos = (server.synTsVal() - before.serverTsVal()) * TICK_NANOS;
        long passedNanos = life.synNanos() + life.synToSynAckNanos() - before.armedNanos();
        return Math.abs(ticksNanos - passedNanos) <= CLOCK_TOLERANCE_NANOS;
    }

    private @Nullable Waits of(Life life) {
        Waits known = last;
        if (known == null || !life.connection().isOn(Role.SERVER, known.host)) {
            IpAddress host = life.address(Role.SERVER).ip();
            known = hosts.get(host);
            if (known == null && hosts.size() < MOST_HOSTS) {
                known = new Waits(host);
                hosts.put(host, known);
            }
            last = known;
        }
        return known;
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        for (Waits waits : hosts.values()) {
            waits.judge(found);
        }
    }

    /** What is known of the TIME_WAITs of one host. */
    private static final class Waits {
        final IpAddress host;
        final WaitSpans met = new WaitSpans();
        final WaitSpans missing = new WaitSpans();

        Waits(IpAddress host) {
            this.host = host;
        }

        /**
         * One that was gone while one that had begun before was still there afterwards: neither a shorter timer nor a restart, which
         * take older ones first or all at once, can do that.
         */
        void judge(Consumer<HostFinding> found) {
            var examples = new Examples();
            int firstGone = -1;
            int whileThere = -1;
            for (int gone = 0; gone < missing.kept(); gone++) {
                int outlived = met.around(missing.from(gone), missing.to(gone));
                if (outlived >= 0) {
                    examples.add(missing.id(gone), missing.frame(gone));
                    firstGone = firstGone < 0 ? gone : firstGone;
                    whileThere = whileThere < 0 ? outlived : whileThere;
                }
            }
            if (examples.count() >= LEAST_MISSING) {
                examples.addFrame(met.frame(whileThere));
                found.accept(finding(examples, firstGone, whileThere));
            }
        }

        private HostFinding finding(Examples examples, int gone, int there) {
            String message = "Of " + CountText.of(met.count() + missing.count(), "connection")
                    + " that came back to a port of which " + host + " should still have had TIME_WAIT, "
                    + CountText.of(met.count()) + " met it and " + CountText.of(missing.count())
                    + " did not, although the same host answered: its timestamps went on. The one that connection "
                    + missing.id(gone) + " should have met was gone after " + DurationText.of(missing.nanos(gone))
                    + " (SYN of frame "
                    + missing.frame(gone) + "), while the one that connection " + met.id(there)
                    + " met had begun before and outlasted it: it was there after "
                    + DurationText.of(met.nanos(there)) + " (frame " + met.frame(there)
                    + "). No timer and no restart does that, but a full TIME_WAIT table (tcp_max_tw_buckets) does.";
            return new Draft(KIND, new Subject.Host(host))
                    .concerns(examples, missing.count())
                    .seen(missing.firstNanos(), missing.lastNanos())
                    .measured("time_waits_missing", missing.count())
                    .measured("time_waits_met", met.count())
                    .says(message);
        }
    }
}
