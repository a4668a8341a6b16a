"""A server that answers each client and never closes: leaky.py ADDRESS PORT"""
import socket
import sys

address, port = sys.argv[1:]
listener = socket.create_server((address, int(port)), backlog=128)
kept = []
while True:
    connection, _ = listener.accept()
    kept.append(connection)
    connection.recv(100)
    connection.sendall(b"x" * 100)
