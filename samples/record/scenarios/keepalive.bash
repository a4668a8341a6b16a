# Connections that are kept for a next request, and those that are not.

GET='send GET / HTTP/1.1\r\nHost: nginx\r\n\r\n'

# Two requests, then the client stays idle and nginx closes after 2 s.
keep_alive_idle_close() {
    client_and_server
    start_nginx server 2
    capture client eth0
    endpoint client 'connect 10.77.0.2 80' "$GET" 'recv 100' "$GET" recv-eof close
    finish
}

# keepalive_timeout 0: nginx closes after each answer. Five requests, five connections.
nginx_keepalive_0() {
    client_and_server
    start_nginx server 0
    capture server eth0
    get_until_eof 'http://10.77.0.2/[1-5]'
    finish
}

# keepalive_timeout 10: five requests on one connection that curl then closes, and beside it a client that stays idle
# until nginx closes after 10 s.
nginx_keepalive_10() {
    client_and_server
    start_nginx server 10
    capture server eth0
    endpoint client 'connect 10.77.0.2 80' "$GET" recv-eof close &
    local idle=$!
    get 'http://10.77.0.2/[1-5]'
    wait $idle
    finish
}

# Nothing is said for 4 s but for keep-alive probes, one a second; then the client closes.
keepalive_probes() {
    client_and_server
    setting client net.ipv4.tcp_keepalive_time=1
    setting client net.ipv4.tcp_keepalive_intvl=1
    capture client eth0
    endpoint server 'listen 10.77.0.2 8000' 'mark ready' accept 'recv 100' 'send 100' recv-eof close &
    local server=$!
    await ready
    endpoint client 'connect 10.77.0.2 8000' keepalive 'send 100' 'recv 100' 'pause 4.5' close
    wait $server
    finish
}

# A program that opens a connection for every command: 80 of redis-cli.
redis_connection_per_request() {
    client_and_server
    start_redis server
    capture client eth0 -s 128
    local i
    for ((i = 1; i <= 80; i++)); do
        on client redis-cli -h 10.77.0.2 INCR counter > "$TMP/redis-cli.log"
    done
    finish
}

# A pool: 400 commands on 5 connections that stay open until the end.
redis_pooled() {
    client_and_server
    start_redis server
    capture client eth0 -s 128
    on client redis-benchmark -h 10.77.0.2 -c 5 -n 400 -t get -q > "$TMP/redis-benchmark.log"
    finish
}

# client -> nginx -> application -> redis, all seen from the host of nginx and the application. eth0 has the clients' connections, which
# nginx closes first; lo nginx's own to the application, which the application closes first; eth1 the application's to redis, which it closes
# first again. So the host holds TIME_WAIT as a server on port 80 and 8080 and as a client towards 6379.
two_tier() {
    host client
    host web
    host store
    veth client eth0 web eth0
    veth web eth1 store eth0
    address client eth0 10.77.0.1/30
    address web eth0 10.77.0.2/30
    address web eth1 10.77.0.5/30
    address store eth0 10.77.0.6/30
    start_redis store
    on web python3 "$LIB/app.py" 10.77.0.2 8080 10.77.0.6 6379 2> "$TMP/app.log" &
    poll "the application" listening web 8080
    start_nginx web 0 'proxy_pass http://10.77.0.2:8080;'
    capture_devices web eth0 lo eth1
    local i
    for ((i = 1; i <= 20; i++)); do
        get_until_eof "http://10.77.0.2/$i"
    done
    finish
}
