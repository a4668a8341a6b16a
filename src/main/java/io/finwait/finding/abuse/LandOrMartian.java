package io.finwait.finding.abuse;

import io.finwait.decode.TcpSegment;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Trait;
import java.util.function.Consumer;

/** A segment with flags that no TCP sends: made by a program that probes hosts, or damaged. */
public final class LandOrMartian implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("land-or-martian", "A segment has flags that no TCP sends", Severity.MEDIUM);

    private static final int CONTROL = TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST | TcpSegment.ACK_FLAG;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.ODD_FLAGS;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        for (Milestone m : life.milestones()) {
            String flags = m.is(Milestone.ICMP) ? "" : impossible(m);
            if (!flags.isEmpty()) {
                String who = Segments.name(life, m.from());
                long frame = m.frame();
                found.accept(Finding.of(
                        KIND,
                        Confidence.CERTAIN,
                        new long[] {frame},
                        () -> "The segment of frame " + frame + " in the name of the " + who + " has " + flags
                                + ": no TCP sends that. Programs that scan or identify hosts do."));
                return;
            }
        }
    }

    /** What is impossible about its flags; nothing if they are as some TCP sends them. A bare FIN is sent by some that give up on a SYN. */
    private static String impossible(Milestone m) {
        if (m.has(TcpSegment.SYN | TcpSegment.FIN)) {
            return "SYN and FIN";
        }
        if (m.has(TcpSegment.SYN | TcpSegment.RST)) {
            return "SYN and RST";
        }
        int control = m.flags() & CONTROL;
        if (control == TcpSegment.FIN && m.has(TcpSegment.URG)) {
            return "FIN and URG without ACK";
        }
        return control == 0 ? "neither SYN, ACK, FIN nor RST" : "";
    }
}
