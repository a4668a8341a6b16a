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
import java.util.stream.Stream;

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

    /** What is remembered of a connection. */
    private static final class Seen {
        long numbers;
        long synNanos;
        long clientBytes;
        long serverBytes;
        long frame;
        int tsVal;
        int id;
    }

    private final Seen[] slots =
            Stream.generate(Seen::new).limit(1 << SLOT_BITS).toArray(Seen[]::new);

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
        Seen seen = slots[(int) (both * SPREAD >>> Long.SIZE - SLOT_BITS)];
        long synNanos = life.synNanos();
        int tsVal = life.synHasTimestamps() ? life.synTsVal() : 0;
        if (seen.numbers == both) {
            long apart = Math.abs(synNanos - seen.synNanos);
            boolean same = apart > 0
                    && apart <= FORWARDED_WITHIN_NANOS
                    && tsVal == seen.tsVal
                    && client.payloadBytes() == seen.clientBytes
                    && server.payloadBytes() == seen.serverBytes;
            if (same) {
                add(seen, life);
            }
        }
        seen.numbers = both;
        seen.synNanos = synNanos;
        seen.clientBytes = client.payloadBytes();
        seen.serverBytes = server.payloadBytes();
        seen.frame = life.firstFrame();
        seen.tsVal = tsVal;
        seen.id = life.id();
    }

    private static boolean isChosen(int isn) {
        return Integer.compareUnsigned(isn, LEAST_CHOSEN_NUMBER) >= 0;
    }

    private void add(Seen seen, Life life) {
        if (twice.isEmpty()) {
            example = "Connection " + life.id() + ", " + life.address(Role.CLIENT) + " → "
                    + life.address(Role.SERVER) + " (frame " + life.firstFrame() + "), is connection " + seen.id
                    + " (frame " + seen.frame + "), its SYN captured "
                    + DurationText.of(Math.abs(life.synNanos() - seen.synNanos))
                    + (life.synNanos() >= seen.synNanos ? " later" : " sooner");
            twice.addFrame(seen.frame);
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
