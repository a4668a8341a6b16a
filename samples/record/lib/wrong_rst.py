"""Answers SYNs with a RST that does not acknowledge them: wrong_rst.py DEVICE COUNT"""
import socket
import struct
import sys

SYN, RST, ACK = 0x02, 0x04, 0x10
TCP = 6
HEADER = "!HHIIBBHHH"


def checksum(octets):
    total = sum(struct.unpack(f"!{len(octets) // 2}H", octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def answer(ip, tcp):
    """A RST against a SYN: its acknowledgement should be one more."""
    source, target = ip[16:20], ip[12:16]
    from_port, to_port, seq = struct.unpack("!HHI", tcp[:8])
    fields = [to_port, from_port, 0, seq, 5 << 4, RST | ACK, 0, 0, 0]
    pseudo = source + target + struct.pack("!HH", TCP, struct.calcsize(HEADER))
    fields[7] = checksum(pseudo + struct.pack(HEADER, *fields))
    return struct.pack(HEADER, *fields), socket.inet_ntoa(target)


def main(device, count):
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
    wire.bind((device, 0x0800))
    out = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
    while count:
        ip = wire.recv(2048)
        tcp = ip[(ip[0] & 0x0F) * 4:]
        if ip[9] == TCP and tcp[13] & (SYN | ACK | RST) == SYN:
            segment, target = answer(ip, tcp)
            out.sendto(segment, (target, 0))
            count -= 1


main(sys.argv[1], int(sys.argv[2]))
