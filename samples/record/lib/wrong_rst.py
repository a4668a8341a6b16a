"""Answers SYNs with a RST that does not acknowledge them: wrong_rst.py DEVICE COUNT"""
import socket
import struct
import sys

from forge import ACK, RST, SYN, segment


def answer(ip, tcp):
    """A RST against a SYN: its acknowledgement should be one more."""
    from_port, to_port, seq = struct.unpack("!HHI", tcp[:8])
    return segment(ip[16:20], ip[12:16], to_port, from_port, 0, seq, RST | ACK)


def main(device, count):
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
    wire.bind((device, 0x0800))
    out = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
    while count:
        ip = wire.recv(2048)
        tcp = ip[(ip[0] & 0x0F) * 4:]
        if ip[9] == socket.IPPROTO_TCP and tcp[13] & (SYN | ACK | RST) == SYN:
            out.sendto(answer(ip, tcp), (socket.inet_ntoa(ip[12:16]), 0))
            count -= 1


main(sys.argv[1], int(sys.argv[2]))
