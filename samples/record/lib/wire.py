"""A wire between two network namespaces that takes a while, for kernels without netem.

Makes a TAP device eth0 in both namespaces and carries every frame across, each after the same delay. With --mirror
a copy of every frame, with an 802.1Q tag as on a switch's trunk, also leaves through eth0 of a third namespace, when
the frame is delivered. What travels are the frames that the kernels sent; only the time and the tag are the wire's.
"""
import argparse
import collections
import ctypes
import fcntl
import os
import select
import socket
import struct
import time

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
CLONE_NEWNET = 0x40000000
ETHERTYPE_VLAN = 0x8100
MAC_ADDRESSES = 12  # octets in front of the EtherType, where a tag goes


def enter(namespace):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/run/netns/{namespace}", "rb") as file:
        if libc.setns(file.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")


def tap(namespace):
    enter(namespace)
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", b"eth0", IFF_TAP | IFF_NO_PI))
    return device


def trunk(namespace):
    enter(namespace)
    port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    port.bind(("eth0", 0))
    return port


def tagged(frame, vlan):
    return frame[:MAC_ADDRESSES] + struct.pack("!HH", ETHERTYPE_VLAN, vlan) + frame[MAC_ADDRESSES:]


def carry(ends, delay, mirror, vlan):
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    under_way = collections.deque()  # (when it arrives, where, frame): in order, for the delay is constant
    while True:
        wait = max(0, under_way[0][0] - time.monotonic()) if under_way else None
        for end in select.select(ends, [], [], wait)[0]:
            frame = os.read(end, 65536)
            under_way.append((time.monotonic() + delay, other[end], frame))
        while under_way and under_way[0][0] <= time.monotonic():
            _, end, frame = under_way.popleft()
            if mirror:
                mirror.send(tagged(frame, vlan))
            try:
                os.write(end, frame)
            except OSError:
                pass  # the device is not up yet: a wire loses such a frame


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=0, help="one way, in milliseconds")
    parser.add_argument("--mirror", help="namespace whose eth0 sends the tagged copies")
    parser.add_argument("--vlan", type=int, default=1, help="VLAN id of the copies")
    parser.add_argument("namespaces", nargs=2)
    options = parser.parse_args()
    mirror = trunk(options.mirror) if options.mirror else None
    carry([tap(each) for each in options.namespaces], options.delay / 1000, mirror, options.vlan)


main()
