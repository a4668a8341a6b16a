package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.ScriptedEnd;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Tells of one pair of ends what TCP may do: it connects or fails to, talks, loses and repeats segments on the way or in the capture,
 * closes one way or another, rests, and connects again. The same seed tells the same story.
 */
final class RandomStory {
    private static final int[] GAPS_MILLIS = {1, 1, 1, 2, 6, 6, 40, 210, 1000, 4500, 31_000, 70_000, 140_000};

    private final Random random;
    private final PacketScript script;
    private final boolean lossless;

    private RandomStory(Random random, PacketScript script, boolean lossless) {
        this.random = random;
        this.script = script;
        this.lossless = lossless;
    }

    static List<TcpSegment> tell(long seed, String client, String server) {
        return tell(new Random(seed), client, server, false);
    }

    /** A story in which every segment is captured, arrives at once, and is sent once. */
    static List<TcpSegment> tellWithoutLoss(long seed, String client, String server) {
        return tell(new Random(seed), client, server, true);
    }

    private static List<TcpSegment> tell(Random random, String client, String server, boolean lossless) {
        PacketScript script = PacketScript.connection(client, server);
        var story = new RandomStory(random, script, lossless);
        int incarnations = 1 + random.nextInt(3);
        for (int i = 0; i < incarnations; i++) {
            ScriptedConnection c = i == 0 ? script.first() : script.reopen();
            c.isns(random.nextInt(), random.nextInt());
            if (random.nextInt(4) == 0) {
                c.withoutTimestamps();
            }
            story.incarnation(c);
        }
        return script.segments();
    }

    private void incarnation(ScriptedConnection c) {
        if (opens(c)) {
            int acts = random.nextInt(12);
            for (int i = 0; i < acts; i++) {
                talk(random.nextBoolean() ? c.client() : c.server());
            }
            close(random.nextBoolean() ? c.client() : c.server());
        }
    }

    /** Returns whether there is a connection now. */
    private boolean opens(ScriptedConnection c) {
        switch (lossless && c != script.first() ? 3 : random.nextInt(8)) {
            case 0 -> {
                step(c.client()).syn();
                step(c.server()).refuse();
                return false;
            }
            case 1 -> {
                step(c.client()).droppedInNetwork().syn();
                step(c.client()).droppedInNetwork().retransmit();
                return false;
            }
            case 2 -> {
                c.establishedBefore();
                return true;
            }
            default -> {
                step(c.client()).syn();
                repeatSometimes(c.client());
                step(c.server()).synAck();
                repeatSometimes(c.server());
                c.client().rcvNxt(c.server().iss() + 1); // one of the copies arrived
                c.server().rcvNxt(c.client().iss() + 1);
                step(c.client()).ack();
                return true;
            }
        }
    }

    private void talk(ScriptedEnd end) {
        switch (random.nextInt(6)) {
            case 0 -> step(end).ack();
            case 1 -> step(end).keepAliveProbe();
            default -> {
                step(end).data(1 + random.nextInt(2000));
                repeatSometimes(end);
                if (random.nextBoolean()) {
                    step(end.peer()).ack();
                }
            }
        }
    }

    private void close(ScriptedEnd closer) {
        ScriptedEnd peer = closer.peer();
        int way = random.nextInt(10);
        if (way == 0) {
            step(closer).rstAck();
            return;
        }
        if (way == 1) {
            return;
        }
        step(closer).finWithData(random.nextInt(3));
        repeatSometimes(closer);
        if (way == 2) {
            step(peer).rst();
            return;
        }
        if (way > 5) {
            step(peer).ack();
            for (int i = random.nextInt(3); i > 0; i--) {
                step(peer).data(100);
                step(closer).ack();
            }
        }
        if (way != 3) {
            step(peer).fin();
            repeatSometimes(peer);
            step(closer).ack();
            repeatSometimes(peer);
            if (way == 4) {
                step(closer).rst();
            }
        }
    }

    private void repeatSometimes(ScriptedEnd end) {
        while (!lossless && random.nextInt(5) == 0) {
            step(end).retransmit();
        }
    }

    /** Time passes, and the next segment may be lost in one way or another. */
    private ScriptedEnd step(ScriptedEnd end) {
        script.after(Duration.ofMillis(GAPS_MILLIS[random.nextInt(lossless ? 9 : GAPS_MILLIS.length)]));
        if (!lossless) {
            switch (random.nextInt(12)) {
                case 0 -> end.lost();
                case 1 -> end.droppedInNetwork();
                case 2 -> end.lost().droppedInNetwork();
                default -> {}
            }
        }
        return end;
    }
}
