package io.finwait.decode;

/** Why a frame gave no TCP segment. Stable names: they appear in reports. */
public enum DecodeProblem {
    NOT_IP("not IP"),
    NOT_TCP("IP, not TCP"),
    TCP_IN_ICMP("ICMP error that quotes a TCP header"),
    LATER_FRAGMENT("IP fragment without the TCP header"),
    LINK_HEADER_TRUNCATED("link-layer header cut off"),
    IP_HEADER_TRUNCATED("IP header cut off"),
    IP_MALFORMED("malformed IP header"),
    TCP_HEADER_TRUNCATED("TCP header cut off"),
    TCP_BAD_DATA_OFFSET("malformed TCP header"),
    UNSUPPORTED_LINK_TYPE("unsupported link type"),
    TOO_MANY_HEADERS("headers nested too deeply");

    private final String label;

    DecodeProblem(String label) {
        this.label = label;
    }

    /** A few words for a report. */
    public String label() {
        return label;
    }
}
