package io.finwait.finding.quality;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/**
 * The same connection stands in the capture under two pairs of addresses: it was taken on both sides of a device that translates them.
 * Remembers the last few thousand connections by the numbers with which both sides began.
 */
public final class DoubleVantage implements CaptureRule {
    public static final FindingKind KIND = new FindingKind(
            "double-vantage", "Connections are in the capture twice, under two pairs of addresses", Severity.INFO);

    private static final int SLOT_BITS = 12;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** A device forwards a SYN sooner than this. */
    private static final long FORWARDED_WITHIN_NANOS = 50_000_000L;

    /** Programs that make segments by hand begin with small numbers, all alike. */
    private static final int LEAST_CHOSEN_NUMBER = 1 << 16;

    private final long[] numbers = new long[1 << SLOT_BITS];
    private final long[] synNanos = new long[1 << SLOT_BITS];
    private final long[] clientBytes = new long[1 << SLOT_BITS];
    private final long[] serverBytes = new long[1 << SLOT_BITS];
    private final long[] frames = new long[1 << SLOT_BITS];
    private final int[] tsVals = new int[1 << SLOT_BITS];
    private final int[] ids = new int[1 << SLOT_BITS];

    private final Concerned twice = new Concerned();
    private String example = "";

    @Override
    public void finished(Life life) {
        Life.Side client = life.side(Role.CLIENT);
        Life.Side server = life.side(Role.SERVER);
        if (!server.sentSynAck() || !client.sentSyn() || !isChosen(client.isn()) || !isChosen(server.isn())) {
            return;
        }
        long both = (long) client.isn() << Integer.SIZE | Integer.toUnsignedLong(server.isn());
        int slot = (int) (both * SPREAD >>> Long.SIZE - SLOT_BITS);
        if (numbers[slot] == both && isSame(slot, life)) {
            add(slot, life);
        }
        numbers[slot] = both;
        synNanos[slot] = life.synNanos();
        clientBytes[slot] = client.payloadBytes();
        serverBytes[slot] = server.payloadBytes();
        frames[slot] = life.firstFrame();
        tsVals[slot] = life.synHasTimestamps() ? life.synTsVal() : 0;
        ids[slot] = life.id();
    }

    private static boolean isChosen(int isn) {
        return Integer.compareUnsigned(isn, LEAST_CHOSEN_NUMBER) >= 0;
    }

    private boolean isSame(int slot, Life life) {
        long apart = Math.abs(life.synNanos() - synNanos[slot]);
        return apart > 0
                && apart <= FORWARDED_WITHIN_NANOS
                && (life.synHasTimestamps() ? life.synTsVal() : 0) == tsVals[slot]
                && life.side(Role.CLIENT).payloadBytes() == clientBytes[slot]
                && life.side(Role.SERVER).payloadBytes() == serverBytes[slot];
    }

    private void add(int slot, Life life) {
        if (twice.isEmpty()) {
            example = "Connection " + life.id() + ", " + life.address(Role.CLIENT) + " → "
                    + life.address(Role.SERVER) + " (frame " + life.firstFrame() + "), is connection " + ids[slot]
                    + " (frame " + frames[slot] + "), its SYN captured "
                    + DurationText.of(Math.abs(life.synNanos() - synNanos[slot]))
                    + (life.synNanos() >= synNanos[slot] ? " later" : " sooner");
            twice.addFrame(frames[slot]);
        }
        twice.add(life);
        twice.addFrame(life.firstFrame());
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        if (twice.isEmpty()) {
            return;
        }
        String message = CountText.of(twice.count(), "connection") + " of " + CountText.of(end.connections())
                + (twice.count() == 1 ? " is another one" : " are others")
                + " over again, under other addresses or ports: same initial sequence numbers of both sides, same"
                + " timestamps, same amounts of data. " + example
                + ". The capture was taken on both sides of a device that translates addresses; what is counted for hosts and"
                + " services counts them twice.";
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("connections_over_again", (double) twice.count());
        found.accept(twice.finding(KIND, Confidence.CERTAIN, message, measurements));
    }
}
