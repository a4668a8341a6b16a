package io.finwait.host;

/**
 * The counters that bear on opening and closing connections, and what raises each (Linux, include/uapi/linux/snmp.h and where it names
 * them; RFC 4022 for those of Tcp). Kernels have others, and not all of these.
 */
public enum KernelCounter {
    ACTIVE_OPENS("TcpActiveOpens", "connections begun from here"),
    PASSIVE_OPENS("TcpPassiveOpens", "connections begun by others"),
    ATTEMPT_FAILS("TcpAttemptFails", "of both, that never opened: refused, unanswered, reset"),
    ESTAB_RESETS("TcpEstabResets", "open connections that ended by RST or by giving up"),
    RETRANS_SEGS("TcpRetransSegs", "segments sent again"),
    IN_ERRS("TcpInErrs", "segments received with errors"),
    OUT_RSTS("TcpOutRsts", "RSTs sent"),
    TW("TcpExtTW", "sockets that went to TIME_WAIT, or to a FIN_WAIT_2 that no program holds"),
    TW_RECYCLED("TcpExtTWRecycled", "ports in TIME_WAIT that connect() took over (tcp_tw_reuse)"),
    TW_KILLED("TcpExtTWKilled", "as TW, but for 4 s or less"),
    TIME_WAIT_OVERFLOW(
            "TcpExtTCPTimeWaitOverflow", "closed without TIME_WAIT: tcp_max_tw_buckets reached, or no memory"),
    PAWS_ACTIVE("TcpExtPAWSActive", "SYN-ACKs refused: they echo a timestamp that was not sent"),
    PAWS_PASSIVE("TcpExtPAWSPassive", "SYNs dropped by tcp_tw_recycle for their timestamps"),
    PAWS_ESTAB("TcpExtPAWSEstab", "segments dropped: timestamp older than the connection's last"),
    PAWS_TIME_WAIT("TcpExtPAWSTimewait", "segments to TIME_WAIT refused: timestamp older than its last"),
    LISTEN_OVERFLOWS("TcpExtListenOverflows", "SYNs and ACKs of handshakes that met a full accept queue"),
    LISTEN_DROPS("TcpExtListenDrops", "all SYNs and ACKs that listeners dropped, those included"),
    REQ_Q_FULL_COOKIES("TcpExtTCPReqQFullDoCookies", "SYNs that met a full SYN queue and got a SYN cookie"),
    REQ_Q_FULL_DROP("TcpExtTCPReqQFullDrop", "SYNs that met a full SYN queue and were dropped"),
    COOKIES_SENT("TcpExtSyncookiesSent", "SYN cookies sent"),
    COOKIES_RECEIVED("TcpExtSyncookiesRecv", "SYN cookies that came back"),
    COOKIES_FAILED("TcpExtSyncookiesFailed", "ACKs at a listener that were no SYN cookie of its"),
    EMBRYONIC_RESETS("TcpExtEmbryonicRsts", "half-open connections that were reset"),
    DEFER_ACCEPT("TcpExtTCPDeferAcceptDrop", "ACKs of handshakes passed over until data comes (TCP_DEFER_ACCEPT)"),
    ABORT_ON_DATA("TcpExtTCPAbortOnData", "closed with RST: SO_LINGER 0, or data came after close()"),
    ABORT_ON_CLOSE("TcpExtTCPAbortOnClose", "closed with RST: close() with data unread"),
    ABORT_ON_MEMORY("TcpExtTCPAbortOnMemory", "ended at once: memory short, or too many orphans"),
    ABORT_ON_TIMEOUT("TcpExtTCPAbortOnTimeout", "given up: SYNs, data, FINs or probes without an answer"),
    ABORT_ON_LINGER("TcpExtTCPAbortOnLinger", "ended in FIN_WAIT_2 by a negative TCP_LINGER2"),
    ABORT_FAILED("TcpExtTCPAbortFailed", "RSTs that could not be sent for lack of memory"),
    CHALLENGE_ACK("TcpExtTCPChallengeACK", "challenge ACKs sent (RFC 5961)"),
    SYN_CHALLENGE("TcpExtTCPSYNChallenge", "SYNs that met an open connection"),
    SKIPPED_TIME_WAIT("TcpExtTCPACKSkippedTimeWait", "ACKs that TIME_WAIT did not send, being too many"),
    SKIPPED_CHALLENGE("TcpExtTCPACKSkippedChallenge", "challenge ACKs not sent, being too many"),
    TIMEOUTS("TcpExtTCPTimeouts", "retransmission timers that ran out"),
    SYN_RETRANS("TcpExtTCPSynRetrans", "SYNs and SYN-ACKs sent again"),
    KEEP_ALIVE("TcpExtTCPKeepAlive", "keep-alive probes sent"),
    BACKLOG_DROP("TcpExtTCPBacklogDrop", "segments dropped: too much waits for a busy socket"),
    MEMORY_PRESSURES("TcpExtTCPMemoryPressures", "times that TCP began to save memory (tcp_mem)");

    private final String label;
    private final String meaning;

    KernelCounter(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** Its name as nstat prints it. */
    public String label() {
        return label;
    }

    /** What it counts, in a few words. */
    public String meaning() {
        return meaning;
    }
}
