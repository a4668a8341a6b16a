# Port numbers that are used again.

# The server closes first and keeps TIME_WAIT. The client comes back from the same port after 2 s, three times, and is let in.
time_wait_reuse() {
    client_and_server
    capture server eth0
    local life
    for life in 1 2 3 4; do
        endpoint server 'listen 10.77.0.2 8000' "mark ready-$life" accept 'recv 100' 'send 200' close &
        local server=$!
        await "ready-$life"
        endpoint client 'bind 40000' 'connect 10.77.0.2 8000' 'send 100' recv-eof close
        wait $server
        poll "the end of the client's socket" all_quiet
        [[ $life -eq 4 ]] || sleep 2
    done
    finish
}

# 400 connections, one per request, from 200 ports: nginx closes first, most ports are used more than once while the server still has
# them in TIME_WAIT, and every twentieth client aborts. The seed of the benchmark's big capture.
churn_seed() {
    client_and_server
    start_nginx server 0
    setting client 'net.ipv4.ip_local_port_range=40000 40199'
    capture server eth0 -s 96
    local i
    for ((i = 1; i <= 400; i++)); do
        if ((i % 20 == 0)); then
            endpoint client 'connect 10.77.0.2 80' 'send GET /' linger0 close
        else
            get_until_eof "http://10.77.0.2/$i"
        fi
    done
    finish
}

# Two hosts behind one address (source NAT) use the same eight ports, one host after the other, while the server has TIME_WAIT for the first.
# Where the second host's timestamps seem older, the server answers SYN with an ACK of the old connection, gets RST, and lets the
# repeated SYN in. Timestamps start at random, so about half of the eight show it.
nat_time_wait() {
    local ports port
    ports=$(seq 40000 40007)
    host first
    host second
    host nat
    host server
    veth first eth0 nat eth1
    veth second eth0 nat eth2
    veth nat eth0 server eth0
    address first eth0 10.77.0.17/30
    address nat eth1 10.77.0.18/30
    address second eth0 10.77.0.21/30
    address nat eth2 10.77.0.22/30
    address nat eth0 10.77.0.1/30
    address server eth0 10.77.0.2/30
    ip -n "$RUN-first" route add default via 10.77.0.18
    ip -n "$RUN-second" route add default via 10.77.0.22
    on nat nft add table ip translation
    on nat nft 'add chain ip translation leaving { type nat hook postrouting priority 100; }'
    on nat nft add rule ip translation leaving oifname eth0 snat to 10.77.0.1
    setting nat net.ipv4.ip_forward=1
    # The translation forgets a closed connection sooner than the server does, as many do.
    setting nat net.netfilter.nf_conntrack_tcp_timeout_time_wait=1
    start_nginx server 0
    capture server eth0
    for port in $ports; do
        endpoint first "bind $port" 'connect 10.77.0.2 80' 'send GET / HTTP/1.0\r\n\r\n' recv-eof close
    done
    sleep 3
    for port in $ports; do
        endpoint second "bind $port" 'connect 10.77.0.2 80' 'send GET / HTTP/1.0\r\n\r\n' recv-eof close
    done
    finish
}

# The client comes back to six ports of which the server still holds TIME_WAIT, with timestamps that seem older on about half of them (no
# more random offsets), and drops the ACKs with which TIME_WAIT refuses it, as a firewall does that takes them for invalid: it never
# sends the RST that would help, repeats its SYN after 1 and 3 s, and gives up.
refusal_filtered() {
    client_and_server
    setting client net.ipv4.tcp_syn_retries=2
    setting client net.ipv4.tcp_syn_linear_timeouts=0
    start_nginx server 0
    capture server eth0
    local port
    for port in $(seq 40000 40005); do
        endpoint client "bind $port" 'connect 10.77.0.2 80' 'send GET / HTTP/1.0\r\n\r\n' recv-eof close
    done
    poll "the end of the client's sockets" all_quiet
    setting client net.ipv4.tcp_timestamps=2
    drop client 'ip id 0 tcp flags & (fin|syn|rst|ack) == ack'
    for port in $(seq 40000 40005); do
        endpoint client "bind $port" 'connect 10.77.0.2 80' 'send GET / HTTP/1.0\r\n\r\n' recv-eof close &
    done
    sleep 8
    finish
}

# A server whose TIME_WAIT table holds 12: what closes beyond that has none. The client comes back to its ports.
time_wait_overflow() {
    client_and_server
    setting server net.ipv4.tcp_max_tw_buckets=12
    setting client 'net.ipv4.ip_local_port_range=40000 40039'
    start_nginx server 0
    capture server eth0 -s 96
    local i
    for ((i = 0; i < 80; i++)); do
        get_until_eof "http://10.77.0.2/$i"
    done
    finish
}
