package io.finwait.host;

import io.finwait.flow.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The addresses of a network namespace, as /proc tells them. */
final class LocalAddresses {
    /** More are left out: somebody routes whole networks to this host. */
    private static final int MOST = 1_000;

    private static final int WORD = 16;

    private LocalAddresses() {}

    /** From /proc/net/fib_trie (net/ipv4/fib_trie.c): a leaf's address, and below it {@code /32 host LOCAL}. */
    static List<IpAddress> ofV4(String text) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        String leaf = "";
        for (String line : text.split("\n", -1)) {
            String words = line.strip();
            if (words.startsWith("|-- ")) {
                leaf = words.substring("|-- ".length());
            } else if (words.equals("/32 host LOCAL") && addresses.size() < MOST) {
                add(addresses, leaf);
            }
        }
        return List.copyOf(addresses);
    }

    private static void add(Set<IpAddress> addresses, String address) {
        try {
            addresses.add(IpAddress.parse(address));
        } catch (IllegalArgumentException e) {
            // Not a form that this kernel should write; without it less is known, and nothing wrong.
        }
    }

    /** From /proc/net/if_inet6 (net/ipv6/addrconf.c): 32 hexadecimal digits begin each line. */
    static List<IpAddress> ofV6(String text) {
        List<IpAddress> addresses = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.matches("[0-9a-fA-F]{32} .*") && addresses.size() < MOST) {
                addresses.add(new IpAddress(
                        Long.parseUnsignedLong(line.substring(0, WORD), WORD),
                        Long.parseUnsignedLong(line.substring(WORD, 2 * WORD), WORD)));
            }
        }
        return addresses;
    }
}
