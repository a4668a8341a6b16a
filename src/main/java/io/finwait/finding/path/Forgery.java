package io.finwait.finding.path;

import io.finwait.decode.TcpSegment;
import io.finwait.finding.Segments;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whether the host that a segment names as its sender can have sent it. */
final class Forgery {
    /** So many of its own segments must agree on their TTL. */
    private static final int LEAST_OWN = 3;

    private static final int OTHER_TTL = 2;

    /** What a host still sends so soon after its own RST left before it. */
    private static final long IN_FLIGHT_NANOS = 50_000_000L;

    private Forgery() {}

    /** The TTL of everything that {@code role} sent but RSTs; -1 if that is not always the same, or too little of it is known. */
    static int usualTtl(Life life, Role role) {
        List<Milestone> own = Segments.of(life, role, m -> !m.isRst());
        int ttl = own.isEmpty() ? -1 : own.get(0).ttl();
        boolean agree = own.size() >= LEAST_OWN && own.stream().allMatch(m -> m.ttl() == ttl);
        return agree ? ttl : -1;
    }

    /** Whether it came over another number of hops than everything else of its sender. */
    static boolean hasOtherTtl(Life life, Milestone m) {
        int usual = usualTtl(life, m.from());
        return usual >= 0 && Math.abs(usual - m.ttl()) >= OTHER_TTL;
    }

    /**
     * Whether it came over another number of hops than any of at least two others of its sender: a weaker sign than {@link #hasOtherTtl}.
     */
    static boolean standsApart(Life life, Milestone m) {
        List<Milestone> others = Segments.of(life, m.from(), other -> !other.isRst());
        return others.size() >= 2 && others.stream().allMatch(other -> Math.abs(other.ttl() - m.ttl()) >= OTHER_TTL);
    }

    /** The first segment with which its sender went on as if it had not sent it; null if there is none. */
    static @Nullable Milestone contradiction(Life life, Milestone rst) {
        return Segments.first(
                life,
                rst.from(),
                m -> !m.isRst() && m.frame() > rst.frame() && m.timeNanos() - rst.timeNanos() > IN_FLIGHT_NANOS);
    }

    /** Signs that it is no Linux host's: a window in a RST without ACK, or an identification where a socketless RST has none. */
    static boolean isOddlyMade(Milestone rst) {
        boolean stateless = !rst.has(TcpSegment.ACK_FLAG);
        return stateless && (rst.window() != 0 || rst.ipId() > 0);
    }
}
