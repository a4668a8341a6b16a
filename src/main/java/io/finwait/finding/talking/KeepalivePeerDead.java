package io.finwait.finding.talking;

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

/** Keep-alive probes went unanswered until their sender gave the connection up. */
public final class KeepalivePeerDead implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "keepalive-peer-dead", "Keep-alive probes went unanswered, and the connection was given up", Severity.HIGH);

    private static final int LEAST_PROBES = 2;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.PROBED;
    }

    @Override
    public boolean restsOnAbsence() {
        return true;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        for (Role role : Role.values()) {
            List<Milestone> probes = Probes.unanswered(life, role);
            Milestone rst = Segments.first(life, role, Milestone::isRst);
            if (probes.size() >= LEAST_PROBES && rst != null && rst.isSocketRst() && !life.has(Trait.ONE_SIDED)) {
                found.accept(finding(life, role, probes, rst));
            }
        }
    }

    private static Finding finding(Life life, Role role, List<Milestone> probes, Milestone rst) {
        String who = Segments.name(life, role);
        String peer = Segments.name(life, role.peer());
        long first = probes.get(0).frame();
        long dead = rst.timeNanos() - probes.get(0).timeNanos();
        int count = probes.size();
        long[] frames = new long[count + 1];
        for (int i = 0; i < count; i++) {
            frames[i] = probes.get(i).frame();
        }
        frames[count] = rst.frame();
        return Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(frames),
                () -> "The " + who + " sent " + CountText.of(count, "keep-alive probe") + " (from frame " + first
                        + " on) that the " + peer
                        + " did not answer, and gave up with RST (frame " + rst.frame() + ") after "
                        + DurationText.of(dead)
                        + ": the host or the path died shortly before frame " + first + ".");
    }
}
