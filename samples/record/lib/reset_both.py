"""Ends a connection as a firewall does: once a server's octets pass, a RST to each end in the name of the other.

usage: reset_both.py DEVICE PORT    PORT is the server's; done after one connection
"""
import socket
import struct
import sys

TCP = 6
RST, ACK = 0x04, 0x10
HEADER = "!HHIIBBHHH"
IPV4 = "!BBHHHBBH4s4s"
TTL = 255


def checksum(octets):
    octets += b"\0" * (len(octets) % 2)
    total = sum(struct.unpack(f"!{len(octets) // 2}H", octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def packet(source, target, from_port, to_port, seq, ack):
    fields = [from_port, to_port, seq, ack, 5 << 4, RST | ACK, 0, 0, 0]
    pseudo = source + target + struct.pack("!HH", TCP, struct.calcsize(HEADER))
    fields[7] = checksum(pseudo + struct.pack(HEADER, *fields))
    tcp = struct.pack(HEADER, *fields)
    ip = [0x45, 0, 20 + len(tcp), 0, 0, TTL, TCP, 0, source, target]
    ip[7] = checksum(struct.pack(IPV4, *ip))
    return struct.pack(IPV4, *ip) + tcp


def main(device, port):
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
    wire.bind((device, 0x0800))
    while True:
        frame = wire.recv(65535)
        ip = frame[14:]
        tcp = ip[(ip[0] & 0x0F) * 4:]
        if ip[9] != TCP:
            continue
        from_port, to_port, seq, ack = struct.unpack("!HHII", tcp[:12])
        octets = struct.unpack("!H", ip[2:4])[0] - (ip[0] & 0x0F) * 4 - (tcp[12] >> 4) * 4
        if from_port == port and octets > 0:
            server, client, end = ip[12:16], ip[16:20], (seq + octets) & 0xFFFFFFFF
            wire.send(frame[:12] + b"\x08\0" + packet(server, client, from_port, to_port, end, ack))
            wire.send(frame[6:12] + frame[:6] + b"\x08\0" + packet(client, server, to_port, from_port, ack, end))
            return


main(sys.argv[1], int(sys.argv[2]))
