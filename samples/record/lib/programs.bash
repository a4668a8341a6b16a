# The programs whose traffic is recorded.

# endpoint HOST STEP…: one end of a connection, call by call; see endpoint.py for the steps.
endpoint() {
    local host=$1
    shift
    on "$host" env FLAGS="$TMP" python3 "$LIB/endpoint.py" "$@"
}

# mark NAME, await NAME: what the steps of the same name do, for the scripts themselves.
mark() { : > "$TMP/flag-$1"; }
await() { poll "the mark $1" test -e "$TMP/flag-$1"; }

# start_nginx HOST KEEPALIVE_TIMEOUT [LOCATION]: serves a small page on port 80, or what the location says.
start_nginx() {
    local host=$1 keepalive_timeout=$2 location=${3:-'return 200 "hello from nginx\n";'}
    local prefix=$TMP/nginx
    mkdir -p "$prefix"
    cat > "$prefix/nginx.conf" <<CONF
daemon off;
user root;
worker_processes 1;
pid $prefix/pid;
error_log $prefix/error.log;
events { worker_connections 256; }
http {
    access_log off;
    client_body_temp_path $prefix;
    proxy_temp_path $prefix;
    fastcgi_temp_path $prefix;
    uwsgi_temp_path $prefix;
    scgi_temp_path $prefix;
    default_type text/plain;
    keepalive_timeout $keepalive_timeout;
    server {
        listen 80;
        listen [::]:80;
        location / { $location }
    }
}
CONF
    ip netns exec "$RUN-$host" nginx -p "$prefix" -c "$prefix/nginx.conf" 2> "$prefix/start.log" &
    poll "nginx" listening "$host" 80
}

start_redis() {
    ip netns exec "$RUN-$1" redis-server --port 6379 --bind 0.0.0.0 --protected-mode no \
        --save '' --appendonly no --dir "$TMP" > "$TMP/redis.log" &
    poll "redis" listening "$1" 6379
}

# get URL [curl option…]: a request from the client; curl closes when it has the answer.
get() {
    on client curl -sS -o "$TMP/response" "$@"
}

# get_until_eof URL…: the same, but curl waits for the server to close. Without that, curl closes as soon as it has the length that was
# announced, and who is first is left to chance.
get_until_eof() {
    get --ignore-content-length "$@"
}
