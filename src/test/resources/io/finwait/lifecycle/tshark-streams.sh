#!/bin/sh
# Writes how tshark numbers the streams in each capture below a folder, for IdsAgreeWithTsharkTest:
#   tshark-streams.sh FOLDER > tshark-streams.tsv
# A line per file that holds TCP: path, frames with TCP, streams, CRC-32 of the lines "frame stream" of the streams' first
# frames, CRC-32 of those of all frames. Fragments are not joined, since finwait does not; TCP quoted in ICMP errors is left out.
set -eu
cd "$1"
tshark --version | sed -n '1s/^/# /p'
find . -type f | grep -Ei '\.(pcap|pcapng|cap|dmp|dump|trace)(\.gz)?$' | LC_ALL=C sort | while read -r file; do
    tshark -n -r "$file" -o ip.defragment:FALSE -o ipv6.defragment:FALSE -Y 'tcp.stream && !icmp && !icmpv6' \
        -T fields -E occurrence=f -e frame.number -e tcp.stream 2>/dev/null |
        python3 -c '
import sys, zlib
count = starts = every = 0
seen = set()
for line in sys.stdin:
    frame, stream = line.split()
    line = f"{frame} {stream}\n".encode()
    every = zlib.crc32(line, every)
    if stream not in seen:
        seen.add(stream)
        starts = zlib.crc32(line, starts)
    count += 1
if count:
    print(sys.argv[1][2:], count, len(seen), f"{starts:08x}", f"{every:08x}", sep="\t")
' "$file"
done
