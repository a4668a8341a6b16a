"""Segments that no socket would send, with the checksums that a receiver wants. Addresses are four octets."""
import socket
import struct

SYN, RST, ACK = 0x02, 0x04, 0x10
TCP = "!HHIIBBHHH"
IPV4 = "!BBHHHBBH4s4s"


def checksum(octets):
    total = sum(struct.unpack(f"!{len(octets) // 2}H", octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def segment(source, target, from_port, to_port, seq, ack, flags, window=0):
    fields = [from_port, to_port, seq, ack, 5 << 4, flags, window, 0, 0]
    pseudo = source + target + struct.pack("!HH", socket.IPPROTO_TCP, struct.calcsize(TCP))
    fields[7] = checksum(pseudo + struct.pack(TCP, *fields))
    return struct.pack(TCP, *fields)


def packet(source, target, tcp, ttl, identification=0):
    fields = [0x45, 0, 20 + len(tcp), identification, 0, ttl, socket.IPPROTO_TCP, 0, source, target]
    fields[7] = checksum(struct.pack(IPV4, *fields))
    return struct.pack(IPV4, *fields) + tcp
