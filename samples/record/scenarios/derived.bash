# The same packets in other files: made from samples that are recorded already.

_from() {
    [[ -e $OUT/$1 ]] || { echo "$SAMPLE is made from $1: record that first" >&2; return 1; }
    cp "$OUT/$1" "$TMP/$1"
}

# server_closes_first, cut inside its last record, as by a full disk.
truncated() {
    _from server-closes-first.pcap
    head -c -20 "$TMP/server-closes-first.pcap" > "$OUT/truncated.pcap"
}

# two_tier, whose pcapng has several interfaces, compressed in each way that can be read.
compressed() {
    _from two-tier.pcapng
    gzip -n -9 < "$TMP/two-tier.pcapng" > "$OUT/compressed.pcapng.gz"
    xz -9 < "$TMP/two-tier.pcapng" > "$OUT/compressed.pcapng.xz"
    lz4 -q -f -9 "$TMP/two-tier.pcapng" "$OUT/compressed.pcapng.lz4"
    zstd -q -f -19 "$TMP/two-tier.pcapng" -o "$OUT/compressed.pcapng.zst"
}
