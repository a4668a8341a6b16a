package io.finwait.host;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A sample with other addresses, and without what else may name somebody: the host's name, the folder of a saved /proc. Records are
 * made anew by their constructors, so that a component added to one does not pass through here before somebody has thought of it.
 */
final class AnonymousSample {
    private static final String LEFT_OUT = "(not told)";
    private static final Path PROC = Path.of("/proc");

    /** A program may be called after whom it serves: two numbers with something between and behind them, or two colons. */
    private static final Pattern LIKE_AN_ADDRESS = Pattern.compile("[0-9][.:_-][0-9]+[.:_-]|:.*:");

    private final UnaryOperator<IpAddress> pseudonyms;

    AnonymousSample(UnaryOperator<IpAddress> pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    HostSample of(HostSample sample) {
        return new HostSample(
                true,
                sample.takenNanos(),
                "",
                sample.kernel(),
                sample.upSeconds(),
                of(sample.sockets()),
                sample.settings(),
                sample.gauges(),
                sample.counters(),
                sample.addresses().stream().map(pseudonyms).sorted().toList(),
                sample.owners(),
                sample.missing().stream()
                        .map(missing -> new Missing(PROC, missing.name(), missing.why()))
                        .toList());
    }

    /** Sorted as they were, but where the order of addresses decided now by that of pseudonyms: else it would tell something. */
    private HostSockets of(HostSockets sockets) {
        return new HostSockets(
                sockets.counts(),
                ofGroups(sockets.services()),
                ofGroups(sockets.destinations()),
                ofPeers(sockets.peers()),
                ofPeers(sockets.locals()),
                sockets.notTold(),
                sockets.strange());
    }

    private List<SocketGroup> ofGroups(List<SocketGroup> groups) {
        return groups.stream().map(this::of).sorted(SocketGroup.BUSIEST_FIRST).toList();
    }

    private SocketGroup of(SocketGroup group) {
        IpAddress from = group.from();
        return group.between(
                from == null ? null : pseudonyms.apply(from),
                new HostPort(
                        pseudonyms.apply(group.service().ip()), group.service().port()),
                group.owners().stream().map(AnonymousSample::of).toList());
    }

    private static Owner of(Owner owner) {
        String command = owner.command();
        return new Owner(
                LIKE_AN_ADDRESS.matcher(command).find() ? LEFT_OUT : command,
                owner.pid(),
                owner.processes(),
                owner.sockets(),
                owner.closeWait());
    }

    private List<PeerSockets> ofPeers(List<PeerSockets> peers) {
        return peers.stream()
                .map(peer -> new PeerSockets(pseudonyms.apply(peer.ip()), peer.counts()))
                .sorted(PeerSockets.BUSIEST_FIRST)
                .toList();
    }
}
