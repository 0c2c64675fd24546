"""Sockets that can be stopped: connecting, TLS, reading and writing end when the user cancels.

Owns the waits of a request. A wait is cut into slices of a tenth of a second; between two slices
`Scope.check` may end it. Knows nothing of HTTP, hubs or files.
"""

from __future__ import annotations

import select
import selectors
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import httpcore2

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase

#: The longest wait, in seconds, before a cancel is noticed.
SLICE = 0.1
# One address of a host that has several (IPv6 without a route) may not eat the whole time-out.
_ADDRESS_S = 5.0
_poll = getattr(select, "poll", None)  # Windows has none

_TIMED_OUT = Phrase(QT_TRANSLATE_NOOP("core", "timed out"))

T = TypeVar("T")


class NameNotFound(httpcore2.ConnectError):
    """The host's name has no address."""


class NotSecure(httpcore2.ConnectError):
    """The connection is there, but TLS could not be agreed on."""


class Scope(Protocol):
    """The request that the current thread is making."""

    def check(self) -> None:
        """Raise what ends the request now (`Cancelled`, `OfflineError`)."""


_current: ContextVar[Scope | None] = ContextVar("llmdesk_request", default=None)


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """Requests of this thread belong to `scope`."""
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)


def current_scope() -> Scope:
    """The scope of this thread; a request without one is a bug, and is not sent."""
    scope = _current.get()
    if scope is None:
        raise RuntimeError("a request was made past the gate (network.gate.Network)")
    return scope


def _wait_for(action: Callable[[], T], discard: Callable[[T], object]) -> T:
    """Run a call that nothing can interrupt in a thread of its own; a cancel leaves it behind."""
    scope = current_scope()
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(action())
        except BaseException as error:  # noqa: BLE001  # thread boundary: the waiting thread raises it
            future.set_exception(error)

    def drop(done: Future[T]) -> None:
        if done.exception() is None:
            discard(done.result())

    threading.Thread(target=run, name="llmdesk-connect", daemon=True).start()
    try:
        while not wait([future], SLICE).done:
            scope.check()
    except BaseException:
        future.add_done_callback(drop)
        raise
    return future.result()


def _connect(host: str, port: int, timeout: float | None) -> socket.socket:
    """Try the addresses of `host` one after another until one answers or the time is over."""
    deadline = time.monotonic() + (60.0 if timeout is None else timeout)
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure: OSError = OSError(Phrase(QT_TRANSLATE_NOOP("core", "it has no address")))
    for number, (family, kind, protocol, _, address) in enumerate(addresses, 1):
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(left if number == len(addresses) else min(left, _ADDRESS_S))
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
            continue
        return connection
    raise failure


class StoppableStream(httpcore2.NetworkStream):
    """One connection. Reads return as soon as something came, fail after `timeout` without a byte."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        def receive() -> bytes:
            return self._socket.recv(max_bytes)

        return self._repeat(receive, timeout, httpcore2.ReadTimeout, httpcore2.ReadError)

    def read_into(self, view: memoryview, timeout: float | None = None) -> int:
        """Read without making new bytes; how many came, 0 at the end."""

        def receive() -> int:
            return self._socket.recv_into(view)

        return self._repeat(receive, timeout, httpcore2.ReadTimeout, httpcore2.ReadError)

    def has_more(self) -> bool:
        """Whether a read would return at once."""
        pending = isinstance(self._socket, ssl.SSLSocket) and self._socket.pending() > 0
        return pending or _is_readable(self._socket)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        while view:
            piece = view
            sent = self._repeat(
                lambda piece=piece: self._socket.send(piece),  # type: ignore[misc]
                timeout,
                httpcore2.WriteTimeout,
                httpcore2.WriteError,
            )
            view = view[sent:]

    def _repeat(
        self,
        action: Callable[[], T],
        timeout: float | None,
        too_late: type[Exception],
        failed: type[Exception],
    ) -> T:
        scope = current_scope()
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            scope.check()
            try:
                if self._socket.gettimeout() != SLICE:  # setting it costs a call of the system
                    self._socket.settimeout(SLICE)
                return action()
            except TimeoutError as error:
                if deadline is not None and time.monotonic() >= deadline:
                    reason = QT_TRANSLATE_NOOP("core", "no data for {seconds} s")
                    raise too_late(Phrase(reason, {"seconds": f"{timeout:.0f}"})) from error
            except (OSError, ValueError) as error:  # ValueError: a TLS socket that was closed
                raise failed(reason_of(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        def secure() -> socket.socket:
            self._socket.settimeout(timeout)
            return ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)

        try:
            return StoppableStream(_wait_for(secure, socket.socket.close))
        except TimeoutError as error:
            self.close()
            raise NotSecure(_TIMED_OUT) from error
        except (OSError, ValueError) as error:
            self.close()
            raise NotSecure(reason_of(error)) from error

    def get_extra_info(self, info: str) -> Any:
        if info == "socket":
            return self._socket
        if info == "ssl_object":
            # httpcore asks it for the protocol that was agreed on; none was offered, so HTTP/1.1.
            return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
        if info == "is_readable":
            return _is_readable(self._socket)
        return None


class StoppableBackend(httpcore2.NetworkBackend):
    """Connects without blocking a cancel."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            connection = _wait_for(lambda: _connect(host, port, timeout), socket.socket.close)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(_TIMED_OUT) from error
        except (socket.gaierror, UnicodeError) as error:
            raise NameNotFound(reason_of(error)) from error
        except OSError as error:
            raise httpcore2.ConnectError(reason_of(error)) from error
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return StoppableStream(connection)


@dataclass(frozen=True)
class SocksProxy:
    """A SOCKS5 proxy (RFC 1928, RFC 1929). It is given names, not addresses: it looks them up."""

    host: str
    port: int
    user: str = ""
    password: str = ""


class SocksBackend(StoppableBackend):
    """Connects through a SOCKS5 proxy. httpcore's own wants `socksio` and cannot be cancelled."""

    def __init__(self, proxy: SocksProxy) -> None:
        self._proxy = proxy

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            stream = super().connect_tcp(self._proxy.host, self._proxy.port, timeout)
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
            raise httpcore2.ProxyError(
                Phrase("{proxy}: {reason}", {"proxy": self._proxy.host, "reason": reason_of(error)})
            ) from error
        try:
            self._greet(stream, timeout)
            self._ask_for(stream, host, port, timeout)
        except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
            stream.close()
            raise httpcore2.ProxyError(reason_of(error)) from error
        except BaseException:
            stream.close()
            raise
        return stream

    def _greet(self, stream: httpcore2.NetworkStream, timeout: float | None) -> None:
        methods = b"\x00\x02" if self._proxy.user else b"\x00"
        stream.write(bytes([5, len(methods)]) + methods, timeout)
        version, method = _exactly(stream, 2, timeout)
        if version != 5 or method not in methods:
            reason = QT_TRANSLATE_NOOP(
                "core", "it is not a SOCKS5 proxy, or requires a user name and password"
            )
            raise httpcore2.ProxyError(Phrase(reason))
        if method == 2:
            user, password = self._proxy.user.encode()[:255], self._proxy.password.encode()[:255]
            stream.write(bytes([1, len(user)]) + user + bytes([len(password)]) + password, timeout)
            if _exactly(stream, 2, timeout)[1] != 0:
                reason = QT_TRANSLATE_NOOP("core", "it refuses the name or the password")
                raise httpcore2.ProxyError(Phrase(reason))

    def _ask_for(self, stream: httpcore2.NetworkStream, host: str, port: int, timeout: float | None) -> None:
        name = host.encode("idna") if not host.isascii() else host.encode()
        if len(name) > 255:
            raise httpcore2.ProxyError(Phrase(QT_TRANSLATE_NOOP("core", "the host's name is too long")))
        stream.write(b"\x05\x01\x00\x03" + bytes([len(name)]) + name + struct.pack(">H", port), timeout)
        _, reply, _, kind = _exactly(stream, 4, timeout)
        if reply != 0:
            reason = QT_TRANSLATE_NOOP("core", "{host} cannot be reached through it (SOCKS error {number})")
            raise httpcore2.ProxyError(Phrase(reason, {"host": host, "number": reply}))
        sizes = {1: 4, 4: 16}
        size = sizes[kind] if kind in sizes else _exactly(stream, 1, timeout)[0]
        _exactly(stream, size + 2, timeout)


def _exactly(stream: httpcore2.NetworkStream, count: int, timeout: float | None) -> bytes:
    data = b""
    while len(data) < count:
        piece = stream.read(count - len(data), timeout)
        if not piece:
            raise httpcore2.ProxyError(Phrase(QT_TRANSLATE_NOOP("core", "it closed the connection")))
        data += piece
    return data


def reason_of(error: Exception) -> str | Phrase:
    """What an error of a connection says; of ours a `Phrase`, which can be translated."""
    said = error.args[0] if error.args else ""
    if isinstance(said, Phrase):
        return said
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message or Phrase(QT_TRANSLATE_NOOP("core", "the certificate is not valid"))
    return str(getattr(error, "strerror", None) or error)


def _is_readable(connection: socket.socket) -> bool:
    """Whether an idle connection has something to say: then it was closed at the other end."""
    if connection.fileno() < 0:
        return True
    if _poll is not None:  # one call of the system instead of four
        poller = _poll()
        poller.register(connection, select.POLLIN)
        return bool(poller.poll(0))
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        return bool(selector.select(0))
