"""An HTTP proxy that leads every CONNECT to one port of this machine, whatever host was asked for."""

import socket
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


@contextmanager
def running_proxy(port: int) -> Iterator[str]:
    """The URL of a proxy to 127.0.0.1:`port`, until the block ends."""
    with _Proxy(("127.0.0.1", 0), _Tunnel) as proxy:
        proxy.target = port
        thread = Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{proxy.server_address[1]}"
        proxy.shutdown()
        thread.join()


class _Proxy(socketserver.ThreadingTCPServer):
    request_queue_size = 1024
    daemon_threads = True
    block_on_close = False
    target: int

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is part of the tests."""


class _Tunnel(socketserver.StreamRequestHandler):
    """One CONNECT, and then whatever both sides say."""

    disable_nagle_algorithm = True

    def handle(self) -> None:
        while self.rfile.readline().strip():
            pass
        assert isinstance(self.server, _Proxy)
        with socket.create_connection(("127.0.0.1", self.server.target)) as far:
            far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = Thread(target=_pour, args=(far, self.connection), daemon=True)
            back.start()
            _pour(self.connection, far)
            back.join()


def _pour(source: socket.socket, sink: socket.socket) -> None:
    """Carry bytes one way until that side has said all."""
    with suppress(OSError):
        while chunk := source.recv(65536):
            sink.sendall(chunk)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
