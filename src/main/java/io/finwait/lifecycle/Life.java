package io.finwait.lifecycle;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a finished connection, for rules: cheap facts at once, milestones and states when asked for. A
 * flyweight: valid until the next {@link #set}. Not thread-safe.
 */
public final class Life {
    /** A silence that may matter: shorter than the idle timers of servers and middleboxes. */
    public static final long LONG_GAP_NANOS = 4_500_000_000L;

    /** A close that takes longer than this is looked at. */
    public static final long SLOW_CLOSE_NANOS = 1_000_000_000L;

    private final ConnectionOutline outline;
    private final RecordBuilder records;
    private @Nullable Ending ending;
    private @Nullable ConnectionRecord record;
    private @Nullable List<Milestone> milestones;
    private final HostProfiles profiles;
    private final Side client = new Side();
    private final Side server = new Side();
    private int traits;

    public Life(HostProfiles profiles) {
        this.profiles = profiles;
        outline = new ConnectionOutline(profiles);
        records = new RecordBuilder(profiles);
    }

    /** Makes this the life of {@code c}. */
    public void set(Connection c, Ending ending) {
        this.ending = ending;
        outline.set(c, ending);
        client.end = c.end(Role.CLIENT);
        server.end = c.end(Role.SERVER);
        traits = Traits.of(c, outline);
        record = null;
        milestones = null;
    }

    public Connection connection() {
        return outline.of();
    }

    /** The few facts that sums need. */
    public ConnectionOutline outline() {
        return outline;
    }

    public Ending ending() {
        Ending set = ending;
        if (set == null) {
            throw new IllegalStateException("no connection has been set");
        }
        return set;
    }

    public int id() {
        return connection().id;
    }

    /** {@link Trait} bits. */
    public int traits() {
        return traits;
    }

    /** Whether it has any of these {@link Trait} bits. */
    public boolean has(int anyOf) {
        return (traits & anyOf) != 0;
    }

    public CloseKind kind() {
        return outline.kind();
    }

    public ActiveCloser activeCloser() {
        return outline.activeCloser();
    }

    public HostPort address(Role role) {
        return connection().address(role);
    }

    /** Its first frame. */
    public long firstFrame() {
        return connection().firstFrame;
    }

    /** When the client sent the SYN that was answered, or its first one if none was; {@link #NEVER} if no SYN of its was seen. */
    public long synNanos() {
        return Handshake.acceptedSynNanos(connection());
    }

    /** From the SYN that was answered to the SYN-ACK: capture point to server and back, nanoseconds; -1 if not seen. */
    public long synToSynAckNanos() {
        return connection().synToSynAckNanos;
    }

    /** From the SYN-ACK that was answered to its ACK: capture point to client and back, nanoseconds; -1 if not seen. */
    public long synAckToAckNanos() {
        return connection().synAckToAckNanos;
    }

    /** Frame of the first SYN-ACK; -1 if it was not seen. */
    public long synAckFrame() {
        return connection().synAckFrame;
    }

    /** Whether the client's SYN was seen and had timestamps, so that {@link #synTsVal} is known. */
    public boolean synHasTimestamps() {
        Endpoint client = connection().end(Role.CLIENT);
        return client.is(Endpoint.SYN_SEEN) && SynOptions.timestampsOf(client.synOptions) != 0;
    }

    /** TSval of the first SYN; only if {@link #synHasTimestamps}. */
    public int synTsVal() {
        return connection().end(Role.CLIENT).synTsVal;
    }

    /** How long TIME_WAIT is assumed to last at that side, nanoseconds. */
    public long assumedTimeWaitNanos(Role role) {
        return profiles.timeWaitNanos(connection(), role);
    }

    /** Its record, without Zeek's view. */
    public ConnectionRecord record() {
        ConnectionRecord made = record;
        if (made == null) {
            made = records.build(connection(), ending());
            record = made;
        }
        return made;
    }

    /** The segments that matter, in the order they came: the first {@value SegmentLog#FIRST} and the last {@value SegmentLog#LAST} of them. */
    public List<Milestone> milestones() {
        List<Milestone> made = milestones;
        if (made == null) {
            made = connection().log.milestones(connection().clientIsA);
            milestones = made;
        }
        return made;
    }

    /** How many milestones lie between the first and the last ones and are not kept. */
    public int milestonesLeftOut() {
        SegmentLog log = connection().log;
        return log.noted() - log.kept();
    }

    /** The incarnation whose 4-tuple it took over while that one could still matter; null if there was none. */
    public @Nullable Predecessor predecessor() {
        return connection().predecessor;
    }

    /** What one side did. */
    public Side side(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** How often the client spoke after the server had, or first: requests, where each side speaks in turn. */
    public int exchanges() {
        return connection().exchanges;
    }

    /** Which side sent the last data; null if neither sent any. */
    public @Nullable Role lastSpeaker() {
        Connection c = connection();
        if (c.a.payloadBytes + c.b.payloadBytes == 0) {
            return null;
        }
        return c.lastDataFromA == c.clientIsA ? Role.CLIENT : Role.SERVER;
    }

    /** Packets captured twice, of which the first is frame {@link #firstDuplicateFrame}. */
    public int duplicates() {
        return connection().duplicates;
    }

    /** The first packet captured twice; -1 if there is none. */
    public long firstDuplicateFrame() {
        return connection().firstDuplicateFrame;
    }

    /** The latest silence of at least {@link #LONG_GAP_NANOS}, nanoseconds; 0 if there was none. */
    public long lastGapNanos() {
        return connection().lastGapNanos;
    }

    /** The last frame before that silence. */
    public long lastGapFrame() {
        return connection().lastGapFrame;
    }

    /** The longest silence before the latest one, nanoseconds; 0 if there was none of at least {@link #LONG_GAP_NANOS}. */
    public long longestEarlierGapNanos() {
        return connection().longestEarlierGapNanos;
    }

    /** Who sent the latest ICMP error about it; null if there was none. */
    public @Nullable IpAddress icmpSender() {
        return connection().icmpSender;
    }

    /** When the connection's first FIN or ending RST was sent; {@link #NEVER} if there is none. */
    public long closeStartNanos() {
        return connection().closeStartNanos;
    }

    /** Frame of the first FIN; -1 without. */
    public long firstFinFrame() {
        return connection().firstFinFrame;
    }

    /** Which side sent the RST that ended it, or ended its TIME_WAIT; null if none did. */
    public @Nullable Role resetBy() {
        Connection c = connection();
        return c.wasReset() ? c.roleOf(c.resetByA ? c.a : c.b) : null;
    }

    /** Whether that side came to TIME_WAIT, whatever ended it. */
    public boolean heldTimeWait(Role role) {
        Connection c = connection();
        return c.end(role).reachesTimeWait(c.end(role.peer()));
    }

    /** When that side entered TIME_WAIT; only if it {@link #heldTimeWait}. */
    public long timeWaitNanos(Role role) {
        return connection().end(role).timeWaitNanos();
    }

    /** When that side left TIME_WAIT: by its timer, which is assumed, by a RST, by reuse, or with the capture. Only if it {@link #heldTimeWait}. */
    public long timeWaitEndNanos(Role role) {
        Connection c = connection();
        long end = c.end(role).timeWaitArmedNanos() + profiles.timeWaitNanos(c, role);
        if (c.wasReset()) {
            end = Math.min(end, c.resetNanos);
        }
        Ending how = ending();
        return Math.min(end, how.reason() == Ending.Reason.REUSED ? how.reusedNanos() : how.nanos());
    }

    /** Stands for an instant that has not come. */
    public static final long NEVER = Endpoint.NEVER;

    /** One side of it: a view that goes on to the next connection with its {@link Life}. */
    public static final class Side {
        private Endpoint end = new Endpoint();

        private Side() {}

        public long packets() {
            return end.packets;
        }

        public long payloadBytes() {
            return end.payloadBytes;
        }

        public long retransmissions() {
            return end.retransmissions;
        }

        public int synRetransmissions() {
            return end.synRetransmissions;
        }

        public int finRetransmissions() {
            return end.finRetransmissions;
        }

        /** Whether its SYN or SYN-ACK was seen, so that {@link #isn} and {@link #synOptions} are known. */
        public boolean sentSyn() {
            return end.is(Endpoint.SYN_SEEN) || end.is(Endpoint.SYN_ACK_SEEN);
        }

        public boolean sentSynAck() {
            return end.is(Endpoint.SYN_ACK_SEEN);
        }

        public boolean sentFin() {
            return end.is(Endpoint.FIN_SEEN);
        }

        /** Initial sequence number, or the best guess of it. */
        public int isn() {
            return end.isn;
        }

        /** Highest sequence number after anything it was seen to send. */
        public int sndNxt() {
            return end.sndNxt;
        }

        /** Highest acknowledgement it sent. */
        public int rcvNxt() {
            return end.rcvNxt;
        }

        /** Whether it acknowledged anything, so that {@link #rcvNxt} is known. */
        public boolean acknowledged() {
            return end.is(Endpoint.ACKED);
        }

        /** Sequence number after its FIN; only if {@link #sentFin}. */
        public int finEnd() {
            return end.finEnd;
        }

        /** First captured copy of its FIN; {@link Life#NEVER} if none. */
        public long finNanos() {
            return end.finNanos;
        }

        /** Arrival of the ACK of its FIN; {@link Life#NEVER} if none. */
        public long finAckedNanos() {
            return end.finAckedNanos;
        }

        /** Arrival of the peer's FIN; {@link Life#NEVER} if none. */
        public long finReceivedNanos() {
            return end.finReceivedNanos;
        }

        public long establishedNanos() {
            return end.establishedNanos;
        }

        /** Its latest new data; {@link Life#NEVER} if it sent none. */
        public long lastDataNanos() {
            return end.lastDataNanos;
        }

        /** Frame of its latest new data; -1 if it sent none. */
        public long lastDataFrame() {
            return end.lastDataFrame;
        }

        /** Its latest segment of any kind; {@link Life#NEVER} if there is none. */
        public long lastSentNanos() {
            return end.lastSentNanos;
        }

        /** All {@code PayloadHint}s of its data, together. */
        public int hints() {
            return end.hints;
        }

        /** The {@code PayloadHint}s of its latest new data. */
        public int lastHints() {
            return end.lastHints;
        }

        /** Options of its SYN or SYN-ACK. */
        public SynOptions synOptions() {
            return new SynOptions(end.synOptions);
        }

        /** TSval of its first SYN or SYN-ACK; only if its {@link #synOptions} have timestamps. */
        public int synTsVal() {
            return end.synTsVal;
        }

        /** Segments with which it closed its window. */
        public int zeroWindows() {
            return end.zeroWindows;
        }

        /** Whether something it sent was acknowledged but not captured. */
        public boolean lostByCapture() {
            Holes holes = end.rare == null ? null : end.rare.holes;
            return holes != null && !holes.isEmpty();
        }
    }
}
