package io.finwait.host;

import io.finwait.flow.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the files that a {@link HostSample} is made of, and notes which could not be. */
final class SampleReader {
    private static final long SECOND = 1_000_000_000;
    private static final int MOST_COUNTERS = 2_000;

    private final ProcTree proc;
    private final List<Missing> missing = new ArrayList<>();

    SampleReader(ProcTree proc) {
        this.proc = proc;
    }

    HostSample read(boolean withOwners) throws IOException {
        Instant now = Instant.now();
        HostSettings own = readSettings();
        var inodes = new InodeGroups(withOwners);
        HostSockets sockets = sockets(own.ports(), inodes);
        OwnerCoverage owners = withOwners ? new OwnerSearch(inodes).search(proc.root()) : null;
        return new HostSample(
                false,
                proc.isCopy() ? -1 : now.getEpochSecond() * SECOND + now.getNano(),
                optional(proc.sys("kernel/hostname")),
                optional(proc.sys("kernel/osrelease")),
                upSeconds(),
                sockets,
                own.settings(),
                gauges(),
                counters(),
                own.addresses(),
                owners,
                List.copyOf(missing));
    }

    HostSettings readSettings() {
        return new HostSettings(settings(), addresses());
    }

    /** The tables, that of IPv6 first: its listeners accept IPv4 too, but not the other way round. */
    private HostSockets sockets(@Nullable PortRange range, InodeGroups inodes) throws IOException {
        var tally = new SocketTally(range, inodes);
        try {
            tally.strange(SocketTable.read(proc.net().resolve("tcp6"), tally::add));
        } catch (IOException e) {
            miss(proc.net().resolve("tcp6"), ProcTree.reason(e));
        }
        Path table = proc.net().resolve("tcp");
        try {
            tally.strange(SocketTable.read(table, tally::add));
        } catch (IOException e) {
            Missing missed = proc.missing(table, ProcTree.reason(e));
            throw new IOException(missed.file() + ": " + missed.why(), e);
        }
        return tally.sockets();
    }

    private Map<Setting, String> settings() {
        var settings = new EnumMap<Setting, String>(Setting.class);
        if (!proc.hasSettings()) {
            miss(proc.sys("net"), "of another network namespace, which only a process in it can read");
            return settings;
        }
        for (Setting setting : Setting.values()) {
            String value = setting.isOptional() ? optional(proc.sys(setting.path())) : text(proc.sys(setting.path()));
            if (value != null && !(setting.isOptional() && value.isEmpty())) {
                settings.put(setting, value.strip());
            }
        }
        return settings;
    }

    private Map<Gauge, Long> gauges() {
        var gauges = new EnumMap<Gauge, Long>(Gauge.class);
        String text = text(proc.net().resolve("sockstat"));
        if (text != null) {
            for (String line : text.split("\n", -1)) {
                String[] words = line.split("[: ]+", -1);
                for (Gauge gauge : Gauge.values()) {
                    for (int i = 1; i + 1 < words.length; i += 2) {
                        if (words[0].equals(gauge.line()) && words[i].equals(gauge.field())) {
                            put(gauges, gauge, words[i + 1]);
                        }
                    }
                }
            }
        }
        if (proc.hasSettings()) {
            put(gauges, Gauge.CONNTRACK, optional(proc.sys("net/netfilter/nf_conntrack_count")));
        }
        return gauges;
    }

    private static <K> void put(Map<K, Long> numbers, K key, String digits) {
        String number = digits.strip();
        if (number.matches("-?[0-9]{1,18}")) {
            numbers.put(key, Long.parseLong(number));
        }
    }

    private Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        count(proc.net().resolve("snmp"), "Tcp", counters);
        count(proc.net().resolve("netstat"), "TcpExt", counters);
        return counters;
    }

    /** Lines come in pairs, {@code TcpExt: NAME…} and {@code TcpExt: NUMBER…} (net/ipv4/proc.c). */
    private void count(Path file, String protocol, Map<String, Long> counters) {
        String text = text(file);
        String prefix = protocol + ":";
        String[] names = null;
        for (String line : text == null ? new String[0] : text.split("\n", -1)) {
            if (!line.startsWith(prefix)) {
                continue;
            }
            String[] words = line.substring(prefix.length()).strip().split(" +", -1);
            if (names == null) {
                names = words;
                continue;
            }
            for (int i = 0; i < Math.min(Math.min(names.length, words.length), MOST_COUNTERS); i++) {
                if (names[i].matches("[A-Za-z0-9]{1,64}")) {
                    put(counters, protocol + names[i], words[i]);
                }
            }
            return;
        }
    }

    private List<IpAddress> addresses() {
        List<IpAddress> addresses =
                new ArrayList<>(LocalAddresses.ofV4(optional(proc.net().resolve("fib_trie"))));
        addresses.addAll(LocalAddresses.ofV6(optional(proc.net().resolve("if_inet6"))));
        return List.copyOf(addresses);
    }

    private double upSeconds() {
        String seconds = optional(proc.root().resolve("uptime")).split(" ", -1)[0];
        return seconds.matches("[0-9]{1,12}(\\.[0-9]{1,9})?") ? Double.parseDouble(seconds) : -1;
    }

    private @Nullable String text(Path file) {
        try {
            return ProcTree.text(file);
        } catch (IOException e) {
            miss(file, ProcTree.reason(e));
            return null;
        }
    }

    /** Nothing is said where it is not there. */
    private static String optional(Path file) {
        try {
            return ProcTree.text(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private void miss(Path file, String why) {
        missing.add(proc.missing(file, why));
    }
}
