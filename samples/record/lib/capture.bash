# Recording: starts captures, and ends them when they have everything.
#
# A capture is written to $TMP and moved to $OUT only when it is complete, so a failed recording leaves the old sample.

RECORDINGS=() # files being written
RECORDERS=() # the processes that write them
CAPTURE_LOGS=()

# capture HOST DEVICE [tcpdump option or filter…]: begins $SAMPLE.pcap; returns when tcpdump listens.
capture() {
    _tcpdump "$SAMPLE" "$@"
}

# capture_both_ends [tcpdump option or filter…]: begins $SAMPLE-client.pcap and $SAMPLE-server.pcap, each on eth0 of that host.
capture_both_ends() {
    _tcpdump "$SAMPLE-client" client eth0 "$@"
    _tcpdump "$SAMPLE-server" server eth0 "$@"
}

_tcpdump() {
    local name=$1 host=$2 device=$3
    shift 3
    # Without immediate mode the last packets would still sit in the kernel's buffer when tcpdump ends. In that mode a slot of the
    # buffer is as long as the snap length, so a short one and a large buffer keep bursts from being dropped.
    ip netns exec "$RUN-$host" tcpdump -i "$device" -n -U --immediate-mode -s 65535 -B 32768 -Z root -w "$TMP/$name.pcap" "$@" tcp \
        2> "$TMP/$name.log" &
    _recording "$TMP/$name.pcap" "$TMP/$name.log" $!
    poll "tcpdump" grep -qs 'listening on' "$TMP/$name.log"
}

# capture_devices HOST DEVICE…: begins $SAMPLE.pcapng of several devices in one file, each its own interface block.
capture_devices() {
    local host=$1 device devices=()
    shift
    for device in "$@"; do devices+=(-i "$device" -f tcp); done
    ip netns exec "$RUN-$host" dumpcap -q "${devices[@]}" -w "$TMP/$SAMPLE.pcapng" 2> "$TMP/capture.log" &
    _recording "$TMP/$SAMPLE.pcapng" "$TMP/capture.log" $!
    poll "dumpcap" grep -qs '^File:' "$TMP/capture.log"
}

_recording() {
    RECORDINGS+=("$1")
    CAPTURE_LOGS+=("$2")
    RECORDERS+=("$3")
}

# Ends the captures once every teardown is over and nothing more is written, and puts the sample in its place.
finish() {
    local size=-1
    poll "the last teardown" all_quiet
    while [[ $(_recorded) -ne $size ]]; do
        size=$(_recorded)
        sleep 0.5
    done
    kill -TERM "${RECORDERS[@]}"
    wait "${RECORDERS[@]}"
    if grep -h '^[1-9][0-9]* packets dropped by kernel' "${CAPTURE_LOGS[@]}" >&2; then
        return 1
    fi
    chmod 644 "${RECORDINGS[@]}"
    mv "${RECORDINGS[@]}" "$OUT/"
}

# Octets written so far.
_recorded() {
    cat "${RECORDINGS[@]}" | wc -c
}
