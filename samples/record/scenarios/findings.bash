# What goes wrong on the way to the end of a connection.

# A request on a connection that has been idle: _request_after SECONDS ADDRESS.
_request_after() {
    endpoint client "connect $2 80" "$GET" 'recv 100' "pause $1" "$GET" 'recv 100' close 2> "$TMP/idle-$1-$2.log" || true
}

# A translating router forgets connections that have been idle for 33 s. Towards 10.77.0.2 it drops what it does not know,
# towards 10.77.0.3 it answers with RST. Silences of 10, 20 and 28 s are survived, those of 36 and 40 s are not.
idle_timeout() {
    host client
    host nat
    host server
    veth client eth0 nat eth1
    veth nat eth0 server eth0
    address client eth0 10.77.0.17/30
    address nat eth1 10.77.0.18/30
    address nat eth0 10.77.0.1/29
    address server eth0 10.77.0.2/29 10.77.0.3/29
    ip -n "$RUN-client" route add default via 10.77.0.18
    on nat nft add table ip translation
    on nat nft 'add chain ip translation leaving { type nat hook postrouting priority 100; }'
    on nat nft add rule ip translation leaving oifname eth0 snat to 10.77.0.1
    on nat nft 'add chain ip translation passing { type filter hook forward priority 0; }'
    on nat nft add rule ip translation passing ct state invalid ip daddr 10.77.0.3 reject with tcp reset
    on nat nft add rule ip translation passing ct state invalid drop
    setting nat net.ipv4.ip_forward=1
    setting nat net.netfilter.nf_conntrack_tcp_loose=0
    setting nat net.netfilter.nf_conntrack_tcp_timeout_established=33
    setting client net.ipv4.tcp_retries2=4
    start_nginx server 600
    capture client eth0
    local idle address
    for address in 10.77.0.2 10.77.0.3; do
        for idle in 36 40; do
            _request_after $idle $address &
        done
        endpoint client "connect $address 80" "$GET" 'recv 100' 'pause 10' "$GET" 'recv 100' 'pause 20' "$GET" 'recv 100' \
            'pause 28' "$GET" 'recv 100' close &
    done
    sleep 61
    finish
}

# A program that never closes what its clients have closed: forty connections in a row, all of them left in CLOSE_WAIT.
close_wait_leak() {
    client_and_server
    on server python3 "$LIB/leaky.py" 10.77.0.2 8000 &
    poll "the server" listening server 8000
    capture server eth0 -s 96
    local i
    for ((i = 1; i <= 40; i++)); do
        endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 100' close
        sleep 0.5
    done
    sleep 10
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 100' close
    finish
}

# The clients never get the server's FIN, so it waits in LAST_ACK and repeats it.
last_ack_stuck() {
    client_and_server
    start_nginx server 65
    setting server net.ipv4.tcp_orphan_retries=6
    drop client 'tcp flags & fin == fin'
    capture server eth0 -s 96
    local i
    for ((i = 1; i <= 20; i++)); do
        get http://10.77.0.2/
        sleep 0.3
    done
    finish
}

# The far link of a router is narrower than the ends believe, and its ICMP errors are filtered: small segments pass, large
# ones never do.
pmtu_blackhole() {
    host client
    host router
    host server
    veth client eth0 router eth1
    veth router eth0 server eth0
    address client eth0 10.77.0.17/30
    address router eth1 10.77.0.18/30
    address router eth0 10.77.0.1/30
    address server eth0 10.77.0.2/30
    ip -n "$RUN-router" link set eth0 mtu 1400
    ip -n "$RUN-client" route add default via 10.77.0.18
    ip -n "$RUN-server" route add default via 10.77.0.1
    setting router net.ipv4.ip_forward=1
    on router nft add table inet loss
    on router nft 'add chain inet loss leaving { type filter hook output priority 0; }'
    on router nft add rule inet loss leaving icmp type destination-unreachable drop
    setting client net.ipv4.tcp_retries2=5
    capture client eth0 -s 96
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 100' recv-eof close &
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 100' 'send 5000' recv-eof close 2> "$TMP/timeout.log" || true
    endpoint server 'listen 10.77.0.2 8001' 'mark open' accept 'recv 100' 'send 100' recv-eof close &
    await open
    endpoint client 'connect 10.77.0.2 8001' 'send 100' 'recv 100' close
    sleep 15
    endpoint server 'listen 10.77.0.2 8002' 'mark again' accept 'recv 100' 'send 100' recv-eof close &
    await again
    endpoint client 'connect 10.77.0.2 8002' 'send 100' 'recv 100' close
    finish
}

# The client closes, the server's program does not, for 6 s and more; then another connection, so that the capture shows how long it was.
fin_wait_2() {
    client_and_server
    capture client eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept recv-eof 'pause 50' &
    endpoint server 'listen 10.77.0.2 8001' 'mark again' accept recv-eof close &
    await ready
    await again
    endpoint client 'connect 10.77.0.2 8000' 'send 100' close 'pause 6' 'connect 10.77.0.2 8001' 'send 100' close
    finish
}

# _stamp_all TICKS: from here on the client's segments, but for SYNs, leave with a timestamp so many milliseconds from now. With
# tcp_timestamps=2 the kernel's timestamps are its uptime.
_stamp_all() {
    on client nft add table ip stamp
    on client nft 'add chain ip stamp leaving { type filter hook output priority 0; }'
    on client nft add rule ip stamp leaving 'tcp flags & syn == 0' tcp option timestamp tsval set \
        "$(python3 -c 'import sys, time; print(int(time.monotonic() * 1000) + int(sys.argv[1]))' "$1")"
}

# A filter on the way gives every segment of the client but the SYN the same timestamp.
frozen_timestamps() {
    client_and_server
    setting client net.ipv4.tcp_timestamps=2
    _stamp_all 60000
    capture server eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 100' 'recv 100' 'send 100' recv-eof close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 100' 'pause 6' 'send 100' 'recv 100' 'pause 1' close
    wait $server
    finish
}

# For some 4 s the client's timestamps are a minute old: its server drops what has them (PAWS).
old_timestamps() {
    client_and_server
    setting client net.ipv4.tcp_timestamps=2
    capture server eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 100' 'recv 100' 'send 100' recv-eof close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 100' 'mark asked' 'await aged' 'send 100' 'recv 100' close &
    local client=$!
    await asked
    _stamp_all -60000
    mark aged
    sleep 4
    on client nft delete table ip stamp
    wait $server $client
    finish
}

# A device on the way ends a connection: a RST to each end, in the name of the other.
reset_both_ends() {
    switched_client_and_server
    capture switch bridge
    on switch python3 "$LIB/reset_both.py" bridge 8000 &
    local device=$!
    sleep 1
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 100' 'pause 2' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 100' 'pause 1' close
    wait $server $device
    finish
}

# 30 SYNs in the name of a host that sent none: it gets the answers of an open and a closed port, and takes them for strays.
backscatter() {
    client_and_server
    host victim
    veth victim eth0 server eth1
    address victim eth0 10.77.1.1/24
    address server eth1 10.77.1.2/24
    ip -n "$RUN-victim" route add default via 10.77.1.2
    start_nginx server 65
    capture victim eth0
    on client python3 "$LIB/load.py" forged 10.77.0.2 80
    sleep 3
    finish
}

# Three addresses of a service, of which one drops every third SYN.
uneven_backends() {
    client_and_server
    address server eth0 10.77.0.3/24 10.77.0.4/24
    start_nginx server 65
    drop server ip daddr 10.77.0.3 'tcp flags syn' numgen inc mod 3 0
    capture client eth0 -s 96
    local i
    for ((i = 0; i < 24; i++)); do
        get http://10.77.0.2/ http://10.77.0.3/ http://10.77.0.4/
    done
    finish
}

# The server's kernel is set not to use timestamps.
no_timestamps() {
    client_and_server
    setting server net.ipv4.tcp_timestamps=0
    start_nginx server 65
    capture client eth0 -s 96
    local i
    for ((i = 0; i < 24; i++)); do
        get http://10.77.0.2/
    done
    finish
}
