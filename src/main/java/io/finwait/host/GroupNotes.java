package io.finwait.host;

import io.finwait.host.HostNote.Kind;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes about the sockets of one service or of calls to one. */
final class GroupNotes {
    /** So many of each kind; the tables have the others. */
    private static final int MOST = 5;

    /** Somebody may be just about to accept fewer. */
    private static final long QUEUE = 5;

    private static final long MILLI = 1_000_000;
    private static final long REUSE_DELAY_MILLIS = 1_000;
    private static final String TABLES = "/proc/net/tcp, /proc/net/tcp6";

    private final HostSample sample;
    private final long pile;
    private final long nearlyPercent;

    GroupNotes(HostSample sample, long pile, long nearlyPercent) {
        this.sample = sample;
        this.pile = pile;
        this.nearlyPercent = nearlyPercent;
    }

    void addTo(List<HostNote> notes) {
        HostSockets sockets = sample.sockets();
        PortRange range = sample.ports();
        if (range != null && range.usable() > 0) {
            most(sockets.destinations(), SocketGroup::portsInUse, range.usable() * nearlyPercent / 100)
                    .forEach(group -> notes.add(ports(group, range)));
        }
        List<SocketGroup> all = Stream.concat(sockets.services().stream(), sockets.destinations().stream())
                .toList();
        most(sockets.services(), SocketGroup::backlog, QUEUE).forEach(group -> notes.add(waiting(group)));
        most(all, group -> HostNotes.count(group, TcpState.CLOSE_WAIT), pile)
                .forEach(group -> notes.add(closeWait(group)));
        most(all, group -> HostNotes.count(group, TcpState.LAST_ACK), pile).forEach(group -> notes.add(lastAck(group)));
    }

    private static List<SocketGroup> most(List<SocketGroup> groups, ToLongFunction<SocketGroup> count, long least) {
        return groups.stream()
                .filter(group -> count.applyAsLong(group) >= Math.max(1, least))
                .sorted(Comparator.comparingLong(count).reversed())
                .limit(MOST)
                .toList();
    }

    private HostNote ports(SocketGroup group, PortRange range) {
        long used = group.portsInUse();
        long waiting = HostNotes.count(group, TcpState.TIME_WAIT);
        String text = CountText.of(used) + " of the " + CountText.of(range.usable())
                + " local ports that connect() may pick (ip_local_port_range " + range + ") are in use from "
                + group.from() + " to " + group.service() + "; "
                + (waiting == 0
                        ? "none is in TIME_WAIT. "
                        : CountText.of(waiting) + " of these sockets are in TIME_WAIT. ")
                + (used >= range.usable() ? "None is left" : CountText.of(range.usable() - used) + " at most are left")
                + (waiting == 0 ? "." : reuse(group))
                + " Reuse connections; more addresses or a wider range only help for a while.";
        return new HostNote(Kind.PORTS_RUNNING_OUT, text, TABLES + ", ip_local_port_range, tcp_tw_reuse");
    }

    /** Whether ports in TIME_WAIT are lost to connect() (net/ipv4/tcp_ipv4.c, tcp_twsk_unique). */
    private String reuse(SocketGroup group) {
        long reuse = sample.setting(Setting.TCP_TW_REUSE);
        boolean timestamps = sample.setting(Setting.TCP_TIMESTAMPS) != 0;
        if (timestamps && (reuse == 1 || reuse == 2 && group.isLoopback())) {
            long delay = sample.setting(Setting.TCP_TW_REUSE_DELAY);
            return ", but connect() may take a port in TIME_WAIT over after "
                    + DurationText.of((delay < 0 ? REUSE_DELAY_MILLIS : delay) * MILLI)
                    + " where the connection had timestamps (tcp_tw_reuse is " + reuse + ").";
        }
        return reuse < 0
                ? "."
                : ", and a port in TIME_WAIT is taken for 60 s (tcp_tw_reuse is " + reuse
                        + (reuse == 2 ? ", for loopback only" : reuse == 1 ? ", but tcp_timestamps is 0" : "") + ").";
    }

    private HostNote waiting(SocketGroup group) {
        long most = sample.setting(Setting.SOMAXCONN);
        return new HostNote(
                Kind.CONNECTIONS_WAIT,
                CountText.of(group.backlog(), "connection") + " to " + group.service()
                        + (group.backlog() == 1 ? " waits" : " wait") + " to be accepted" + by(holder(group, false))
                        + ". How many may wait /proc does not tell (ss -ltn does, as Send-Q)"
                        + (most < 0 ? "." : "; listen() caps it at somaxconn, " + CountText.of(most) + " now."),
                TABLES + ", somaxconn");
    }

    private static HostNote closeWait(SocketGroup group) {
        return new HostNote(
                Kind.CLOSE_WAIT,
                CountText.of(HostNotes.count(group, TcpState.CLOSE_WAIT)) + " sockets " + of(group)
                        + " are in CLOSE_WAIT: the other side has closed, this side has not yet"
                        + heldBy(holder(group, true))
                        + (group.unaccepted() > 0
                                ? ". Of its sockets " + CountText.of(group.unaccepted()) + " were not accepted yet"
                                : "")
                        + ". If they stay (--interval shows it), the program forgets to close them.",
                TABLES);
    }

    private static HostNote lastAck(SocketGroup group) {
        return new HostNote(
                Kind.LAST_ACK,
                CountText.of(HostNotes.count(group, TcpState.LAST_ACK)) + " sockets " + of(group)
                        + " are in LAST_ACK: they have sent their FIN last and wait for its ACK. If they stay, the peers are"
                        + " gone or packets are lost on the way.",
                TABLES);
    }

    private static String of(SocketGroup group) {
        return group.from() == null ? "at " + group.service() : "from " + group.from() + " to " + group.service();
    }

    private static @Nullable Owner holder(SocketGroup group, boolean closeWait) {
        return group.owners().stream()
                .filter(owner -> !closeWait || owner.closeWait() > 0)
                .max(Comparator.comparingLong(closeWait ? Owner::closeWait : Owner::sockets))
                .orElse(null);
    }

    private static String by(@Nullable Owner owner) {
        return owner == null ? "" : " by " + HostNotes.named(owner);
    }

    private static String heldBy(@Nullable Owner owner) {
        return owner == null ? "" : "; " + HostNotes.named(owner) + " holds " + CountText.of(owner.closeWait());
    }
}
