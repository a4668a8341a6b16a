"""A client of a kind that is seen in practice, as far as its connections go. Whatever answers HTTP is good enough as the server.

usage: load.py KIND ADDRESS PORT
  used-up   a connection for each request, closed by the client, until there is no local port left; then it tries for 2 s more
  pool      requests by six at a time, on a pool that keeps two idle connections
  leak      40 connections, one after the other, each used once and never closed
  checks    connects and closes, eight times at even intervals
  flood     400 SYNs from as many addresses of 10.78.0.0/16, none of which answers
  forged    30 SYNs in the name of 10.77.1.1, every third one to the port after PORT
"""
import errno
import random
import socket
import sys
import time

import forge

REQUEST = b"GET / HTTP/1.1\r\nHost: sample\r\n\r\n"


def connect():
    return socket.create_connection(TARGET)


def ask(connection):
    connection.sendall(REQUEST)
    connection.recv(65536)


def used_up():
    while True:
        try:
            with connect() as connection:
                ask(connection)
        except OSError as e:
            if e.errno != errno.EADDRNOTAVAIL:
                raise
            break
    for _ in range(20):
        time.sleep(0.1)
        try:
            connect().close()
            sys.exit("a port was left")
        except OSError:
            pass


def pool():
    idle = []
    for _ in range(14):
        busy = [idle.pop() if idle else connect() for _ in range(6)]
        for connection in busy:
            connection.sendall(REQUEST)
        for connection in busy:
            connection.recv(65536)
            if len(idle) < 2:
                idle.append(connection)
            else:
                connection.close()
        time.sleep(0.05)


def leak():
    leaked = []
    for _ in range(40):
        leaked.append(connect())
        ask(leaked[-1])
        time.sleep(0.3)
    time.sleep(60)


def checks():
    for _ in range(8):
        connect().close()
        time.sleep(0.5)


def syn(raw, source, port, number):
    """Sends a SYN in the name of source."""
    origin, to = socket.inet_aton(source), socket.inet_aton(TARGET[0])
    tcp = forge.segment(origin, to, random.randrange(1024, 65536), port, random.getrandbits(32), 0, forge.SYN, 512)
    raw.sendto(forge.packet(origin, to, tcp, 64, number), (TARGET[0], 0))


def flood():
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    for i in range(400):
        syn(raw, f"10.78.{i >> 8}.{i & 255}", TARGET[1], i)
        time.sleep(0.001)


def forged():
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    for i in range(30):
        syn(raw, "10.77.1.1", TARGET[1] + i % 3 // 2, i)
        time.sleep(0.05)


kind, address, port = sys.argv[1:]
TARGET = (address, int(port))
globals()[kind.replace("-", "_")]()
