# What many connections do together.

# _load KIND: the client is one of lib/load.py's.
_load() { on client python3 "$LIB/load.py" "$1" 10.77.0.2 80; }

# 200 local ports, a connection for each request, the client closes first: when all are in TIME_WAIT connect() fails and sends nothing. The
# even ports come first, then the odd ones.
ports_used_up() {
    client_and_server
    setting client 'net.ipv4.ip_local_port_range=40000 40199'
    setting client net.ipv4.tcp_tw_reuse=0
    start_nginx server 65
    capture client eth0 -s 96
    _load used-up
    finish
}

# Six requests at a time, fourteen times, on a pool that keeps two connections: four of six are made anew each time.
pool_too_small() {
    client_and_server
    start_nginx server 65
    capture client eth0 -s 96
    _load pool
    finish
}

# 40 connections, each used once and left open.
connection_leak() {
    client_and_server
    start_nginx server 65
    capture client eth0 -s 96
    _load leak &
    sleep 14
    finish
}

# Eight connections without data, one each half second.
health_checks() {
    client_and_server
    start_nginx server 65
    capture server eth0
    _load checks
    finish
}

# 400 SYNs from as many addresses that never answer; nginx's kernel sends each a SYN-ACK. A real client is served before and after.
syn_flood() {
    client_and_server
    start_nginx server 65
    setting server net.ipv4.tcp_synack_retries=0
    ip -n "$RUN-server" route add 10.78.0.0/16 via 10.77.0.1
    setting client net.ipv4.ip_forward=0
    capture server eth0 -s 96
    get 'http://10.77.0.2/[1-2]'
    _load flood
    get 'http://10.77.0.2/[1-2]'
    finish
}

# A flood fills the queue of half-open connections; what else comes is answered with SYN cookies.
syn_cookies() {
    client_and_server
    setting server net.core.somaxconn=16
    setting server net.ipv4.tcp_max_syn_backlog=16
    setting server net.ipv4.tcp_synack_retries=2
    start_nginx server 65
    ip -n "$RUN-server" route add 10.78.0.0/16 via 10.77.0.1
    setting client net.ipv4.ip_forward=0
    capture server eth0 -s 96
    local i
    for ((i = 0; i < 10; i++)); do get http://10.77.0.2/; done
    _load flood
    for ((i = 0; i < 30; i++)); do get http://10.77.0.2/; done
    finish
}
