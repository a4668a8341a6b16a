package io.finwait.host;

/** What the kernel has right now of something (proc_net_sockstat in net/ipv4/proc.c), beside its socket tables. */
public enum Gauge {
    /** Sockets that no program holds any more, of the whole host. */
    ORPHAN("TCP", "orphan"),
    /** Sockets in TIME_WAIT and in a FIN_WAIT_2 that no program holds, both kept small; of the namespace. */
    TW("TCP", "tw"),
    /** Pages that TCP has in use, of the whole host. */
    MEM("TCP", "mem"),
    /** Connections that are tracked in the namespace. */
    CONNTRACK("", "");

    private final String line;
    private final String field;

    Gauge(String line, String field) {
        this.line = line;
        this.field = field;
    }

    /** The line of /proc/net/sockstat; empty if it is not there. */
    String line() {
        return line;
    }

    String field() {
        return field;
    }
}
