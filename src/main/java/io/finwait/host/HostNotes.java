package io.finwait.host;

import io.finwait.host.HostNote.Kind;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in words what of a sample matters. Only what the numbers show: a counter tells what has been since it began. */
public final class HostNotes {
    /** Nothing is full below that share of its limit. */
    private static final long NEARLY_PERCENT = 80;

    /** Sockets on their way through CLOSE_WAIT or LAST_ACK are normal; so many at once are worth a look. */
    private static final long PILE = 20;

    private static final String SINCE = " (since boot, or since this network namespace was made)";

    private final HostSample sample;
    private final List<HostNote> notes = new ArrayList<>();

    private HostNotes(HostSample sample) {
        this.sample = sample;
    }

    /** The notes of a sample, gravest first. */
    public static List<HostNote> of(HostSample sample) {
        var all = new HostNotes(sample);
        all.settings();
        all.limits();
        all.counters();
        new GroupNotes(sample, PILE, NEARLY_PERCENT).addTo(all.notes);
        all.notes.sort(Comparator.comparing(HostNote::kind));
        return List.copyOf(all.notes);
    }

    private void add(Kind kind, String text, String source) {
        notes.add(new HostNote(kind, text, source));
    }

    private void settings() {
        if (sample.setting(Setting.TCP_TW_RECYCLE) > 0) {
            add(
                    Kind.TW_RECYCLE,
                    "tcp_tw_recycle is on: SYNs of clients that share an address (NAT) are dropped without a word where"
                            + " their timestamps are older. Set it to 0; Linux 4.12 removed it.",
                    "tcp_tw_recycle");
        }
        if (sample.setting(Setting.TCP_TW_REUSE) > 0 && sample.setting(Setting.TCP_TIMESTAMPS) == 0) {
            add(
                    Kind.TW_REUSE_WITHOUT_TIMESTAMPS,
                    "tcp_tw_reuse is " + sample.setting(Setting.TCP_TW_REUSE)
                            + ", but does nothing: it needs timestamps," + " and tcp_timestamps is 0.",
                    "tcp_tw_reuse, tcp_timestamps");
        }
    }

    private void limits() {
        limit(
                Kind.CONNTRACK_FULL,
                sample.gauge(Gauge.CONNTRACK),
                sample.setting(Setting.NF_CONNTRACK_MAX),
                "connections that may be tracked are (nf_conntrack_max). Beyond that packets of new ones are dropped.",
                "nf_conntrack_count, nf_conntrack_max");
        limit(
                Kind.TIME_WAIT_OVERFLOW,
                sample.gauge(Gauge.TW),
                sample.setting(Setting.TCP_MAX_TW_BUCKETS),
                "sockets that may wait in TIME_WAIT or, held by no program, in FIN_WAIT_2 are there (tcp_max_tw_buckets)."
                        + " Beyond that sockets are closed at once, without TIME_WAIT.",
                "/proc/net/sockstat, tcp_max_tw_buckets");
        limit(
                Kind.ORPHANS,
                sample.gauge(Gauge.ORPHAN),
                sample.setting(Setting.TCP_MAX_ORPHANS),
                "sockets without a program that the host may have are there (tcp_max_orphans). Beyond that they are reset.",
                "/proc/net/sockstat, tcp_max_orphans");
        String[] pages = sample.settings().getOrDefault(Setting.TCP_MEM, "").split("\\s+", -1);
        long used = sample.gauge(Gauge.MEM);
        if (pages.length == 3 && pages[1].matches("[0-9]{1,18}") && used > Long.parseLong(pages[1])) {
            add(
                    Kind.MEMORY,
                    "TCP has " + CountText.of(used, "page") + " of memory in use on this host, more than the "
                            + CountText.of(Long.parseLong(pages[1])) + " at which it begins to save (tcp_mem).",
                    "/proc/net/sockstat, tcp_mem");
        }
    }

    private void limit(Kind kind, long count, long most, String of, String source) {
        if (most > 0 && count * 100 >= most * NEARLY_PERCENT) {
            add(kind, CountText.of(count) + " of the " + CountText.of(most) + " " + of, source);
        }
    }

    private void counters() {
        long overflows = sample.counter("TcpExtListenOverflows");
        if (overflows > 0) {
            boolean aborts = sample.setting(Setting.TCP_ABORT_ON_OVERFLOW) == 1;
            add(
                    Kind.LISTEN_OVERFLOWS,
                    CountText.of(overflows) + " SYNs, or ACKs that end a handshake, met a full accept queue and were "
                            + (aborts ? "dropped or, with tcp_abort_on_overflow on, answered with RST" : "dropped")
                            + SINCE + ". A program accepts too slowly, or its backlog is too small" + backlogLimit()
                            + ".",
                    "TcpExtListenOverflows");
        }
        long timeWaits = sample.counter("TcpExtTCPTimeWaitOverflow");
        if (timeWaits > 0) {
            add(
                    Kind.TIME_WAIT_OVERFLOW,
                    CountText.of(timeWaits, "socket") + " got no TIME_WAIT: tcp_max_tw_buckets"
                            + value(Setting.TCP_MAX_TW_BUCKETS) + " was reached, or memory was short" + SINCE
                            + ". Late segments of such a connection meet nobody, or a new one.",
                    "TcpExtTCPTimeWaitOverflow");
        }
        long cookies = sample.counter("TcpExtTCPReqQFullDoCookies");
        long drops = sample.counter("TcpExtTCPReqQFullDrop");
        if (cookies + drops > 0) {
            add(
                    Kind.SYN_QUEUE_FULL,
                    "SYNs met a full queue of half-open connections: " + CountText.of(cookies)
                            + " were answered with a SYN cookie, " + CountText.of(drops) + " dropped" + SINCE + ".",
                    "TcpExtTCPReqQFullDoCookies, TcpExtTCPReqQFullDrop");
        }
        long memory = sample.counter("TcpExtTCPAbortOnMemory");
        if (memory > 0) {
            add(
                    Kind.ABORTED_FOR_MEMORY,
                    CountText.of(memory, "connection")
                            + " ended at once because memory was short or too many sockets had" + " no program any more"
                            + SINCE + ".",
                    "TcpExtTCPAbortOnMemory");
        }
    }

    private String backlogLimit() {
        long most = sample.setting(Setting.SOMAXCONN);
        return most < 0 ? "" : " (listen() gets somaxconn, " + CountText.of(most) + ", at most)";
    }

    private String value(Setting setting) {
        long value = sample.setting(setting);
        return value < 0 ? "" : " (" + CountText.of(value) + " now)";
    }

    static String named(Owner owner) {
        String others = owner.processes() > 1 ? " and " + CountText.of(owner.processes() - 1) + " more" : "";
        return owner.command() + " (process " + owner.pid() + others + ")";
    }

    static long count(SocketGroup group, TcpState state) {
        return group.counts().count(state);
    }
}
