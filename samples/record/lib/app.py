"""The application of the two-tier sample: counts requests in redis, on a new redis connection for each.

usage: app.py ADDRESS PORT REDIS_ADDRESS REDIS_PORT

Answers HTTP/1.0 without a length, so that its close is the end of the answer and nginx waits for it.
"""
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Counter(BaseHTTPRequestHandler):
    redis = ("", 0)

    def do_GET(self):
        with socket.create_connection(self.redis) as redis:
            redis.sendall(b"INCR requests\r\n")
            count = redis.recv(64).strip(b":\r\n")
        body = b"request " + count + b"\n"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass


address, port, redis_address, redis_port = sys.argv[1:]
Counter.redis = (redis_address, int(redis_port))
ThreadingHTTPServer((address, int(port)), Counter).serve_forever()
