package io.finwait.finding.path;

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
import java.util.List;
import java.util.function.Consumer;

/** A device completes the handshake in a server's place and opens the window when it has reached the server: a SYN proxy. */
public final class ProxyTerminates implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "proxy-terminates", "A device completed the handshake in the server's place", Severity.INFO);

    /** So many segments of the client, sent for so long, show that nobody is behind the device. */
    private static final int LEAST_IN_VAIN = 3;

    private static final long LEAST_IN_VAIN_NANOS = 1_000_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.ZERO_WINDOW;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Milestone synAck = Segments.first(life, Role.SERVER, Milestone::isSynAck);
        if (synAck == null || synAck.window() != 0 || life.has(Trait.ONE_SIDED | Trait.DUPLICATES)) {
            return;
        }
        Milestone own = Segments.first(life, Role.SERVER, m -> !m.isRst() && (m.payloadLength() > 0 || m.isFin()));
        if (own != null && own.ttl() != synAck.ttl()) {
            found.accept(completed(life, synAck, own));
        } else if (own == null && !life.has(Trait.LOST_BY_CAPTURE | Trait.RST_SEEN)) {
            inVain(life, synAck, found);
        }
    }

    private static Finding completed(Life life, Milestone synAck, Milestone own) {
        String who = Segments.name(life, Role.SERVER);
        return Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(synAck, own),
                () -> "The SYN-ACK in the name of the " + who + " (frame " + synAck.frame()
                        + ") has TTL " + synAck.ttl() + " and offers no window; what the server sent itself has TTL "
                        + own.ttl()
                        + " (frame " + own.frame() + "): a device completed the handshake before it asked the server.");
    }

    /** The window never opened, whatever the client sent. */
    private static void inVain(Life life, Milestone synAck, Consumer<Finding> found) {
        boolean opened = Segments.first(life, Role.SERVER, m -> m.frame() > synAck.frame() && m.window() != 0) != null;
        List<Milestone> tries = Segments.of(
                life, Role.CLIENT, m -> m.frame() > synAck.frame() && (m.is(Milestone.PROBE) || m.payloadLength() > 0));
        if (opened || life.side(Role.SERVER).packets() != 1 || tries.size() < LEAST_IN_VAIN) {
            return;
        }
        String who = Segments.name(life, Role.SERVER);
        Milestone first = tries.get(0);
        Milestone last = tries.get(tries.size() - 1);
        long nanos = last.timeNanos() - first.timeNanos();
        if (nanos >= LEAST_IN_VAIN_NANOS) {
            found.accept(Finding.of(
                            KIND,
                            Confidence.LIKELY,
                            Segments.frames(synAck, first, last),
                            () -> "The SYN-ACK in the name of the " + who + " (frame "
                                    + synAck.frame()
                                    + ") offers no window, and nothing came after it, although the client tried "
                                    + CountText.of(tries.size(), "time") + " in " + DurationText.of(nanos)
                                    + ": a device that completes handshakes answered, and the server behind it did not."
                                    + " For the client's program the connection is open.")
                    .withSeverity(Severity.MEDIUM));
        }
    }
}
