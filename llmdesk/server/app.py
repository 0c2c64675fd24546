"""The application that uvicorn runs: which path is answered by what, and how a request is taken through.

Owns the order: who may ask, how large the body is, the answer, the record. Must not know the engine.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from llmdesk.server import answers, chat, completions
from llmdesk.server.access import Access
from llmdesk.server.decisions import Decider
from llmdesk.server.desk import Desk
from llmdesk.server.failures import Refusal, refusal_of
from llmdesk.server.openapi import document
from llmdesk.server.records import Records, Running
from llmdesk.traces import trace_of

MOST_BODY = 8 << 20  # bytes
_BODY_WITHIN_S = 60.0
_TAKEN_WITHIN_S = 120.0  # what is sent: who reads nothing keeps one of the turns
_RUNNING = "llmdesk.running"
_ONE_MODEL = "/v1/models/"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

Answer = Callable[[Desk, bytes, Running], AsyncGenerator[Struct | bytes, None]]

_log = logging.getLogger(__name__)


def make_app(desk: Callable[[], Desk], access: Access, records: Records, decider: Decider) -> ASGIApp:
    """`desk` is asked for with each request, in the event loop."""

    async def models(_request: Request) -> Response:
        return _document(answers.Models(data=_models(desk())))

    async def model(request: Request) -> Response:
        for one in _models(desk()):
            if one.id == request.path_params["model"]:
                return _document(one)
        raise Refusal(404, "There is no such model.", param="model", code="model_not_found")

    async def openapi(_request: Request) -> Response:
        return JSONResponse(document())

    routes = [
        Route("/v1/models", models, methods=["GET"]),
        Route(f"{_ONE_MODEL}{{model:path}}", model, methods=["GET"]),
        Route("/v1/chat/completions", _Asked(desk, chat.answer), methods=["POST"]),
        Route("/v1/completions", _Asked(desk, completions.answer), methods=["POST"]),
        Route("/v1/decisions", _Asked(desk, decider.answer), methods=["POST"]),
        Route("/openapi.json", openapi, methods=["GET"]),
    ]
    handlers = {Refusal: _on_refusal, HTTPException: _on_http}
    inner = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]  # of their own errors
    inner.router.redirect_slashes = False
    behind: ASGIApp = _TokenAsked(inner, access)
    if access.origins:
        behind = CORSMiddleware(
            behind, access.origins, ("GET", "POST"), allow_headers=("*",), allow_private_network=True
        )
    return _Door(behind, access, records, frozenset(route.path for route in routes))


def _models(desk: Desk) -> list[answers.Model]:
    name = desk.model_name()
    return [answers.Model(id=name, created=answers.now())] if name else []


def _document(value: Struct) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def _refused(refusal: Refusal) -> Response:
    return JSONResponse(refusal.document, refusal.status, refusal.headers)


async def _on_refusal(_request: Request, error: Refusal) -> Response:
    return _refused(error)


async def _on_http(_request: Request, error: HTTPException) -> Response:
    """A path or a method that is not there."""
    response = _refused(Refusal(error.status_code, f"{error.detail}.", code="not_found"))
    response.headers.update(error.headers or {})
    return response


class _Door:
    """Lets in who may ask, and records everybody."""

    def __init__(self, inner: ASGIApp, access: Access, records: Records, paths: frozenset[str]) -> None:
        self._inner, self._access, self._records, self._paths = inner, access, records, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope)
        running = Running(
            client=request.client.host if request.client else "",
            program=request.headers.get("user-agent", ""),
            method=request.method if request.method in _METHODS else "",
            path=self._known(scope["path"]),
        )
        scope[_RUNNING] = running

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                running.status = message["status"]
            await send(message)

        try:
            self._access.check_caller(request.headers)
            await self._inner(scope, receive, noting)
        except Refusal as refusal:
            await _refused(refusal)(scope, receive, noting)
        except Exception as error:  # noqa: BLE001  # of a request: the server goes on with the others
            _log.error("a bug in the server: %s", trace_of(error))
            if not running.status:
                await _refused(refusal_of(error))(scope, receive, noting)
        finally:
            self._records.end(running)

    def _known(self, path: str) -> str:
        """The path, "" for one that is not ours: a text may stand in it. The name of a model is left out."""
        if path.startswith(_ONE_MODEL):
            return f"{_ONE_MODEL}…"
        return path if path in self._paths else ""


class _TokenAsked:
    """Asks for the token, which a page's browser does not show when it asks whether the page may ask; that
    there is none is told to a page that may."""

    def __init__(self, inner: ASGIApp, access: Access) -> None:
        self._inner, self._access = inner, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._access.check_token(Request(scope).headers)
        except Refusal as refusal:
            await _refused(refusal)(scope, receive, send)
        else:
            await self._inner(scope, receive, send)


class _Asked:
    """A path that is asked with a body. When the client goes away, the work ends at once."""

    def __init__(self, desk: Callable[[], Desk], answer: Answer) -> None:
        self._desk, self._answer = desk, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await _body(scope, receive)
        except _Gone:
            return
        work = asyncio.create_task(self._respond(scope, receive, _in_time(send), body))
        gone = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (gone, work):
                task.cancel()
            with suppress(asyncio.CancelledError, _Gone):
                await work

    async def _respond(self, scope: Scope, receive: Receive, send: Send, body: bytes) -> None:
        async with aclosing(self._answer(self._desk(), body, scope[_RUNNING])) as parts:
            try:
                first = await anext(parts)
            except Exception as error:  # noqa: BLE001  # told as what it is; a bug is logged besides
                await _refused(_told(error))(scope, receive, send)
                return
            if isinstance(first, Struct):
                await _document(first)(scope, receive, send)
                return
            await send(_beginning())
            await send(_event(first))
            try:
                async for part in parts:
                    assert isinstance(part, bytes)
                    await send(_event(part))
            except _Gone:
                raise
            except Exception as error:  # noqa: BLE001  # as above: the stream has begun, so it is told within
                await send(_event(answers.event(_told(error).document)))
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def _beginning() -> Message:
    headers = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store")]
    return {"type": "http.response.start", "status": 200, "headers": headers}


def _event(data: bytes) -> Message:
    return {"type": "http.response.body", "body": data, "more_body": True}


def _told(error: Exception) -> Refusal:
    refusal = refusal_of(error)
    if refusal.status == 500:
        _log.error("a bug in the server: %s", trace_of(error))
    return refusal


class _Gone(Exception):
    """The client went away before all of its body had come, or does not read what it gets."""


def _in_time(send: Send) -> Send:
    async def sending(message: Message) -> None:
        try:
            async with asyncio.timeout(_TAKEN_WITHIN_S):
                await send(message)
        except TimeoutError:
            raise _Gone from None

    return sending


async def _body(scope: Scope, receive: Receive) -> bytes:
    """All of a body within bounds; raises `Refusal` with 413 or 408."""
    too_large = Refusal(413, f"The body is larger than {MOST_BODY >> 20} MiB.", code="too_large")
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if length.isdigit() and int(length) > MOST_BODY:
        raise too_large
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_BODY_WITHIN_S):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _Gone
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > MOST_BODY:
                    raise too_large
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        raise Refusal(408, "The body did not come in time.", code="timeout") from None


async def _gone(receive: Receive) -> None:
    """Returns when the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        continue
