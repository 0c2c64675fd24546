"""A server that answers with whatever bytes a test writes, however wrong or endless.

Owns `serving`. Each connection has a thread; what `answer` writes after the client has gone is dropped.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

Answer = Callable[[socket.socket, threading.Event], None]


@contextlib.contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """The endpoint of a server that gives each connection to `answer`, with the event of its end."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0), backlog=32)
    threads: list[threading.Thread] = []

    def serve(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(20)
            connection.recv(65536)
            answer(connection, ended)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
                threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        ended.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join()
        for thread in threads:
            thread.join()


def plainly(body: bytes, *headers: str, kind: str = "application/json") -> Answer:
    """An answer that is complete, whatever its body is."""
    head = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers])

    def answer(connection: socket.socket, _ended: threading.Event) -> None:
        connection.sendall(head.encode() + b"\r\n\r\n" + body)

    return answer


def trickling(begin: bytes, again: bytes, every_s: float = 0.05) -> Answer:
    """`begin`, then `again` and again, until the client or the test has enough."""

    def answer(connection: socket.socket, ended: threading.Event) -> None:
        connection.sendall(begin)
        while not ended.wait(every_s):
            connection.sendall(again)

    return answer


def flooding(begin: bytes, again: bytes) -> Answer:
    """The same without a pause."""

    def answer(connection: socket.socket, ended: threading.Event) -> None:
        connection.sendall(begin)
        while not ended.is_set():
            connection.sendall(again)

    return answer
