package io.finwait.host;

/** The kernel settings that bear on opening and closing connections (Documentation/networking/ip-sysctl.rst). */
public enum Setting {
    IP_LOCAL_PORT_RANGE("net/ipv4/ip_local_port_range"),
    IP_LOCAL_RESERVED_PORTS("net/ipv4/ip_local_reserved_ports"),
    TCP_TW_REUSE("net/ipv4/tcp_tw_reuse"),
    /** Since about Linux 6.14. */
    TCP_TW_REUSE_DELAY("net/ipv4/tcp_tw_reuse_delay"),
    /** Until Linux 4.11. */
    TCP_TW_RECYCLE("net/ipv4/tcp_tw_recycle"),
    TCP_TIMESTAMPS("net/ipv4/tcp_timestamps"),
    TCP_FIN_TIMEOUT("net/ipv4/tcp_fin_timeout"),
    TCP_MAX_TW_BUCKETS("net/ipv4/tcp_max_tw_buckets"),
    TCP_RFC1337("net/ipv4/tcp_rfc1337"),
    TCP_MAX_ORPHANS("net/ipv4/tcp_max_orphans"),
    TCP_ORPHAN_RETRIES("net/ipv4/tcp_orphan_retries"),
    SOMAXCONN("net/core/somaxconn"),
    TCP_MAX_SYN_BACKLOG("net/ipv4/tcp_max_syn_backlog"),
    TCP_SYNCOOKIES("net/ipv4/tcp_syncookies"),
    TCP_ABORT_ON_OVERFLOW("net/ipv4/tcp_abort_on_overflow"),
    TCP_SYN_RETRIES("net/ipv4/tcp_syn_retries"),
    TCP_SYNACK_RETRIES("net/ipv4/tcp_synack_retries"),
    TCP_RETRIES2("net/ipv4/tcp_retries2"),
    TCP_KEEPALIVE_TIME("net/ipv4/tcp_keepalive_time"),
    TCP_KEEPALIVE_INTVL("net/ipv4/tcp_keepalive_intvl"),
    TCP_KEEPALIVE_PROBES("net/ipv4/tcp_keepalive_probes"),
    TCP_MEM("net/ipv4/tcp_mem"),
    /** Where connection tracking is loaded. */
    NF_CONNTRACK_MAX("net/netfilter/nf_conntrack_max");

    private final String path;

    Setting(String path) {
        this.path = path;
    }

    /** Below /proc/sys. */
    public String path() {
        return path;
    }

    /** Its name, which is the file's. */
    public String label() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether a kernel of today may lack it, so that there is nothing to say where it is not there. */
    boolean isOptional() {
        return this == TCP_TW_REUSE_DELAY || this == TCP_TW_RECYCLE || this == NF_CONNTRACK_MAX;
    }
}
