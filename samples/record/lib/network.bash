# Hosts and links: network namespaces joined by veth pairs or by a slow wire in user space.
#
# A host is the namespace $RUN-HOST. $RUN is unique to this process, and device names exist only inside
# the namespaces, so recordings may run side by side and never touch the machine's own network.

HOSTS=()

host() {
    HOSTS+=("$1")
    ip netns add "$RUN-$1"
    ip -n "$RUN-$1" link set lo up
}

# on HOST COMMAND…: runs a command on a host. With a trailing & its pid is $!.
on() {
    local host=$1
    shift
    ip netns exec "$RUN-$host" "$@"
}

# address HOST DEVICE ADDRESS/LENGTH…: gives a device its addresses and brings it up.
address() {
    local host=$1 device=$2 each
    shift 2
    for each in "$@"; do
        case $each in
        *:*) ip -n "$RUN-$host" address add "$each" dev "$device" nodad ;; # usable at once, without duplicate detection
        *) ip -n "$RUN-$host" address add "$each" dev "$device" ;;
        esac
    done
    ip -n "$RUN-$host" link set "$device" up
}

# veth HOST DEVICE HOST DEVICE: a cable without delay between two hosts.
veth() {
    ip link add "$2" netns "$RUN-$1" type veth peer name "$4" netns "$RUN-$3"
}

# The two hosts of most samples: client 10.77.0.1, fd77::1 and server 10.77.0.2, fd77::2, both on eth0.
client_and_server() {
    host client
    host server
    veth client eth0 server eth0
    address client eth0 10.77.0.1/24 fd77::1/64
    address server eth0 10.77.0.2/24 fd77::2/64
}

# The same two hosts, with a wire between them that takes a while: wired_client_and_server MILLISECONDS [wire.py option…]
wired_client_and_server() {
    local delay=$1
    shift
    host client
    host server
    python3 "$LIB/wire.py" --delay "$delay" "$@" "$RUN-client" "$RUN-server" &
    HELPERS+=($!)
    poll "the wire" has_device server eth0
    address client eth0 10.77.0.1/24
    address server eth0 10.77.0.2/24
}

# The two hosts with a switch between them, whose bridge sees all that passes.
switched_client_and_server() {
    host client
    host server
    host switch
    veth client eth0 switch port1
    veth server eth0 switch port2
    address client eth0 10.77.0.1/24
    address server eth0 10.77.0.2/24
    ip -n "$RUN-switch" link add bridge type bridge
    local port
    for port in port1 port2; do
        ip -n "$RUN-switch" link set "$port" master bridge up
    done
    ip -n "$RUN-switch" link set bridge up promisc on
}

has_device() { ip -n "$RUN-$1" link show dev "$2" > /dev/null 2>&1; }

# setting HOST NAME=VALUE: older kernels may lack the name (-e).
setting() { on "$1" sysctl -q -e -w "$2"; }

# drop HOST MATCH…: the host loses what it receives and what matches. Captures, also on that host, still have it.
drop() {
    local host=$1
    shift
    on "$host" nft add table inet loss
    on "$host" nft 'add chain inet loss arriving { type filter hook input priority 0; }'
    on "$host" nft add rule inet loss arriving "$@" drop
}

# poll WHAT COMMAND…: waits until the command succeeds, 30 s at most.
poll() {
    local what=$1 tries
    shift
    for ((tries = 0; tries < 1500; tries++)); do
        if "$@"; then return; fi
        sleep 0.02
    done
    echo "gave up waiting for $what" >&2
    return 1
}

listening() { [[ -n $(on "$1" ss -Hltn "sport = :$2") ]]; }

# No host has a segment under way that must be answered: handshakes and teardowns are over.
all_quiet() {
    local each
    for each in "${HOSTS[@]}"; do
        [[ -z $(on "$each" ss -Htan state syn-sent state syn-recv state fin-wait-1 state closing state last-ack) ]] || return 1
    done
}

# Ends what still runs on the hosts and takes them away. Knows only processes in the namespaces made here.
remove_hosts() {
    local each pids
    for each in "${HOSTS[@]}"; do
        pids=$(ip netns pids "$RUN-$each" 2> /dev/null || true)
        [[ -z $pids ]] || kill $pids 2> /dev/null || true # one word each
    done
    [[ ${#HELPERS[@]} -eq 0 ]] || kill "${HELPERS[@]}" 2> /dev/null || true
    wait
    for each in "${HOSTS[@]}"; do
        ip netns delete "$RUN-$each" 2> /dev/null || true
    done
}
