"""One end of a TCP connection, socket call by socket call.

Each argument is one step:
  listen ADDRESS PORT    bind and listen
  accept                 take the next connection
  bind PORT              choose the local port of the next connect
  connect ADDRESS PORT   open a connection; "refused" and "timed out" end the script without an error
  send COUNT | TEXT      send that many octets, or the text (\\r and \\n are understood)
  recv COUNT             read at least that many octets
  recv-eof               read until the peer's FIN
  shutdown               shutdown(SHUT_WR): send FIN, keep reading
  rcvbuf COUNT           a small receive buffer for the next connect, so that its window closes soon
  connect-sending ADDRESS PORT TEXT   open a connection by TCP Fast Open, with the text in the SYN if there is a cookie
  fast-open              let the listener answer such SYNs
  cork                   hold back data until a full segment or the FIN
  keepalive              set SO_KEEPALIVE
  linger0                make close() send RST
  close                  close()
  pause SECONDS          do nothing
  mark NAME              tell the others that this point is reached
  await NAME             wait until somebody marked it
Marks are files in the directory $FLAGS. A script that is not done after a minute is ended by a signal.
"""
import os
import signal
import socket
import struct
import sys
import time
from pathlib import Path


class Endpoint:
    def __init__(self, flags):
        self.flags = flags
        self.listener = None
        self.connection = None
        self.local_port = 0
        self.receive_buffer = 0

    def listen(self, address, port):
        self.listener = socket.create_server((address, int(port)), family=family_of(address), backlog=128)

    def accept(self):
        self.connection, _ = self.listener.accept()

    def bind(self, port):
        self.local_port = int(port)

    def rcvbuf(self, count):
        self.receive_buffer = int(count)

    def connect(self, address, port):
        self.open(address)
        self.connection.connect((address, int(port)))

    def connect_sending(self, address, port, *text):
        self.open(address)
        self.connection.sendto(octets(text), socket.MSG_FASTOPEN, (address, int(port)))

    def open(self, address):
        self.connection = socket.socket(family_of(address))
        # A client that wants its old port again while the old connection lingers must say so.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self.local_port:
            self.connection.bind(("", self.local_port))
        if self.receive_buffer:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.receive_buffer)

    def send(self, *what):
        self.connection.sendall(octets(what))

    def recv(self, count):
        missing = int(count)
        while missing > 0:
            received = self.connection.recv(65536)
            if not received:
                raise EOFError(f"the peer closed {missing} octets early")
            missing -= len(received)

    def recv_eof(self):
        while self.connection.recv(65536):
            pass

    def shutdown(self):
        self.connection.shutdown(socket.SHUT_WR)

    def fast_open(self):
        self.listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 5)

    def cork(self):
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)

    def keepalive(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def linger0(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def close(self):
        self.connection.close()

    def pause(self, seconds):
        time.sleep(float(seconds))

    def mark(self, name):
        self.flag(name).touch()

    def await_(self, name):
        while not self.flag(name).exists():
            time.sleep(0.001)

    def flag(self, name):
        return self.flags / f"flag-{name}"


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def octets(what):
    """A count, or words of a text."""
    if len(what) == 1 and what[0].isdigit():
        return b"x" * int(what[0])
    return " ".join(what).replace("\\r", "\r").replace("\\n", "\n").encode()


def main(steps):
    signal.alarm(60)
    endpoint = Endpoint(Path(os.environ["FLAGS"]))
    for step in steps:
        verb, *arguments = step.split(" ")
        method = "await_" if verb == "await" else verb.replace("-", "_")
        try:
            getattr(endpoint, method)(*arguments)
        except (ConnectionRefusedError, TimeoutError):
            if verb != "connect":
                raise
            return


main(sys.argv[1:])
