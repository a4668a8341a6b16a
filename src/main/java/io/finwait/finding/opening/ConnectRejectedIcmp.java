package io.finwait.finding.opening;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An ICMP error ended the attempt: a host or a device on the path said that it cannot or may not reach the server. */
public final class ConnectRejectedIcmp implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("connect-rejected-icmp", "A connection was rejected by an ICMP error", Severity.MEDIUM);

    /** An error that comes later answers a later copy of the SYN. */
    private static final long WITHIN_NANOS = 3_000_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.ICMP_ERROR;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        IpAddress sender = life.icmpSender();
        if (life.kind() != CloseKind.UNANSWERED || sender == null) {
            return;
        }
        Milestone syn = null;
        for (Milestone m : life.milestones()) {
            if (m.is(Milestone.ICMP)) {
                String says = syn == null || m.from() != Role.CLIENT || m.seq() != syn.seq() ? null : meaning(m);
                if (syn != null && says != null && m.timeNanos() - syn.timeNanos() <= WITHIN_NANOS) {
                    found.accept(finding(life, syn, m, sender, says));
                    return;
                }
            } else if (m.from() == Role.CLIENT && m.isSyn()) {
                syn = m;
            }
        }
    }

    private static Finding finding(Life life, Milestone syn, Milestone error, IpAddress sender, String says) {
        boolean itself = sender.equals(life.address(Role.SERVER).ip());
        String message = (itself ? "The server " : "The host or router ") + sender + " answered the SYN of frame "
                + syn.frame() + " to " + life.address(Role.SERVER) + " with the ICMP error \"" + says + "\" (frame "
                + error.frame() + ") after " + DurationText.of(error.timeNanos() - syn.timeNanos())
                + ": the attempt failed.";
        return Finding.of(KIND, Confidence.CERTAIN, new long[] {syn.frame(), error.frame()}, () -> message);
    }

    /** What the errors say that end an attempt in SYN-SENT (RFC 1122 §4.2.3.9; Linux: icmp_err_convert); null for others. */
    private static @Nullable String meaning(Milestone error) {
        int code = error.icmp() & 0xFF;
        int type = error.icmp() >>> 8 & 0xFF;
        return error.ipId() < 0 ? ofVersion6(type, code) : ofVersion4(type, code);
    }

    private static @Nullable String ofVersion4(int type, int code) {
        if (type != 3) {
            return null;
        }
        return switch (code) {
            case 0, 6, 11 -> "network unreachable";
            case 1, 7, 8, 12 -> "host unreachable";
            case 2 -> "protocol unreachable";
            case 3 -> "port unreachable";
            case 9, 10, 13 -> "administratively prohibited";
            default -> null;
        };
    }

    private static @Nullable String ofVersion6(int type, int code) {
        if (type != 1) {
            return null;
        }
        return switch (code) {
            case 0 -> "no route";
            case 1, 5, 6 -> "administratively prohibited";
            case 2, 3 -> "address unreachable";
            case 4 -> "port unreachable";
            default -> null;
        };
    }
}
