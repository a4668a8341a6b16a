# What devices on the way do to connections.

# _translating_router: client 10.77.0.17, a router that translates it to 10.77.0.1, and the server 10.77.0.2. To the address 10.77.9.9 a
# service has, which the router translates to the server's.
_translating_router() {
    host client
    host nat
    host server
    veth client eth0 nat eth1
    veth nat eth0 server eth0
    address client eth0 10.77.0.17/30
    address nat eth1 10.77.0.18/30
    address nat eth0 10.77.0.1/29
    address server eth0 10.77.0.2/29
    ip -n "$RUN-client" route add default via 10.77.0.18
    ip -n "$RUN-server" route add default via 10.77.0.1
    on nat nft add table ip translation
    on nat nft 'add chain ip translation arriving { type nat hook prerouting priority -100; }'
    on nat nft add rule ip translation arriving ip daddr 10.77.9.9 dnat to 10.77.0.2
    on nat nft 'add chain ip translation leaving { type nat hook postrouting priority 100; }'
    on nat nft add rule ip translation leaving oifname eth0 ct original ip daddr 10.77.0.2 snat to 10.77.0.1
    setting nat net.ipv4.ip_forward=1
}

# A translating router forgets connections after 4 s of silence, and the server speaks first: what it sends is not translated back, so the
# router takes it for its own and answers with RST. The client's socket knows nothing of it and goes on. A connection that is idle for
# 2 s is not forgotten.
translated_reset() {
    _translating_router
    setting nat net.netfilter.nf_conntrack_tcp_timeout_established=4
    setting nat net.netfilter.nf_conntrack_tcp_timeout_close=1
    capture nat eth0
    local idle port=8000
    for idle in 7 2; do
        endpoint server "listen 10.77.0.2 $port" "mark ready-$port" accept 'recv 100' 'send 100' "pause $idle" 'send 100' 'recv 100' \
            'send 100' recv-eof close 2> "$TMP/server.log" &
        local server=$!
        await "ready-$port"
        endpoint client "connect 10.77.0.2 $port" 'send 100' 'recv 100' "pause $((idle + 3))" 'send 100' 'recv 200' close 2> "$TMP/client.log" || true
        wait $server || true
        port=$((port + 1))
    done
    finish
}

# A translating router is captured on all its devices: each connection is there twice, under two pairs of addresses and ports.
nat_both_sides() {
    _translating_router
    on nat nft flush chain ip translation leaving
    on nat nft add rule ip translation leaving oifname eth0 ct original ip daddr 10.77.0.2 meta l4proto tcp snat to 10.77.0.1:2000-2999
    start_nginx server 65
    capture nat any
    get http://10.77.0.2/
    get http://10.77.0.2/
    get http://10.77.9.9/
    finish
}

# A firewall completes handshakes in the server's place before it lets them through.
syn_proxy() {
    host client
    host firewall
    host server
    veth client eth0 firewall eth1
    veth firewall eth0 server eth0
    address client eth0 10.77.0.17/30
    address firewall eth1 10.77.0.18/30
    address firewall eth0 10.77.0.1/29
    address server eth0 10.77.0.2/29
    ip -n "$RUN-client" route add default via 10.77.0.18
    ip -n "$RUN-server" route add default via 10.77.0.1
    setting firewall net.ipv4.ip_forward=1
    setting firewall net.netfilter.nf_conntrack_tcp_loose=0
    on firewall nft add table ip way
    on firewall nft 'add chain ip way arriving { type filter hook prerouting priority -300; }'
    on firewall nft add rule ip way arriving iifname eth1 tcp dport 80 tcp flags syn notrack
    on firewall nft 'add chain ip way passing { type filter hook forward priority 0; }'
    on firewall nft add rule ip way passing tcp dport 80 ct state invalid,untracked synproxy mss 1460 wscale 7 timestamp sack-perm
    on firewall nft add rule ip way passing ct state invalid drop
    start_nginx server 65
    capture client eth0 -s 96
    local i
    for ((i = 0; i < 12; i++)); do get http://10.77.0.2/; done
    on server nft add table inet loss
    on server nft 'add chain inet loss arriving { type filter hook input priority 0; }'
    on server nft add rule inet loss arriving tcp dport 80 drop
    get http://10.77.0.2/ --max-time 4 || true
    finish
}
