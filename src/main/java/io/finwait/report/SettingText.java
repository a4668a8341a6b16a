package io.finwait.report;

import io.finwait.host.Setting;

/** What the value of a kernel setting means, in a few words (Documentation/networking/ip-sysctl.rst and the sources). */
final class SettingText {
    private SettingText() {}

    /**
     * Says it.
     *
     * @param value the number it has; -1 if it is none
     */
    static String of(Setting setting, long value) {
        return switch (setting) {
            case IP_LOCAL_PORT_RANGE -> "local ports that connect() picks from";
            case IP_LOCAL_RESERVED_PORTS -> "local ports that it does not pick";
            case TCP_TW_REUSE -> reuse(value);
            case TCP_TW_REUSE_DELAY -> "ms until a port may be taken over";
            case TCP_TW_RECYCLE -> value > 0 ? "on: drops SYNs of clients behind NAT" : "off";
            case TCP_TIMESTAMPS ->
                switch ((int) value) {
                    case 0 -> "off: no tcp_tw_reuse, no PAWS";
                    case 1 -> "on, each connection or pair of hosts with an offset";
                    case 2 -> "on, without offsets";
                    default -> "";
                };
            case TCP_FIN_TIMEOUT -> "s in FIN_WAIT_2 without a program; not TIME_WAIT, always 60 s";
            case TCP_MAX_TW_BUCKETS -> "sockets in TIME_WAIT; more are closed at once";
            case TCP_RFC1337 -> value == 0 ? "off: a RST ends TIME_WAIT" : "on: a RST does not end TIME_WAIT";
            case TCP_MAX_ORPHANS -> "sockets without a program; more are reset";
            case TCP_ORPHAN_RETRIES ->
                value == 0 ? "repeats without a program; 0 stands for 8" : "repeats without a program";
            case SOMAXCONN -> "most that listen() gets as its backlog";
            case TCP_MAX_SYN_BACKLOG -> "half-open connections, with SYN cookies off";
            case TCP_SYNCOOKIES ->
                switch ((int) value) {
                    case 0 -> "off: a full SYN queue drops SYNs";
                    case 1 -> "where a SYN queue is full";
                    case 2 -> "always";
                    default -> "";
                };
            case TCP_ABORT_ON_OVERFLOW ->
                value == 0 ? "off: a full accept queue drops" : "on: a full accept queue answers with RST";
            case TCP_SYN_RETRIES -> "repeats of a SYN";
            case TCP_SYNACK_RETRIES -> "repeats of a SYN-ACK";
            case TCP_RETRIES2 -> "repeats of data, about, until it is given up";
            case TCP_KEEPALIVE_TIME -> "s of silence before probes, if asked for";
            case TCP_KEEPALIVE_INTVL -> "s between probes";
            case TCP_KEEPALIVE_PROBES -> "unanswered probes that end a connection";
            case TCP_MEM -> "pages: enough, begin to save, most";
            case NF_CONNTRACK_MAX -> "connections that may be tracked";
        };
    }

    private static String reuse(long value) {
        return switch ((int) value) {
            case 0 -> "off: a port in TIME_WAIT is taken for 60 s";
            case 1 -> "on: connect() takes ports in TIME_WAIT over, if they had timestamps";
            case 2 -> "as on, but for loopback only";
            default -> "";
        };
    }
}
