"""One server: JSON asked and answered, and answers that stream, with all that can be wrong about them.

Owns the address, the time-outs and the bounds of what a server may send; its errors are `UserError`s from
here on. Must not know what is asked for.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.remote import failures
from llmdesk.errors import EngineUnreachable
from llmdesk.network.addresses import is_address
from llmdesk.network.failures import ConnectionFailed, NetworkError
from llmdesk.network.gate import Network, Response, Timeouts, retry_after

Json = Mapping[str, Any]

MAX_JSON = 64 << 20  # bytes of one answer
MAX_LINE = 4 << 20  # bytes of one event of a stream
MAX_STREAM = 256 << 20
_MAX_REFUSAL = 64 << 10
_MOST_NUMBER = 1 << 53


@dataclass(frozen=True)
class Patience:
    """Seconds: until a connection is there, until a question about the server is answered, and how long an
    answer that is computed may be silent."""

    connect: float = 10.0
    question: float = 30.0
    silence: float = 300.0

    def asking(self) -> Timeouts:
        return Timeouts(self.connect, self.question, 2 * self.question)

    def computing(self) -> Timeouts:
        return Timeouts(self.connect, self.silence, 0.0)


class Server:
    """The server at one address. Usable from any thread; every method may raise a `UserError` and
    `Cancelled`."""

    def __init__(self, network: Network, address: str, patience: Patience | None = None) -> None:
        """`address` as the user gave it: with or without the path of the API (`/v1`)."""
        self.place = ElsewhereRef(address).place
        if not is_address(address, ("http", "https")):
            raise failures.no_engine(self.place, failures.NOT_UNDERSTOOD)
        self._network, self.patience = network, patience or Patience()
        self._asking = threading.local()
        given = address.rstrip("/")
        has_path = bool(urlsplit(given).path)
        self._api = given if has_path else f"{given}/v1"
        self._root = given.removesuffix("/v1")

    def url(self, path: str) -> str:
        """`v1/…` is below the path of the API, all else at the root of the server."""
        if path.startswith("v1/"):
            return f"{self._api}/{path.removeprefix('v1/')}"
        return f"{self._root}/{path}"

    @contextmanager
    def within(self, cancel: CancelToken | None) -> Iterator[None]:
        """What this thread asks ends with `Cancelled` when `cancel` says so."""
        before = getattr(self._asking, "cancel", None)
        self._asking.cancel = cancel
        try:
            yield
        finally:
            self._asking.cancel = before

    def get(self, path: str) -> Json:
        """A question about the server."""
        with self._asked(path, None, self.patience.asking()) as response:
            return self._document(response)

    def post(self, path: str, body: Json, *, computes: bool = False) -> Json:
        """`computes`: the answer takes as long as it takes."""
        limits = self.patience.computing() if computes else self.patience.asking()
        with self._asked(path, body, limits) as response:
            return self._document(response)

    def post_for_all(self, path: str, body: Json) -> list[Json]:
        """As `post` for several prompts at once: their answers in the order of the prompts."""
        with self._asked(path, body, self.patience.computing()) as response:
            found = self._json(response)
        answers = found if isinstance(found, list) else [found]
        if not all(isinstance(answer, dict) for answer in answers):
            raise failures.no_engine(self.place, failures.NOT_UNDERSTOOD)
        return sorted(answers, key=_index)

    def stream(self, path: str, body: Json) -> Iterator[Json]:
        """The events of an answer on its way; closing the iterator closes the connection, which stops the
        server. Ends at `[DONE]` or where the connection does: whoever reads knows which event is the last."""
        with self._asked(path, body, self.patience.computing()) as response:
            for line, is_whole in self._lines(response):
                name, _, value = line.partition(b":")
                value = value.strip()
                if name not in (b"data", b"error") or not value:
                    continue
                if value == b"[DONE]":
                    return
                if not is_whole and not _is_json(value):
                    return  # the connection ended in the middle of it
                event = self._parsed(value)
                if name == b"error" or event.get("error") is not None:
                    raise self._refusal(event, 400, None, _token_in(response))
                yield event

    # -- one request --------------------------------------------------------------------------------
    @contextmanager
    def _asked(self, path: str, body: Json | None, limits: Timeouts) -> Iterator[Response]:
        cancel: CancelToken | None = getattr(self._asking, "cancel", None)
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")

        def ask() -> AbstractContextManager[Response]:
            return self._network.ask_engine(self.url(path), cancel, content=content, timeouts=limits)

        try:
            with ExitStack() as stack:
                try:
                    response = stack.enter_context(ask())
                except ConnectionFailed as error:
                    if error.params["step"] != "broken":
                        raise
                    # Most servers close a connection that was idle; nothing of an answer has come.
                    response = stack.enter_context(ask())
                if response.status_code != 200:
                    raise self._refused(response)
                yield response
        except NetworkError as error:
            raise failures.unreachable(self.place, error) from error

    def _refused(self, response: Response) -> Exception:
        data = self._read(response, _MAX_REFUSAL, cut=True)
        try:
            document = json.loads(data)
        except (ValueError, RecursionError):
            document = {}
        document = document if isinstance(document, dict) else {}
        return self._refusal(document, response.status_code, retry_after(response), _token_in(response))

    def _refusal(self, document: Json, status: int, wait_s: float | None, token: str) -> Exception:
        """What OpenAI's, llama.cpp's and vLLM's servers say of an error; where they say the access token
        back, that is left out: it is shown, and may be logged."""
        error = document.get("error", document)
        facts = error if isinstance(error, dict) else {"message": error}
        code = facts.get("code")
        if isinstance(code, int) and not isinstance(code, bool) and 400 <= code < 600:
            status = code
        tokens, context = facts.get("n_prompt_tokens"), facts.get("n_ctx")
        if isinstance(tokens, int) and isinstance(context, int):
            return failures.too_long(tokens, context)
        said = facts.get("message") or facts.get("detail") or ""
        said = said if isinstance(said, str) else ""
        return failures.refused(self.place, status, said.replace(token, "…") if token else said, wait_s)

    # -- what comes back ----------------------------------------------------------------------------
    def _document(self, response: Response) -> Json:
        found = self._json(response)
        if not isinstance(found, dict):
            raise failures.no_engine(self.place, failures.NOT_UNDERSTOOD)
        return found

    def _json(self, response: Response) -> Any:
        if "html" in response.headers.get("Content-Type", ""):
            raise failures.no_engine(self.place, failures.WEB_PAGE)
        return self._loaded(self._read(response, MAX_JSON))

    def _parsed(self, data: bytes) -> Json:
        found = self._loaded(data)
        if not isinstance(found, dict):
            raise failures.no_engine(self.place, failures.NOT_UNDERSTOOD)
        return found

    def _loaded(self, data: bytes) -> Any:
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise failures.no_engine(self.place, failures.UNREADABLE) from error

    def _read(self, response: Response, most: int, *, cut: bool = False) -> bytes:
        """The body, at most `most` bytes; what is longer is cut or refused."""
        data = bytearray()
        for piece in response.iter_raw():
            data += piece
            if len(data) > most:
                if cut:
                    break
                raise failures.too_much(self.place)
        return bytes(data)

    def _lines(self, response: Response) -> Iterator[tuple[bytes, bool]]:
        """Each line, and whether its end came."""
        if "html" in response.headers.get("Content-Type", ""):
            raise failures.no_engine(self.place, failures.WEB_PAGE)
        held, total = bytearray(), 0
        for piece in response.iter_raw():
            total += len(piece)
            first, *others = piece.split(b"\n")
            held += first
            for other in others:
                yield bytes(held), True
                held = bytearray(other)
            if len(held) > MAX_LINE or total > MAX_STREAM:
                raise failures.too_much(self.place)
        if held:
            yield bytes(held), False


def _token_in(response: Response) -> str:
    """What was sent with the question."""
    return response.request.headers.get("Authorization", "").removeprefix("Bearer ")


def whole_number(value: object) -> int:
    """A number of tokens or the like that a server tells; 0 for what is none."""
    is_one = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_NUMBER
    return value if isinstance(value, int) and is_one else 0


def _index(answer: Json) -> int:
    index = answer.get("index", 0)
    return index if isinstance(index, int) else 0


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def is_connection_error(error: Exception) -> bool:
    """Whether the same request may go well a moment later: nobody answered, or there was too much to do."""
    return isinstance(error, failures.Busy) or (
        isinstance(error, EngineUnreachable) and "step" in error.params
    )
