package io.finwait.lifecycle;

import static io.finwait.testing.Frames.ethernet;
import static io.finwait.testing.Frames.icmpUnreachable;
import static io.finwait.testing.Frames.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.PacketScript;
import io.finwait.testing.SegmentFeed;
import io.finwait.testing.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IcmpErrorTest {
    private static final int ETHERNET_HEADER = 14;

    private final List<String> lives = new ArrayList<>();
    private final List<Long> watched = new ArrayList<>();

    @Test
    void errorAboutASynIsNotedOnItsConnectionAndIsNoSegmentOfIt() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        script.capture(ethernet(ip("10.0.0.9", "10.0.0.1", 1, icmpUnreachable(packet(syn)))));

        track(script);

        assertThat(watched).containsExactly(1L);
        assertThat(lives).containsExactly("10.0.0.1:40000 packets 1 icmp 303 frame 2 by 10.0.0.9 true");
    }

    @Test
    void errorAboutAnotherConnectionBeginsNone() {
        var script = PacketScript.connection().established();
        script.capture(ethernet(ip("10.0.0.9", "10.0.0.1", 1, icmpUnreachable(otherPacket()))));

        track(script);

        assertThat(lives).containsExactly("10.0.0.1:40000 packets 3 false");
    }

    private static byte[] packet(Sent sent) {
        byte[] frame = sent.octets();
        return Arrays.copyOfRange(frame, ETHERNET_HEADER, frame.length);
    }

    private static byte[] otherPacket() {
        return packet(PacketScript.connection("10.0.0.1:40001", "10.0.0.2:80")
                .client()
                .syn());
    }

    private void track(PacketScript script) {
        var life = new Life(HostProfiles.linux());
        var tracker = new ConnectionTracker(
                HostProfiles.linux(),
                new ConnectionListener() {

                    @Override
                    public boolean finished(Connection connection, Ending ending) {
                        life.set(connection, ending);
                        lives.add(describe(life));
                        return true;
                    }
                },
                Long.MAX_VALUE);
        tracker.watch((connection, s, fromA) -> watched.add(s.frame));
        var feed = new SegmentFeed(tracker::segment);
        script.replay(feed);
        tracker.finish(feed.claim().timeNanos);
    }

    private static String describe(Life life) {
        long packets = life.side(Role.CLIENT).packets() + life.side(Role.SERVER).packets();
        var text = new StringBuilder(life.address(Role.CLIENT) + " packets " + packets);
        for (Milestone error : life.milestones()) {
            if (error.is(Milestone.ICMP)) {
                text.append(" icmp ").append(Integer.toHexString(error.icmp()));
                text.append(" frame ").append(error.frame()).append(" by ").append(life.icmpSender());
            }
        }
        return text.append(' ').append(life.has(Trait.ICMP_ERROR)).toString();
    }
}
