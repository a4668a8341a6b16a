"""Ends a connection as a firewall does: once a server's octets pass, a RST to each end in the name of the other.

usage: reset_both.py DEVICE PORT    PORT is the server's; done after one connection
"""
import socket
import struct
import sys

from forge import ACK, RST, packet, segment

TTL = 255


def reset(source, target, from_port, to_port, seq, ack):
    return packet(source, target, segment(source, target, from_port, to_port, seq, ack, RST | ACK), TTL)


def main(device, port):
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
    wire.bind((device, 0x0800))
    while True:
        frame = wire.recv(65535)
        ip = frame[14:]
        tcp = ip[(ip[0] & 0x0F) * 4:]
        if ip[9] != socket.IPPROTO_TCP:
            continue
        from_port, to_port, seq, ack = struct.unpack("!HHII", tcp[:12])
        octets = struct.unpack("!H", ip[2:4])[0] - (ip[0] & 0x0F) * 4 - (tcp[12] >> 4) * 4
        if from_port == port and octets > 0:
            server, client, end = ip[12:16], ip[16:20], (seq + octets) & 0xFFFFFFFF
            wire.send(frame[:12] + b"\x08\0" + reset(server, client, from_port, to_port, end, ack))
            wire.send(frame[6:12] + frame[:6] + b"\x08\0" + reset(client, server, to_port, from_port, ack, end))
            return


main(sys.argv[1], int(sys.argv[2]))
