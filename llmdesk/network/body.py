"""The body of an answer: counted, bounded where it is read whole, and never larger than what was sent.

Owns how the bytes of an answer are taken, what they may unpack to, and which errors of the connection
mean what. Decides nothing about what may be asked (`gate` does), and writes nothing to disk.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore2
import httpx2

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.network import failures
from llmdesk.network.wire import NameNotFound, NotSecure, StoppableStream, reason_of

# Of answers that are read whole, as they are after unpacking; files are streamed. Read as JSON they
# may take twenty times this.
MAX_ANSWER = 8 << 20
_MAX_OF_REDIRECT = 64 << 10
_PIECE = 64 << 10
_TOO_LATE = Phrase(QT_TRANSLATE_NOOP("core", "no answer in time"))


@dataclass(frozen=True)
class RequestRecord:
    """One request of this session. `time` since 1970; `received` in bytes; status 0: no answer came."""

    time: float
    method: str
    host: str
    purpose: str
    received: int
    status: int


class Exchange:
    """A request and what came back, counted while it comes. Written by one thread."""

    def __init__(self, method: str, host: str, purpose: str) -> None:
        self.method, self.host, self.purpose = method, host, purpose
        self.time = time.time()
        self.received = self.status = 0

    def record(self) -> RequestRecord:
        return RequestRecord(self.time, self.method, self.host, self.purpose, self.received, self.status)


class Body(httpx2.SyncByteStream):
    """The body of an answer, its failures ours. `whole`: unpacked, and at most `MAX_ANSWER` bytes."""

    def __init__(self, answer: httpcore2.Response, exchange: Exchange, *, whole: bool, encoding: str) -> None:
        self._answer, self._exchange, self._whole = answer, exchange, whole
        self._unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if whole and encoding == "gzip" else None

    def __iter__(self) -> Iterator[bytes]:
        total = 0
        with failures_of(self._exchange.host):
            for piece in self._answer.iter_stream():
                self._exchange.received += len(piece)
                if 300 <= self._exchange.status < 400:  # nobody reads what stands in a redirect
                    total += len(piece)
                    if total > _MAX_OF_REDIRECT:
                        return
                    continue
                for plain in self._unpacked(piece):
                    total += len(plain)
                    if self._whole and total > MAX_ANSWER:
                        reason = Phrase(QT_TRANSLATE_NOOP("core", "an answer without an end"))
                        raise failures.not_the_hub(self._exchange.host, reason)
                    yield plain

    def close(self) -> None:
        self._answer.close()

    def _unpacked(self, piece: bytes) -> Iterator[bytes]:
        """`piece` as it was before it was packed, in small parts: a few bytes can stand for gigabytes."""
        if self._unpack is None:
            yield piece
            return
        while piece and not self._unpack.eof:
            try:
                yield self._unpack.decompress(piece, _PIECE)
            except zlib.error as error:
                wrong = Phrase(QT_TRANSLATE_NOOP("core", "wrong ({error})"), {"error": error})
                raise failures.not_the_hub(self._exchange.host, wrong) from error
            piece = self._unpack.unconsumed_tail


class BodyReader:
    """Reads the body of an answer of `Network.open`, undecoded, into buffers that are used again.

    h11 copies every byte three times, which is most of what a download costs beside its sha256. So
    it gets the head of the answer and what came with it; the rest of a body of known length is read
    past it, and the connection is closed afterwards.
    """

    def __init__(self, response: httpx2.Response) -> None:
        self._pieces = response.iter_raw()
        self._rest = memoryview(next(self._pieces, b""))
        self._connection: StoppableStream | None = None
        connection = response.extensions.get("network_stream")
        length = response.headers.get("Content-Length", "")
        self._exchange: Exchange = response.extensions["llmdesk"]
        if isinstance(connection, StoppableStream) and length.isdigit():
            self._connection = connection
            self._left = int(length) - len(self._rest)
            self._timeout = response.request.extensions["timeout"]["read"]

    def read_into(self, view: memoryview) -> int:
        """How many bytes were put into `view`; 0 at the end. Raises `ConnectionFailed`."""
        if not self._rest and self._connection is None:
            self._rest = memoryview(next(self._pieces, b""))
        if self._rest:
            count = min(len(view), len(self._rest))
            view[:count], self._rest = self._rest[:count], self._rest[count:]
            return count
        if self._connection is None or self._left <= 0:
            return 0
        with failures_of(self._exchange.host):
            count = self._connection.read_into(view[: self._left], self._timeout)
            if not count:
                reason = QT_TRANSLATE_NOOP("core", "it closed {count} bytes before the end")
                raise httpcore2.RemoteProtocolError(Phrase(reason, {"count": self._left}))
        self._left -= count
        self._exchange.received += count
        return count

    def has_more(self) -> bool:
        """Whether a read would return at once."""
        return bool(self._rest) or (self._connection is not None and self._connection.has_more())


def beginning_of(response: httpx2.Response, most: int) -> bytes:
    """The first `most` bytes of an answer's body."""
    data = bytearray()
    for piece in response.iter_raw():
        data += piece
        if len(data) >= most:
            break
    return bytes(data[:most])


@contextmanager
def failures_of(host: str) -> Iterator[None]:
    """Turn httpcore's errors into ours, with the host and the step."""
    try:
        yield
    except httpcore2.ProxyError as error:
        raise failures.connection_failed(host, "proxy", reason_of(error)) from error
    except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
        step: failures.Step = "connect"
        if isinstance(error, NameNotFound):
            step = "name"
        elif isinstance(error, NotSecure):
            step = "secure"
        raise failures.connection_failed(host, step, reason_of(error)) from error
    except httpcore2.TimeoutException as error:
        raise failures.connection_failed(host, "answer", reason_of(error) or _TOO_LATE) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise failures.connection_failed(host, "broken", reason_of(error)) from error
