# Recording: starts a capture, and ends it when it has everything.
#
# A capture is written to $TMP and moved to $OUT only when it is complete, so a failed recording leaves the old sample.

# capture HOST DEVICE [tcpdump option or filter…]: begins $SAMPLE.pcap; returns when tcpdump listens.
capture() {
    local host=$1 device=$2
    shift 2
    RECORDING=$TMP/$SAMPLE.pcap
    # Without immediate mode the last packets would still sit in the kernel's buffer when tcpdump ends. In that mode a slot of the
    # buffer is as long as the snap length, so a short one and a large buffer keep bursts from being dropped.
    ip netns exec "$RUN-$host" tcpdump -i "$device" -n -U --immediate-mode -s 65535 -B 32768 -Z root -w "$RECORDING" "$@" tcp 2> "$TMP/capture.log" &
    RECORDER=$!
    poll "tcpdump" grep -qs 'listening on' "$TMP/capture.log"
}

# capture_devices HOST DEVICE…: begins $SAMPLE.pcapng of several devices in one file, each its own interface block.
capture_devices() {
    local host=$1 device devices=()
    shift
    for device in "$@"; do devices+=(-i "$device" -f tcp); done
    RECORDING=$TMP/$SAMPLE.pcapng
    ip netns exec "$RUN-$host" dumpcap -q "${devices[@]}" -w "$RECORDING" 2> "$TMP/capture.log" &
    RECORDER=$!
    poll "dumpcap" grep -qs '^File:' "$TMP/capture.log"
}

# Ends the capture once every teardown is over and nothing more is written, and puts the sample in its place.
finish() {
    local size=-1
    poll "the last teardown" all_quiet
    while [[ $(stat -c %s "$RECORDING") -ne $size ]]; do
        size=$(stat -c %s "$RECORDING")
        sleep 0.5
    done
    kill -TERM "$RECORDER"
    wait "$RECORDER"
    if grep -q '^[1-9][0-9]* packets dropped by kernel' "$TMP/capture.log"; then
        cat "$TMP/capture.log" >&2
        return 1
    fi
    chmod 644 "$RECORDING"
    mv "$RECORDING" "$OUT/"
}
