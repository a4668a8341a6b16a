# How connections begin, or do not.

# Nobody listens on the port.
refused() {
    client_and_server
    capture client eth0
    get http://10.77.0.2:8000/ 2> "$TMP/curl.log" || true
    get 'http://[fd77::2]:8000/' 2> "$TMP/curl.log" || true
    finish
}

# Every SYN is lost. The client repeats it after 1 and 3 s and gives up at 7 s (tcp_syn_retries=2, and no linear timeouts).
unanswered() {
    client_and_server
    setting client net.ipv4.tcp_syn_retries=2
    setting client net.ipv4.tcp_syn_linear_timeouts=0
    drop server 'tcp flags syn'
    capture client eth0
    endpoint client 'connect 10.77.0.2 8000'
    finish
}

# Two SYNs are lost, the third is answered.
syn_retransmitted() {
    client_and_server
    start_nginx server 65
    drop server 'tcp flags syn limit rate 1/hour burst 2 packets'
    capture server eth0
    get http://10.77.0.2/
    finish
}

# Two SYN-ACKs are lost on their way to the client.
syn_ack_retransmitted() {
    client_and_server
    start_nginx server 65
    drop client 'tcp flags & (syn|ack) == syn|ack limit rate 1/hour burst 2 packets'
    capture server eth0
    get http://10.77.0.2/
    finish
}

# Both ends call connect() at once on a wire of 50 ms, so that the SYNs cross; then the first of them closes.
simultaneous_open() {
    wired_client_and_server 50
    capture client eth0
    endpoint server 'bind 8000' 'mark ready' 'await both' 'connect 10.77.0.1 8001' 'recv 100' recv-eof close &
    local server=$!
    await ready
    endpoint client 'bind 8001' 'mark both' 'connect 10.77.0.2 8000' 'send 100' 'pause 0.2' close
    wait $server
    finish
}

# TCP Fast Open: the first connection asks for a cookie, the second sends its request in the SYN. The client closes first.
fast_open() {
    client_and_server
    setting client net.ipv4.tcp_fastopen=1
    setting server net.ipv4.tcp_fastopen=2
    capture server eth0
    local life
    for life in 1 2; do
        endpoint server 'listen 10.77.0.2 8000' fast-open "mark ready-$life" accept 'recv 18' 'send 200' recv-eof close &
        local server=$!
        await "ready-$life"
        endpoint client 'connect-sending 10.77.0.2 8000 GET / HTTP/1.0\r\n\r\n' 'recv 200' close
        wait $server
    done
    finish
}

# The server drops SYNs, and a program beside it answers them with a RST that acknowledges one less than it should, as some devices do. The
# client ignores it, repeats its SYN after 1 s and gives up.
wrong_rst() {
    client_and_server
    setting client net.ipv4.tcp_syn_retries=1
    setting client net.ipv4.tcp_syn_linear_timeouts=0
    drop server 'tcp flags syn'
    capture client eth0
    on server python3 "$LIB/wrong_rst.py" eth0 2 &
    local device=$!
    sleep 1
    endpoint client 'connect 10.77.0.2 8000'
    wait $device
    finish
}
