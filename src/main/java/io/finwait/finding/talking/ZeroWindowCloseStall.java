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

/** Data waited behind a window that the reader had closed, and the end of the connection with it. */
public final class ZeroWindowCloseStall implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "zero-window-close-stall", "The end of a connection waited behind a closed window", Severity.MEDIUM);

    private static final long LEAST_STALL_NANOS = 1_000_000_000L;

    /** A FIN that follows the last of the data as soon as this was waiting behind it. */
    private static final long TOGETHER_NANOS = 5_000_000L;

    /** What can have waited in a send buffer: with more, the writer was still writing. */
    private static final int ONE_BUFFER_BYTES = 1 << 18;

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
        for (Role reader : Role.values()) {
            Milestone closed = Segments.first(life, reader, m -> m.window() == 0 && !m.isRst() && !m.isSyn());
            Milestone last = Segments.last(life, reader, m -> m.window() == 0 && !m.isRst() && !m.isSyn());
            if (closed != null && last != null && !life.has(Trait.ONE_SIDED)) {
                examine(life, reader, closed, last, found);
            }
        }
    }

    private static void examine(Life life, Role reader, Milestone closed, Milestone last, Consumer<Finding> found) {
        Milestone probe = Segments.last(life, reader.peer(), m -> m.is(Milestone.PROBE) && m.frame() > closed.frame());
        Milestone fin = Segments.firstFin(life, reader.peer());
        Milestone rst = Segments.first(life, reader, m -> m.isRst() && m.frame() > last.frame());
        long stall = Math.max(last.timeNanos(), probe == null ? 0 : probe.timeNanos()) - closed.timeNanos();
        if (probe == null || stall < LEAST_STALL_NANOS) {
            return;
        }
        if (rst != null && fin == null) {
            found.accept(reset(life, reader, closed, probe, rst));
        } else if (fin != null && rst == null && followsAtOnce(life, reader.peer(), fin, probe, last)) {
            found.accept(delayed(life, reader, closed, probe, fin));
        }
    }

    /** Whether the FIN came with the rest of the data, once the window had opened. */
    private static boolean followsAtOnce(Life life, Role writer, Milestone fin, Milestone probe, Milestone last) {
        long data = life.side(writer).lastDataNanos();
        int waiting = SeqNum.distance(Segments.dataEnd(life, writer), last.ack());
        return waiting <= ONE_BUFFER_BYTES
                && fin.frame() > probe.frame()
                && data > probe.timeNanos()
                && fin.timeNanos() - data <= TOGETHER_NANOS;
    }

    private static Finding reset(Life life, Role reader, Milestone closed, Milestone probe, Milestone rst) {
        String who = Segments.name(life, reader);
        String writer = Segments.word(reader.peer());
        long stall = rst.timeNanos() - closed.timeNanos();
        return Finding.of(
                KIND,
                Confidence.LIKELY,
                Segments.frames(closed, probe, rst),
                () -> "The " + who + " stopped reading and closed its window (frame " + closed.frame() + "); the "
                        + writer
                        + " probed it for " + DurationText.of(stall)
                        + " and could neither send the rest nor close before RST ended it (frame "
                        + rst.frame() + ").");
    }

    private static Finding delayed(Life life, Role reader, Milestone closed, Milestone probe, Milestone fin) {
        String who = Segments.name(life, reader);
        String writer = Segments.word(reader.peer());
        long stall = fin.timeNanos() - closed.timeNanos();
        return Finding.of(
                        KIND,
                        Confidence.LIKELY,
                        Segments.frames(closed, probe, fin),
                        () -> "The " + who + " stopped reading and closed its window (frame " + closed.frame()
                                + "); the last data and the FIN of the "
                                + writer + " came together " + DurationText.of(stall) + " later (frame " + fin.frame()
                                + "), so it may have closed long before.")
                .withSeverity(Severity.LOW);
    }
}
