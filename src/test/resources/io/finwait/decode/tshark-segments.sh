#!/bin/sh
# Writes what tshark dissects as TCP in each capture below a folder, for DecoderAgreesWithTsharkTest:
#   tshark-segments.sh FOLDER > tshark-segments.tsv
# A line per file that holds TCP: path, frames with TCP, CRC-32 of the lines "frame srcport dstport flags",
# payload octets. Fragments are not joined, since finwait does not; TCP quoted in ICMP errors is left out.
set -eu
cd "$1"
tshark --version | sed -n '1s/^/# /p'
find . -type f | grep -Ei '\.(pcap|pcapng|cap|dmp|dump|trace)(\.gz)?$' | LC_ALL=C sort | while read -r file; do
    tshark -n -r "$file" -o ip.defragment:FALSE -o ipv6.defragment:FALSE -Y 'tcp && !icmp && !icmpv6' \
        -T fields -E occurrence=f -e frame.number -e tcp.srcport -e tcp.dstport -e tcp.flags -e tcp.len 2>/dev/null |
        python3 -c '
import sys, zlib
count = crc = octets = 0
for line in sys.stdin:
    frame, src, dst, flags, length = line.rstrip("\n").split("\t")
    crc = zlib.crc32(f"{frame} {src} {dst} {int(flags or "0", 16) & 0x1FF}\n".encode(), crc)
    octets += int(length or 0)
    count += 1
if count:
    print(sys.argv[1][2:], count, f"{crc:08x}", octets, sep="\t")
' "$file"
done
