package io.finwait.finding.resource;

import io.finwait.finding.tally.PairTally;
import io.finwait.lifecycle.HostProfile;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.words.CountText;

/**
 * The ports that a client's kernel picks from.
 *
 * @param assumed whether that is a system's default and not what the user said
 */
public record PortRange(int first, int last, boolean assumed) {
    /** Linux: net.ipv4.ip_local_port_range. */
    private static final PortRange LINUX = new PortRange(32_768, 60_999, true);

    /** IANA's dynamic ports (RFC 6335 §6), which Windows and macOS use. */
    private static final PortRange DYNAMIC = new PortRange(49_152, 65_535, true);

    /** What administrators widen it to. */
    private static final PortRange WIDE = new PortRange(1024, 65_535, true);

    /** What the user said of the client's host; else the default range that its ports fit into, Linux's first. */
    public static PortRange of(PairTally pair, HostProfiles profiles) {
        HostProfile profile = profiles.of(pair.subject().client());
        var said = new PortRange(profile.firstEphemeralPort(), profile.lastEphemeralPort(), false);
        if (said.first != LINUX.first || said.last != LINUX.last) {
            return said;
        }
        if (LINUX.holds(pair)) {
            return LINUX;
        }
        return DYNAMIC.holds(pair) ? DYNAMIC : WIDE;
    }

    private boolean holds(PairTally pair) {
        return pair.lowestPort() >= first && pair.highestPort() <= last;
    }

    /** How many there are. */
    public int ports() {
        return last - first + 1;
    }

    /** {@code 28,000 of 28,232 local ports (99 % of 32768-60999, assumed)}. */
    public String inUse(long count) {
        return CountText.of(count) + " of " + CountText.of(ports()) + " local ports ("
                + CountText.percent(Math.min(count, ports()), ports()) + " of " + first + "-" + last
                + (assumed ? ", assumed" : "") + ")";
    }
}
