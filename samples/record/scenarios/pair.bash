# The same traffic recorded at both ends: NAME-client.pcap and NAME-server.pcap.

# The client behind a router, 10.77.0.17, and the server, 10.77.0.2, each with its link to it.
_routed() {
    host client
    host router
    host server
    veth client eth0 router eth1
    veth router eth0 server eth0
    address client eth0 10.77.0.17/30
    address router eth1 10.77.0.18/30
    address router eth0 10.77.0.1/29
    address server eth0 10.77.0.2/29
    ip -n "$RUN-client" route add default via 10.77.0.18
    ip -n "$RUN-server" route add 10.77.0.16/30 via 10.77.0.1
    setting router net.ipv4.ip_forward=1
    on router nft add table ip way
    on router nft 'add chain ip way passing { type filter hook forward priority 0; }'
}

# A NAT that also clamps the MSS. Of two connections, the second loses its last ACK on the way.
nat_last_ack() {
    _routed
    on router nft 'add chain ip way leaving { type nat hook postrouting priority 100; }'
    on router nft add rule ip way leaving oifname eth0 meta l4proto tcp snat to 10.77.0.1:2000-2999
    on router nft add rule ip way passing 'tcp flags syn tcp option maxseg size set 1380'
    capture_both_ends
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept recv-eof close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' close
    wait $server
    endpoint server 'listen 10.77.0.2 8001' 'mark ready-too' accept recv-eof 'mark eof' 'await lossy' close &
    server=$!
    await ready-too
    endpoint client 'connect 10.77.0.2 8001' 'send 100' close
    await eof
    on router nft add rule ip way passing \
        'tcp dport 8001 tcp flags & (fin|syn|rst|ack) == ack limit rate 1/hour burst 1 packets drop'
    mark lossy
    wait $server
    finish
}

# An upload that leaves the client in segments larger than the path carries (offload): the router cuts them up, and loses every ninth of
# those with data that it gets.
upload_losses() {
    _routed
    ip -n "$RUN-router" link set eth0 gso_max_segs 1
    on router nft add rule ip way passing 'tcp dport 8000 meta length > 100 numgen inc mod 9 == 4 drop'
    capture_both_ends -s 96
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 200000' recv-eof close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 200000' close
    wait $server
    finish
}

# A device on the way sends each end a RST in the name of the other, as in reset_both_ends; then a connection that it lets be.
reset_between() {
    switched_client_and_server
    capture_both_ends
    on switch python3 "$LIB/reset_both.py" bridge 8000 &
    local device=$!
    sleep 1
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 100' 'pause 2' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 100' 'pause 1' close
    wait $server $device
    endpoint server 'listen 10.77.0.2 8001' 'mark ready-too' accept recv-eof close &
    server=$!
    await ready-too
    endpoint client 'connect 10.77.0.2 8001' 'send 100' close
    wait $server
    finish
}
