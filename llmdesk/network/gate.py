"""The one gate to the network: every request that llmdesk makes goes through here, to a model hub or to an
engine elsewhere.

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
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import httpcore2
import httpx2

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.network import failures
from llmdesk.network.addresses import NO_PROXY, SYSTEM_PROXY, origin_of
from llmdesk.network.body import Body, BodyReader, Exchange, RequestRecord, failures_of
from llmdesk.network.options import MIRROR_ENDPOINT, OFFICIAL_ENDPOINT, NetworkOptions, checked
from llmdesk.network.proxies import LOOPBACK, make_pool, proxy_for
from llmdesk.network.wire import current_scope, within

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
_BUSY = (408, 429)

Response = httpx2.Response


@dataclass(frozen=True)
class Timeouts:
    """Seconds until connecting is given up, until a connection without a byte is, and until an answer
    that is not a file must be there as a whole (a server may send a byte a second for ever; 0: it may)."""

    connect: float = 10.0
    read: float = 30.0
    whole: float = 120.0


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
        self._records: deque[Exchange] = deque(maxlen=_REMEMBERED)
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
    ) -> Iterator[_Scope]:
        """Let this thread make requests. `whole`: answers are JSON and read at once; busy is an error.

        Within it, requests raise `Cancelled` and the kinds of `failures`, nothing of httpx.
        """
        scope = _Scope(self, purpose, cancel or CancelToken(), whole, on_wait, self._timeouts.whole)
        scope.check()
        try:
            with within(scope):
                yield scope
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
        small: bool = False,
    ) -> Iterator[Response]:
        """The answer to one request, its body not yet read. Any status is an answer.

        `small`: the body has to be there in `Timeouts.whole` too; a file may take as long as it takes.
        `on_wait` is called at least every 0.1 s until the body is read, in this thread.
        Raises `Cancelled`, `OfflineError`, `ConnectionFailed`, `NotTheHub`.
        """
        sent = {"User-Agent": f"llmdesk/{__version__}", "Accept-Encoding": "identity", **(headers or {})}
        with self.purpose(purpose, cancel, whole=False, on_wait=on_wait) as scope:
            request = self._client.build_request(method, url, headers=sent)
            response = self._client.send(request, stream=True, follow_redirects=follow_redirects)
            if not small:
                scope.deadline = None
            try:
                yield response
            finally:
                response.close()

    @contextmanager
    def ask_engine(
        self,
        url: str,
        cancel: CancelToken | None = None,
        *,
        content: bytes | None = None,
        timeouts: Timeouts | None = None,
    ) -> Iterator[Response]:
        """The answer of an engine elsewhere, its body not yet read. Any status is an answer, a redirect too:
        it is not followed, since the access token is for this address alone (`token_of` gets its origin).

        `content`: JSON to post. Offline, only this computer is asked. Raises as `open` does.
        """
        sent = {"User-Agent": f"llmdesk/{__version__}", "Accept-Encoding": "identity"}
        if content is not None:
            sent["Content-Type"] = "application/json"
        limits = timeouts or self._timeouts
        try:
            scope = _Scope(
                self, QT_TRANSLATE_NOOP("core", "engine"), cancel or CancelToken(), False, None, limits.whole,
                engine=limits, origin=origin_of(url), local=httpx2.URL(url).host in LOOPBACK,
            )  # fmt: skip
            scope.check()
            with within(scope):
                method = "GET" if content is None else "POST"
                request = self._client.build_request(method, url, headers=sent, content=content)
                response = self._client.send(request, stream=True, follow_redirects=False)
                try:
                    yield response
                finally:
                    response.close()
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            host = urlsplit(url).hostname or url
            raise failures.connection_failed(host, "broken", str(error)) from error

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
    def exchange(self, request: httpx2.Request, purpose: str, whole: bool) -> Exchange:
        """Let a request to the hub through: its target allowed, the token on it or not, recorded."""
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
        if whole:
            request.headers["Accept-Encoding"] = "gzip"  # what can be unpacked within bounds
        request.headers.pop("Authorization", None)
        if _origin(request.url) == _origin(endpoint) and (endpoint.scheme == "https" or host in LOOPBACK):
            self._put_token(request, host)
        return self._recorded(request, purpose, self._timeouts)

    def engine_exchange(
        self, request: httpx2.Request, purpose: str, timeouts: Timeouts, origin: str
    ) -> Exchange:
        """Let a request to an engine through, with the token of its `origin` on it: as it was typed, since a
        name in letters of any language is another one in a request."""
        request.headers.pop("Authorization", None)
        self._put_token(request, origin)
        return self._recorded(request, purpose, timeouts)

    def _put_token(self, request: httpx2.Request, key: str) -> None:
        token = self._token_of(key)
        if token:
            request.headers["Authorization"] = f"Bearer {token}"

    def _recorded(self, request: httpx2.Request, purpose: str, timeouts: Timeouts) -> Exchange:
        request.extensions["timeout"] = {
            "connect": timeouts.connect,
            "read": timeouts.read,
            "write": timeouts.read,
            "pool": timeouts.read,
        }
        exchange = Exchange(request.method, request.url.host, purpose)
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
class _Scope:
    """What the current thread is asking for; the waits of `wire` ask it whether to go on.

    `deadline`, by the monotonic clock: when what is asked for must be there, None for a file. `engine`: it
    goes to an engine elsewhere, at `origin`, with these time-outs; `local`: to one on this computer, which
    being offline does not hinder.
    """

    def __init__(
        self,
        network: Network,
        purpose: str,
        cancel: CancelToken,
        whole: bool,
        on_wait: Callable[[], None] | None,
        limit_s: float,
        *,
        engine: Timeouts | None = None,
        origin: str = "",
        local: bool = False,
    ) -> None:
        self.network, self.purpose, self.whole = network, purpose, whole
        self.host = ""  # of the request that is being made
        self.engine, self.origin, self._local = engine, origin, local
        self._cancel, self._on_wait, self._limit_s = cancel, on_wait, limit_s
        self.deadline: float | None = time.monotonic() + limit_s if limit_s else None

    def check(self) -> None:
        self._cancel.raise_if_cancelled()
        if not self._local:
            self.network.require_online(self.host)
        if self._on_wait is not None:
            self._on_wait()
        if self.deadline is not None and time.monotonic() > self.deadline:
            reason = QT_TRANSLATE_NOOP("core", "the answer was not complete after {seconds} s")
            raise failures.connection_failed(
                self.host, "answer", Phrase(reason, {"seconds": f"{self._limit_s:.0f}"})
            )


class _Gate(httpx2.BaseTransport):
    """Sends a request for the scope of its thread. Without one, nothing is sent."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        scope = current_scope()
        assert isinstance(scope, _Scope)
        if scope.engine is not None:
            exchange = scope.network.engine_exchange(request, scope.purpose, scope.engine, scope.origin)
        else:
            exchange = scope.network.exchange(request, scope.purpose, scope.whole)
        scope.host = exchange.host
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
        with failures_of(exchange.host):
            answer = scope.network.pool_for(request.url).handle_request(sent)
        exchange.status = answer.status
        response_headers = httpx2.Headers(answer.headers)
        encoding = response_headers.get("Content-Encoding", "identity").strip().lower()
        body = Body(answer, exchange, whole=scope.whole, encoding=encoding)
        if scope.whole and encoding == "gzip":
            del response_headers["Content-Encoding"]  # it is unpacked by `Body`, within bounds
        response = httpx2.Response(
            answer.status,
            headers=response_headers,
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


def _check_whole(response: httpx2.Response, host: str) -> None:
    """Refuse what huggingface_hub would retry asleep (and deaf to a cancel) or fail to read."""
    if response.status_code in _BUSY or response.status_code >= 500:
        raise failures.server_busy(host, response.status_code, retry_after(response))
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise failures.not_the_hub(host, Phrase(QT_TRANSLATE_NOOP("core", "compressed data")))
    kind = response.headers.get("Content-Type", "")
    if response.status_code == 200 and "json" not in kind:
        if "html" in kind:
            raise failures.not_the_hub(host, Phrase(QT_TRANSLATE_NOOP("core", "a web page")))
        raise failures.not_the_hub(host, Phrase(QT_TRANSLATE_NOOP("core", "not JSON")))


def retry_after(response: Response) -> float | None:
    """Seconds that the server asks to wait; None where it does not say (or says a date)."""
    value = response.headers.get("Retry-After", "").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 7 else None


def _origin(url: httpx2.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)
