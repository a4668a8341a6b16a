# How connections end.

# curl has its answer and closes; nginx would have kept the connection.
client_closes_first() {
    client_and_server
    start_nginx server 65
    capture client eth0
    get http://10.77.0.2/
    finish
}

# To an HTTP/1.0 request nginx answers and closes.
server_closes_first() {
    client_and_server
    start_nginx server 65
    capture client eth0
    get_until_eof --http1.0 http://10.77.0.2/
    finish
}

# The client aborts: close() with SO_LINGER 0 sends RST.
rst_close() {
    client_and_server
    capture server eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 1000' 'await aborted' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 1000' linger0 close 'mark aborted'
    wait $server
    finish
}

# The server closes while a request lies unread in its socket: Linux sends RST instead of FIN.
rst_unread_data() {
    client_and_server
    capture client eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'await sent' close 'mark closed' &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 300' 'mark sent' 'await closed' close
    wait $server
    finish
}

# The client ends its direction with shutdown(), the server goes on sending for a while.
half_close() {
    client_and_server
    capture client eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept recv-eof \
        'send 2000' 'pause 0.3' 'send 2000' 'pause 0.3' 'send 2000' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 500' shutdown recv-eof close
    wait $server
    finish
}

# Both close within a millisecond or two on a wire of 50 ms: each FIN leaves before the other's arrives.
simultaneous_close() {
    wired_client_and_server 50
    capture client eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 200' 'await both' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' 'recv 200' 'pause 0.2' 'mark both' close
    wait $server
    finish
}

# The client closed altogether, not its sending direction alone. The server cannot know that, sends, and gets RST.
data_after_close() {
    client_and_server
    capture server eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept recv-eof 'pause 0.2' 'send 100' 'pause 0.2' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' close
    wait $server
    finish
}

# The client closes first and its last ACK is lost once, so the server repeats its FIN and the client's TIME_WAIT starts again.
last_ack_lost() {
    client_and_server
    capture client eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept recv-eof 'mark eof' 'await lossy' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' close
    await eof
    drop server 'tcp flags & (fin|syn|rst|ack) == ack limit rate 1/hour burst 1 packets'
    mark lossy
    wait $server
    finish
}

# The client's host keeps no TIME_WAIT sockets (tcp_max_tw_buckets=0): it closes first, forgets, and answers the server's FIN with RST.
fin_answered_by_rst() {
    client_and_server
    setting client net.ipv4.tcp_max_tw_buckets=0
    capture server eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept recv-eof 'pause 0.1' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' close
    wait $server
    finish
}

# client_closes_first over IPv6.
ipv6_close() {
    client_and_server
    start_nginx server 65
    capture server eth0
    get 'http://[fd77::2]/'
    finish
}

# The server's FIN leaves in the same segment as its last data (TCP_CORK).
fin_with_data() {
    client_and_server
    capture client eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' cork 'send 300' close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' 'send 100' recv-eof close
    wait $server
    finish
}

# The client stops reading for 2 s: its window closes, the server probes it, and closes when all is sent.
zero_window() {
    client_and_server
    capture server eth0 -s 128
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 30000' close &
    local server=$!
    await ready
    endpoint client 'rcvbuf 4096' 'connect 10.77.0.2 8000' 'send 100' 'pause 2' recv-eof close
    wait $server
    finish
}
