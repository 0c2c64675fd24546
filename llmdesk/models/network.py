"""The one gate to the network: every request that llmdesk makes to a model hub goes through here.

Owns the offline switch, time-outs, who may see the access token, and the list of what was asked of
whom. Nothing that is sent can pass it: a connection is made only for a request that it let through,
and each wait asks it again. Writes nothing to disk.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import httpcore2
import httpx2

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.models import failures
from llmdesk.models.network_options import MIRROR_ENDPOINT, OFFICIAL_ENDPOINT, NetworkOptions, checked
from llmdesk.models.proxies import LOOPBACK, NO_PROXY, SYSTEM_PROXY, make_pool, proxy_for
from llmdesk.models.wire import NameNotFound, NotSecure, StoppableStream, current_scope, reason_of, within

__all__ = [
    "MIRROR_ENDPOINT",
    "NO_PROXY",
    "OFFICIAL_ENDPOINT",
    "SYSTEM_PROXY",
    "BodyReader",
    "Network",
    "NetworkOptions",
    "RequestRecord",
    "Response",
    "Timeouts",
    "retry_after",
]

_REMEMBERED = 2_000
_MAX_ANSWER = 64 << 20  # of answers that are read whole; files are streamed
_BUSY = (408, 429)
_TOO_LATE = Phrase(QT_TRANSLATE_NOOP("core", "no answer in time"))

Response = httpx2.Response


@dataclass(frozen=True)
class Timeouts:
    """Seconds until connecting is given up, and until a connection without a byte is."""

    connect: float = 10.0
    read: float = 30.0


@dataclass(frozen=True)
class RequestRecord:
    """One request of this session. `time` since 1970; `received` in bytes; status 0: no answer came."""

    time: float
    method: str
    host: str
    purpose: str
    received: int
    status: int


class Network:
    """Usable from any thread. `token_of(host)` gives the access token for a host, or None;
    `password_of(proxy)` the password for the address of a proxy that has none in it, or None."""

    def __init__(
        self,
        options: NetworkOptions | None = None,
        token_of: Callable[[str], str | None] = lambda host: None,
        timeouts: Timeouts | None = None,
        password_of: Callable[[str], str | None] = lambda proxy: None,
    ) -> None:
        self._password_of = password_of
        self._options = checked(options or NetworkOptions())
        self._token_of = token_of
        self._timeouts = timeouts or Timeouts()
        self._lock = threading.Lock()
        self._records: deque[_Exchange] = deque(maxlen=_REMEMBERED)
        self._pools: dict[tuple[str, str | None], httpcore2.ConnectionPool] = {}
        self._client = self.make_client()

    # -- what is set -------------------------------------------------------------------------
    @property
    def options(self) -> NetworkOptions:
        return self._options

    @property
    def endpoint(self) -> str:
        return self._options.endpoint

    def update(self, options: NetworkOptions) -> None:
        """Use other options from now on. Going offline ends what is running. Raises `UsageError`."""
        self._options = checked(options)

    def set_offline(self, offline: bool) -> None:
        self.update(replace(self._options, offline=offline))

    def require_online(self, host: str = "") -> None:
        """Raise `OfflineError` while the offline switch is on."""
        if self._options.offline:
            raise failures.offline(host or urlsplit(self.endpoint).hostname or self.endpoint)

    # -- what was asked ----------------------------------------------------------------------
    def requests(self) -> tuple[RequestRecord, ...]:
        """The requests of this session, oldest first (the last 2,000)."""
        with self._lock:
            return tuple(exchange.record() for exchange in self._records)

    # -- asking ------------------------------------------------------------------------------
    @contextmanager
    def purpose(
        self,
        purpose: str,
        cancel: CancelToken | None = None,
        *,
        whole: bool = True,
        on_wait: Callable[[], None] | None = None,
    ) -> Iterator[None]:
        """Let this thread make requests. `whole`: answers are JSON and read at once; busy is an error.

        Within it, requests raise `Cancelled` and the kinds of `failures`, nothing of httpx.
        """
        scope = _Scope(self, purpose, cancel or CancelToken(), whole, on_wait)
        scope.check()
        try:
            with within(scope):
                yield
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:  # redirects in a circle, a broken encoding
            host = urlsplit(self.endpoint).hostname or self.endpoint
            wrong = Phrase(QT_TRANSLATE_NOOP("core", "wrong ({error})"), {"error": error})
            raise failures.not_the_hub(host, wrong) from error

    @contextmanager
    def open(
        self,
        url: str,
        purpose: str,
        cancel: CancelToken | None = None,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = True,
        on_wait: Callable[[], None] | None = None,
    ) -> Iterator[Response]:
        """The answer to one request, its body not yet read. Any status is an answer.

        `on_wait` is called at least every 0.1 s until the body is read, in this thread.
        Raises `Cancelled`, `OfflineError`, `ConnectionFailed`, `NotTheHub`.
        """
        sent = {"User-Agent": f"llmdesk/{__version__}", "Accept-Encoding": "identity", **(headers or {})}
        with self.purpose(purpose, cancel, whole=False, on_wait=on_wait):
            request = self._client.build_request(method, url, headers=sent)
            response = self._client.send(request, stream=True, follow_redirects=follow_redirects)
            try:
                yield response
            finally:
                response.close()

    def make_client(self, hooks: Mapping[str, list[Callable[..., Any]]] | None = None) -> httpx2.Client:
        """A client whose requests go through the gate of the thread that makes them."""
        client = httpx2.Client(
            transport=_Gate(), event_hooks=dict(hooks or {}), follow_redirects=True, trust_env=False
        )
        client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
        return client

    def close(self) -> None:
        """Close idle connections; a later request opens new ones."""
        with self._lock:
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            pool.close()

    # -- for the gate ------------------------------------------------------------------------
    def exchange(self, request: httpx2.Request, purpose: str) -> _Exchange:
        """Let a request through: its target allowed, the token on it or not, recorded."""
        host = request.url.host
        self.require_online(host)
        endpoint = httpx2.URL(self.endpoint)
        if request.url.scheme not in ("http", "https") or not host:
            reason = QT_TRANSLATE_NOOP("core", "a redirect to {scheme}")
            raise failures.not_the_hub(
                host or endpoint.host, Phrase(reason, {"scheme": f"{request.url.scheme}:"})
            )
        if request.url.scheme == "http" and endpoint.scheme == "https":
            reason = QT_TRANSLATE_NOOP("core", "a redirect to a connection that is not secure")
            raise failures.not_the_hub(host, Phrase(reason))
        request.headers.pop("Authorization", None)
        if _origin(request.url) == _origin(endpoint) and (endpoint.scheme == "https" or host in LOOPBACK):
            token = self._token_of(host)
            if token:
                request.headers["Authorization"] = f"Bearer {token}"
        request.extensions["timeout"] = {
            "connect": self._timeouts.connect,
            "read": self._timeouts.read,
            "write": self._timeouts.read,
            "pool": self._timeouts.read,
        }
        exchange = _Exchange(request.method, host, purpose)
        with self._lock:
            self._records.append(exchange)
        return exchange

    def pool_for(self, url: httpx2.URL) -> httpcore2.ConnectionPool:
        proxy = proxy_for(url.scheme, url.host, self._options.proxy)
        key = (proxy, self._password_of(proxy) if proxy else None)
        with self._lock:
            if key not in self._pools:
                self._pools[key] = make_pool(*key)
            return self._pools[key]


# -- one request ---------------------------------------------------------------------------------
class _Exchange:
    """A request and what came back, counted while it comes. Written by one thread."""

    def __init__(self, method: str, host: str, purpose: str) -> None:
        self.method, self.host, self.purpose = method, host, purpose
        self.time = time.time()
        self.received = self.status = 0

    def record(self) -> RequestRecord:
        return RequestRecord(self.time, self.method, self.host, self.purpose, self.received, self.status)


@dataclass(frozen=True)
class _Scope:
    """What the current thread is asking for; the waits of `wire` ask it whether to go on."""

    network: Network
    purpose: str
    cancel: CancelToken
    whole: bool
    on_wait: Callable[[], None] | None

    def check(self) -> None:
        self.cancel.raise_if_cancelled()
        self.network.require_online()
        if self.on_wait is not None:
            self.on_wait()


class _Gate(httpx2.BaseTransport):
    """Sends a request for the scope of its thread. Without one, nothing is sent."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        scope = current_scope()
        assert isinstance(scope, _Scope)
        exchange = scope.network.exchange(request, scope.purpose)
        assert isinstance(request.stream, httpx2.SyncByteStream)
        sent = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _failures_of(exchange.host):
            answer = scope.network.pool_for(request.url).handle_request(sent)
        exchange.status = answer.status
        body = _Body(answer, exchange, _MAX_ANSWER if scope.whole else None)
        response = httpx2.Response(
            answer.status,
            headers=answer.headers,
            stream=body,
            extensions={**answer.extensions, "llmdesk": exchange},
        )
        if scope.whole:
            try:
                _check_whole(response, exchange.host)
            except BaseException:
                body.close()
                raise
        return response


class _Body(httpx2.SyncByteStream):
    """The body of an answer: counted, bounded where it is read whole, its failures ours."""

    def __init__(self, answer: httpcore2.Response, exchange: _Exchange, limit: int | None) -> None:
        self._answer, self._exchange, self._limit = answer, exchange, limit

    def __iter__(self) -> Iterator[bytes]:
        host = self._exchange.host
        with _failures_of(host):
            for piece in self._answer.iter_stream():
                self._exchange.received += len(piece)
                if self._limit is not None and self._exchange.received > self._limit:
                    reason = Phrase(QT_TRANSLATE_NOOP("core", "an answer without an end"))
                    raise failures.not_the_hub(host, reason)
                yield piece

    def close(self) -> None:
        self._answer.close()


class BodyReader:
    """Reads the body of an answer of `Network.open`, undecoded, into buffers that are used again.

    h11 copies every byte three times, which is most of what a download costs beside its sha256. So
    it gets the head of the answer and what came with it; the rest of a body of known length is read
    past it, and the connection is closed afterwards.
    """

    def __init__(self, response: Response) -> None:
        self._pieces = response.iter_raw()
        self._rest = memoryview(next(self._pieces, b""))
        self._connection: StoppableStream | None = None
        connection = response.extensions.get("network_stream")
        length = response.headers.get("Content-Length", "")
        self._exchange: _Exchange = response.extensions["llmdesk"]
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
        with _failures_of(self._exchange.host):
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


def _check_whole(response: httpx2.Response, host: str) -> None:
    """Refuse what huggingface_hub would retry asleep (and deaf to a cancel) or fail to read."""
    if response.status_code in _BUSY or response.status_code >= 500:
        raise failures.server_busy(host, response.status_code, retry_after(response))
    kind = response.headers.get("Content-Type", "")
    if response.status_code == 200 and "json" not in kind:
        if "html" in kind:
            raise failures.not_the_hub(host, Phrase(QT_TRANSLATE_NOOP("core", "a web page")))
        raise failures.not_the_hub(host, Phrase(QT_TRANSLATE_NOOP("core", "not JSON")))


def retry_after(response: Response) -> float | None:
    """Seconds that the server asks to wait; None where it does not say (or says a date)."""
    value = response.headers.get("Retry-After", "").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 7 else None


@contextmanager
def _failures_of(host: str) -> Iterator[None]:
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


def _origin(url: httpx2.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)
