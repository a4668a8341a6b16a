package io.finwait.pair;

import io.finwait.capture.CaptureFile;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.SegmentWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What one capture holds: a sighting of each connection, by id. Watches and listens to a tracker during the first reading. */
public final class Survey implements SegmentWatch, ConnectionListener {
    private final List<Sighting> sightings = new ArrayList<>();
    private final AddressPool addresses = new AddressPool();
    private final Life life;
    private final Choice choice;
    private List<CaptureFile> files = List.of();
    private long firstNanos;
    private long lastNanos = Long.MIN_VALUE;
    private long evicted;

    /**
     * Begins one.
     *
     * @param conditions what connections are to meet that are told in the end; empty for all
     */
    public Survey(HostProfiles profiles, List<Predicate<ConnectionRecord>> conditions) {
        life = new Life(profiles);
        choice = new Choice(conditions);
    }

    @Override
    public void segment(Connection connection, TcpSegment s, boolean fromA) {
        int id = connection.id();
        while (sightings.size()
                <= id) { // ids come in order; that of a connection whose first frame comes late follows at once
            sightings.add(new Sighting(sightings.size(), s.timeNanos));
        }
        Sighting sighting = sightings.get(id);
        if (s.frame == connection.firstFrame()) {
            sighting.succeeds = connection.isSuccessor();
        }
        if (s.has(TcpSegment.FIN)) {
            fin(sighting, s, fromA);
        }
        if (s.has(TcpSegment.SYN)) {
            opening(sighting, s);
        } else if (!sighting.acknowledged && sighting.syn != null && sighting.synAck == null) {
            acknowledgement(sighting, s);
        }
    }

    private static void opening(Sighting sighting, TcpSegment s) {
        boolean answers = s.has(TcpSegment.ACK_FLAG);
        Notable known = answers ? sighting.synAck : sighting.syn;
        if (known == null) {
            var first = new Notable(s);
            if (answers) {
                sighting.synAck = first;
            } else {
                sighting.syn = first;
            }
        } else if (known.isn == s.seq) {
            known.again(s);
        }
    }

    private static void fin(Sighting sighting, TcpSegment s, boolean fromA) {
        Notable known = fromA ? sighting.finOfA : sighting.finOfB;
        if (known == null) {
            var first = new Notable(s);
            if (fromA) {
                sighting.finOfA = first;
            } else {
                sighting.finOfB = first;
            }
        } else if (known.end == s.end()) {
            known.again(s);
        }
    }

    /** The client's first segment after its SYN acknowledges the SYN-ACK alone, unless it was lost: then this is a wrong guess. */
    private static void acknowledgement(Sighting sighting, TcpSegment s) {
        Notable syn = sighting.syn;
        if (syn != null && s.has(TcpSegment.ACK_FLAG) && !s.has(TcpSegment.RST) && s.seq == syn.isn + 1) {
            sighting.ackedIsn = s.ack - 1;
            sighting.acknowledged = true;
        }
    }

    @Override
    public boolean finished(Connection connection, Ending ending) {
        life.set(connection, ending);
        choice.judge(life);
        Sighting sighting = sightings.get(connection.id());
        sighting.finish(connection, life, addresses);
        if (ending.reason() == Ending.Reason.REUSED) {
            boolean met = ending.nextId() < sightings.size();
            long firstNanos = met ? sightings.get(ending.nextId()).firstNanos : ending.reusedNanos();
            sighting.reusedNanos = Math.min(ending.reusedNanos(), firstNanos);
        }
        evicted += ending.reason() == Ending.Reason.EVICTED ? 1 : 0;
        return true;
    }

    /** Says what was read; at the end. */
    public void end(List<CaptureFile> read, long first, long last) {
        files = read;
        firstNanos = first;
        lastNanos = last;
    }

    public List<Sighting> sightings() {
        return sightings;
    }

    public List<CaptureFile> files() {
        return files;
    }

    /** Time of the first frame of any kind. */
    public long firstNanos() {
        return firstNanos;
    }

    /** Latest time of any frame. */
    public long lastNanos() {
        return lastNanos;
    }

    /** Whether there was any frame. */
    public boolean sawFrames() {
        return lastNanos != Long.MIN_VALUE;
    }

    /** Connections that were given up to stay within memory. */
    public long evicted() {
        return evicted;
    }

    /** Packets that the capturing system says it lost; 0 where it does not say. */
    public long dropped() {
        return files.stream()
                .mapToLong(file -> Math.max(0, file.droppedByCapture()))
                .sum();
    }

    /** Which of the connections are to be told. */
    Choice choice() {
        return choice;
    }

    /** Which side of a sighted connection sent a segment. */
    Role sender(int id, boolean fromA) {
        return fromA == sightings.get(id).clientIsA ? Role.CLIENT : Role.SERVER;
    }
}
