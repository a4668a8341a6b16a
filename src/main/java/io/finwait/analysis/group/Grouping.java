package io.finwait.analysis.group;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.flow.IpNetwork;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the connections of a group have in common.
 *
 * @param prefixBits of {@link By#NET}, the length of the networks' prefix; else 0
 */
public record Grouping(By by, int prefixBits) {
    /** The kinds of grouping. */
    public enum By {
        /** The client's address. */
        CLIENT("client"),
        /** The server's address. */
        SERVER("server"),
        /** The server's address and port. */
        SERVICE("server"),
        /** The network that the client's address is in. */
        NET("client"),
        /** How the connection ended. */
        KIND("kind"),
        /** Who closed first. */
        CLOSER("closer");

        private final String field;

        By(String field) {
            this.field = field;
        }
    }

    private static final Pattern NETWORK = Pattern.compile("net/([0-9]{1,3})");
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    /** What addresses of the family are grouped by that the prefix is not meant for: a subnet, by custom. */
    private static final int IPV4_SUBNET = 24;

    private static final int IPV6_SUBNET = 64;

    /**
     * Reads {@code client}, {@code service}, {@code net/24} and so on.
     *
     * @throws IllegalArgumentException saying in one line what is wrong with it
     */
    public static Grouping parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        Matcher network = NETWORK.matcher(name);
        if (network.matches()) {
            int bits = Integer.parseInt(network.group(1));
            if (bits < 1 || bits > IPV6_BITS) {
                throw new IllegalArgumentException("'" + text + "': a network's prefix has 1 to " + IPV4_BITS
                        + " bits (IPv4) or up to " + IPV6_BITS + " (IPv6)");
            }
            return new Grouping(By.NET, bits);
        }
        for (By by : By.values()) {
            if (by != By.NET && name.equals(by.name().toLowerCase(Locale.ROOT))) {
                return new Grouping(by, 0);
            }
        }
        throw new IllegalArgumentException("'" + text
                + "' is nothing to group by; use client, server, service, net/24 (any length), kind or closer");
    }

    /** What {@code c} has in common with the others of its group; equal for all of them, with their words as its text. */
    Object key(ConnectionRecord c) {
        return switch (by) {
            case CLIENT -> c.client().ip();
            case SERVER -> c.server().ip();
            case SERVICE -> c.server();
            case NET -> network(c.client());
            case KIND -> c.close().kind();
            case CLOSER -> c.close().activeCloser();
        };
    }

    private IpNetwork network(HostPort client) {
        IpAddress ip = client.ip();
        boolean meant = ip.isV4() == prefixBits <= IPV4_BITS;
        return IpNetwork.around(ip, meant ? prefixBits : ip.isV4() ? IPV4_SUBNET : IPV6_SUBNET);
    }

    /** The words for a group: an address, a network, or a word that conditions know. */
    static String words(Object key) {
        return key instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : key.toString();
    }

    /** The field of {@code --where} whose values the groups' words are. */
    public String field() {
        return by.field;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        String name = by.name().toLowerCase(Locale.ROOT);
        return by == By.NET ? name + "/" + prefixBits : name;
    }
}
