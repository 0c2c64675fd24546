"""A server that speaks OpenAI's API and nothing else that we know: chats, streamed.

Owns this dialect, and what servers add to it that does no harm elsewhere (thoughts apart from the answer). It
renders the messages itself, so what it takes for a control token is up to it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.child.thoughts import MarkReader
from llmdesk.engine.remote import failures
from llmdesk.engine.remote.halves import WholeText
from llmdesk.engine.remote.server import Json, Server, whole_number
from llmdesk.engine.remote.types import Ended, Listener, ServerFacts
from llmdesk.engine.types import FinishReason, GenerateRequest, Message, Piece, Score, ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, EngineRefused

_ABILITIES = frozenset({Ability.CHAT})
_STANDARD = ("temperature", "top_p", "presence_penalty", "frequency_penalty")
_REASONS: Mapping[str, FinishReason] = {"stop": "stop", "length": "length"}
#: Servers that leave out without a word what does not fit; others refuse it.
CUTTING = ("Ollama",)
#: Where a server does not say how much it can read at once.
ASSUMED_CONTEXT = 8192
CONTEXT_ASSUMED = QT_TRANSLATE_NOOP(
    "core", "This engine does not say how long its context is: 8,192 tokens are assumed."
)
_BYTES_A_TOKEN, _A_MESSAGE = 3.0, 8  # an estimate that is rather too high


class OpenAIServer:
    """Implements `types.Dialect`. `entry`: what the server's list says of the model; `kind`: its software."""

    def __init__(self, server: Server, kind: str, entry: Json) -> None:
        self._server, self._model = server, str(entry.get("id") or "")
        context = _context(entry)
        self.facts = ServerFacts(
            kind=kind,
            model=self._model,
            abilities=_ABILITIES,
            context=context,
            identity=_identity(entry),
            warnings=() if context else (CONTEXT_ASSUMED,),
        )

    def identity(self, cancel: CancelToken | None = None) -> str:
        with self._server.within(cancel):
            models = self._server.get("v1/models")
        found = entry_of(models, self._model)
        if found is None:
            return ", ".join(str(entry["id"]) for entry in entries(models)[:9])
        return _identity(found)

    def generate(
        self, request: GenerateRequest, context: int, listener: Listener, cancel: CancelToken
    ) -> Ended:
        self._refuse_what_it_cannot(request)
        tokens = self.count_chat(request.messages, {}, context)
        if self.facts.kind in CUTTING and tokens > context:
            raise failures.too_long(tokens, context)
        seed = request.sampling.seed
        seed = random.getrandbits(31) if seed is None else seed
        with self._server.within(cancel):
            return self._answer(self._body(request, seed), listener, seed)

    def _refuse_what_it_cannot(self, request: GenerateRequest) -> None:
        if request.prompt is not None or request.grammar or request.begun or request.likelihood:
            raise EngineRefused(
                QT_TRANSLATE_NOOP("core", "The engine at {place} only answers messages."),
                QT_TRANSLATE_NOOP(
                    "core", "It cannot go on with a text that was begun, or keep to a given form."
                ),
                QT_TRANSLATE_NOOP("core", "Choose another model."),
                place=self._server.place,
            )

    def _body(self, request: GenerateRequest, seed: int) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in request.messages],
            "stream": True,
            "stream_options": {"include_usage": True},
            "seed": seed,
        }
        for name in _STANDARD:
            value = getattr(request.sampling, name)
            if value is not None:
                body[name] = value
        if request.max_tokens is not None:
            body["max_tokens"] = request.max_tokens
        if request.stop:
            body["stop"] = list(request.stop[:4])  # more are refused
        return body

    def _answer(self, body: Json, listener: Listener, seed: int) -> Ended:
        deltas, reason, pieces = _Deltas(), "", 0
        usage: Mapping[str, Any] = {}
        for event in self._server.stream("v1/chat/completions", body):
            told = event.get("usage")
            usage = told if isinstance(told, dict) else usage
            choice = _first(event.get("choices"))
            finish = choice.get("finish_reason")
            reason = finish if isinstance(finish, str) else reason
            for piece in deltas.pieces(choice.get("delta")):
                pieces += 1
                listener.on_piece(piece)
        if not reason:
            raise failures.broke_off(self._server.place)
        for piece in deltas.finish():
            listener.on_piece(piece)
        return Ended(
            _REASONS.get(reason, "stop"),
            whole_number(usage.get("prompt_tokens")),
            whole_number(_mapping(usage.get("prompt_tokens_details")).get("cached_tokens")),
            whole_number(usage.get("completion_tokens")) or pieces,
            seed=seed,
        )

    # -- what it has not got --------------------------------------------------------------------------
    def score(
        self, request: ScoreRequest, items: Sequence[tuple[int, str]], context: int, cancel: CancelToken
    ) -> list[Score]:
        raise failures.no_labels(self._server.place)

    def pieces_of(self, request: ScoreRequest) -> int:
        return 1

    @property
    def blocks_at_once(self) -> int:
        return 1

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """An estimate: the server counts nothing."""
        return [math.ceil(len(text.encode("utf-8", "replace")) / _BYTES_A_TOKEN) for text in texts]

    def count_chat(self, messages: Sequence[Message], variables: Mapping[str, Any], context: int) -> int:
        return sum(self.count_tokens([message.content for message in messages])) + _A_MESSAGE * len(messages)


class _Deltas:
    """What servers call thoughts that they part from the answer, and the answer."""

    def __init__(self) -> None:
        self._reader, self._thoughts, self._text = MarkReader(), WholeText(), WholeText()

    def pieces(self, delta: object) -> Iterator[Piece]:
        if not isinstance(delta, dict):
            return
        for name in ("reasoning_content", "reasoning"):
            given = delta.get(name)
            if isinstance(given, str) and given:
                thought = self._thoughts.push(given)
                if thought:
                    yield Piece(thought, "thought")
                break
        given = delta.get("content")
        text = self._text.push(given) if isinstance(given, str) else ""
        if text:
            yield from self._reader.push(text)

    def finish(self) -> Iterator[Piece]:
        text = self._text.finish()
        if text:
            yield from self._reader.push(text)
        yield from self._reader.finish()


def entries(models: Json) -> list[Mapping[str, Any]]:
    """What a server lists, in its order."""
    listed = models.get("data")
    found = listed if isinstance(listed, list) else []
    return [entry for entry in found if isinstance(entry, dict) and isinstance(entry.get("id"), str)]


def entry_of(models: Json, name: str) -> Mapping[str, Any] | None:
    return next((entry for entry in entries(models) if entry["id"] == name), None)


def _context(entry: Json) -> int:
    """vLLM and SGLang say `max_model_len`, LM Studio, Groq and OpenRouter their own."""
    names = (
        "max_model_len",
        "loaded_context_length",
        "max_context_length",
        "context_window",
        "context_length",
    )
    return next((whole_number(entry.get(name)) for name in names if whole_number(entry.get(name))), 0)


def _identity(entry: Json) -> str:
    return "|".join(str(entry.get(name)) for name in ("id", "root", "max_model_len"))


def _first(choices: object) -> Mapping[str, Any]:
    first = choices[0] if isinstance(choices, list) and choices else {}
    return first if isinstance(first, dict) else {}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
