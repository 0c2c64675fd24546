"""The running server: its thread, its start, its end.

Owns uvicorn: it runs in a thread of its own, takes no signals, and what it has to say goes to our log. It
ends within three seconds, whatever streams are open. Must not know what is asked.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Priority
from llmdesk.errors import QT_TRANSLATE_NOOP, UserError
from llmdesk.server.access import Access
from llmdesk.server.app import make_app
from llmdesk.server.decisions import Decider
from llmdesk.server.desk import Desk, Source
from llmdesk.server.listening import Listening, listen
from llmdesk.server.records import Records, RequestRecord
from llmdesk.traces import message_of, trace_of

END_S = 3.0
_BEGIN_S = 10.0
_LAST_WORDS_S = 1  # for what is being sent when the server ends
_MOST_CONNECTIONS = 256
_LONGEST_HEAD = 64 << 10  # bytes of a request's head
_HEAD_WITHIN_S = 20.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Serving:
    """How to serve. `port` 0: a free one; `network`: other computers may ask, too. `kept` and `trials`:
    the files of what was measured of models (`Paths.sentiment`, `Paths.trials`). `origins`: of pages in a
    browser that may ask, as `origins.as_origin` gives them; others are passed over."""

    port: int
    token: str
    network: bool = False
    priority: Priority = "interactive"
    kept: Path | None = None
    trials: Path | None = None
    origins: tuple[str, ...] = ()


class Server:
    """One server, started when it is made; raises `UserError` where that is not possible. Any thread.

    `on_request` is told of each request at its end, in the server's thread, `on_fault` there why the server
    has ended by itself. `listening`: the socket, where it is open already; the server closes it.
    """

    def __init__(
        self,
        engine: TextEngine,
        source: Source,
        serving: Serving,
        on_request: Callable[[RequestRecord], None] | None = None,
        listening: Listening | None = None,
        on_fault: Callable[[UserError], None] | None = None,
    ) -> None:
        self._listening = listening or listen(serving.port, network=serving.network)
        self._access = Access(serving.token, network=serving.network, origins=serving.origins)
        self._records = Records(on_request)
        self._engine, self._source, self._priority = engine, source, serving.priority
        self._desk: Desk | None = None
        self._fault: BaseException | None = None
        self._on_fault = on_fault
        app = make_app(self._get_desk, self._access, self._records, Decider(serving.kept, serving.trials))
        self._server = _Uvicorn(_config(app))
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)
        self._thread.start()
        self._server.listens.wait(_BEGIN_S)
        if not self._server.started:
            self.close()
            raise UserError(
                QT_TRANSLATE_NOOP("core", "The server for other programs did not start."),
                "{reason}",
                reason=_reason(self._fault),
            )

    @property
    def address(self) -> str:
        """The base of the API, for other programs."""
        return self._listening.address

    @property
    def port(self) -> int:
        return self._listening.port

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    @property
    def problem(self) -> UserError | None:
        """What ended it, where that was not `close`."""
        return None if self.running or self._server.should_exit else self._ended_by_itself()

    def _ended_by_itself(self) -> UserError:
        return UserError(
            QT_TRANSLATE_NOOP("core", "The server for other programs has ended by itself."),
            "{reason}",
            QT_TRANSLATE_NOOP("core", "Start it again."),
            reason=_reason(self._fault),
        )

    def change_token(self, token: str) -> None:
        """From now on this one opens, and no other."""
        self._access.token = token

    def records(self) -> tuple[RequestRecord, ...]:
        """The last requests, the newest last."""
        return self._records.all()

    def close(self) -> None:
        """Take nothing more, end what runs, and wait for the end; idempotent."""
        self._server.should_exit = True
        if self._desk is not None:
            self._desk.cancel_all()
        self._thread.join(END_S)
        if self._thread.is_alive():
            self._server.force_exit = True
            _log.error("the server did not end in %s s", END_S)
        self._listening.socket.close()

    # -- the server's thread ----------------------------------------------------------------------------
    def _run(self) -> None:
        with _LogOfUvicorn():
            try:
                asyncio.run(self._serve())
            except BaseException as error:  # noqa: BLE001  # thread boundary: it ends the server alone
                self._fault = error
                _log.error("the server ended: %s", trace_of(error))
            finally:
                self._server.listens.set()
        if self._on_fault is not None and self._server.started and not self._server.should_exit:
            self._on_fault(self._ended_by_itself())

    async def _serve(self) -> None:
        self._desk = Desk(self._engine, self._source, self._priority)
        try:
            await self._server.serve([self._listening.socket])
        finally:
            self._desk.close()

    def _get_desk(self) -> Desk:
        assert self._desk is not None
        return self._desk


def _reason(fault: BaseException | None) -> str:
    return f"{type(fault).__name__}: {message_of(fault)}" if fault is not None else ""


class _Uvicorn(uvicorn.Server):
    """Tells when it listens, or that it never will."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.listens.set()


class _Connection(H11Protocol):
    """Is closed where no request comes in time: whoever sends one byte a minute, or nothing, would keep a
    place that others need, and has shown no token yet."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._forget()

    def _unsupported_upgrade_warning(self) -> None:
        """Programs in Java ask for HTTP/2 with every request, and get on without it."""

    def _watch(self) -> None:
        if not self._waits():
            self._forget()
        elif self._patience is None:
            self._patience = self.loop.call_later(_HEAD_WITHIN_S, self._give_up)

    def _waits(self) -> bool:
        """No request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _give_up(self) -> None:
        self._patience = None
        if self._waits():
            self.transport.close()

    def _forget(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="asyncio",
        http=_Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_WORDS_S,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )


class _LogOfUvicorn(logging.Handler):
    """What uvicorn says, in our log: warnings and errors, without anything of a request."""

    _OF = ("uvicorn", "uvicorn.error", "uvicorn.asgi", "uvicorn.access")

    def __enter__(self) -> None:
        for name in self._OF:
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [], False
            logger.setLevel(logging.WARNING)
        logging.getLogger("uvicorn").addHandler(self)
        logging.getLogger("uvicorn.error").addHandler(self)

    def __exit__(self, *_error: object) -> None:
        for name in self._OF:
            logging.getLogger(name).handlers = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        text = trace_of(error) if error is not None else record.getMessage()
        _log.log(record.levelno, "uvicorn: %s", text)
