# What a capture shows depends on where, when and how it was taken.

# On all devices at once, cooked (SLL2): a client on the host itself through lo, one from outside through eth0.
any_sll2() {
    client_and_server
    start_nginx server 0
    capture server any
    get_until_eof http://10.77.0.2/
    on server curl -sS --ignore-content-length -o "$TMP/response" http://10.77.0.2/
    finish
}

# The same as older tools write it (SLL, version 1).
any_sll() {
    client_and_server
    start_nginx server 0
    capture server any -y LINUX_SLL
    get_until_eof http://10.77.0.2/
    on server curl -sS --ignore-content-length -o "$TMP/response" http://10.77.0.2/
    finish
}

# On all devices of a router: each packet is there twice, as it came in and as it went out.
any_router() {
    host client
    host router
    host server
    veth client eth0 router eth0
    veth router eth1 server eth0
    address client eth0 10.77.0.1/30
    address router eth0 10.77.0.2/30
    address router eth1 10.77.0.5/30
    address server eth0 10.77.0.6/30
    ip -n "$RUN-client" route add default via 10.77.0.2
    ip -n "$RUN-server" route add default via 10.77.0.5
    setting router net.ipv4.ip_forward=1
    start_nginx server 0
    capture router any
    get_until_eof 'http://10.77.0.6/[1-2]'
    finish
}

# Only what the server receives.
one_direction() {
    client_and_server
    start_nginx server 0
    capture server eth0 -Q in
    get_until_eof 'http://10.77.0.2/[1-3]'
    finish
}

# The capture begins when the connection is already at work.
midstream() {
    client_and_server
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 200' 'recv 100' 'send 200' recv-eof close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 200' 'mark open' 'await captured' 'send 100' 'recv 200' 'pause 0.2' close &
    await open
    capture client eth0
    mark captured
    wait $server
    finish
}

# The capture ends while one connection is open and the server of another sits in CLOSE_WAIT.
cut_short() {
    client_and_server
    capture server eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 200' 'mark open' 'await captured' close &
    local busy=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' recv-eof close &
    await open
    endpoint server 'listen 10.77.0.2 8001' 'mark ready-too' accept 'recv 100' recv-eof 'mark eof' 'await captured' close &
    local leaking=$!
    await ready-too
    endpoint client 'connect 10.77.0.2 8001' 'send 100' shutdown recv-eof close &
    await eof
    finish
    mark captured
    wait $busy $leaking
}

# A switch's mirror port: both directions, each frame with the tag of VLAN 77.
vlan_mirror() {
    host probe
    host switch
    veth switch eth0 probe eth0
    address switch eth0
    address probe eth0
    wired_client_and_server 1 --mirror "$RUN-switch" --vlan 77
    start_nginx server 65
    # A filter for tcp alone takes the frames with a tag for something else.
    capture probe eth0 vlan 77 and
    get http://10.77.0.2/
    finish
}

# client_closes_first with timestamps in nanoseconds.
nanoseconds() {
    client_and_server
    start_nginx server 65
    capture client eth0 --time-stamp-precision=nano
    get http://10.77.0.2/
    finish
}
