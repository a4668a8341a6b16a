package io.finwait.lifecycle;

/** What moves an endpoint between states (RFC 9293 §3.3.2, Figure 5), named from its own point of view. */
enum TcpEvent {
    SND_SYN,
    SND_SYN_ACK,
    RCV_SYN_ACK,
    RCV_ACK_OF_SYN,
    SND_FIN,
    RCV_FIN,
    RCV_ACK_OF_FIN,
    TIMEOUT_2MSL,
    SND_RST,
    RCV_RST
}
