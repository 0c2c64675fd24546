"""A server whose model answers typed questions, found out by a trial.

Owns the trial, and what a dialect becomes by it: one that decides besides, or one that does nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.remote import failures
from llmdesk.engine.remote.decisions import OPENAI, SYSTEM_ONE, DecisionReader, Declined
from llmdesk.engine.remote.kinds import LLAMA_SERVER, OLLAMA
from llmdesk.engine.remote.server import Server, is_connection_error
from llmdesk.engine.remote.types import Dialect, Ended, Listener
from llmdesk.engine.types import GenerateRequest, Message, Question, Score, ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, EngineRefused, UserError

#: They answer typed questions for decision models alone. Others do it for any model, by its next token.
_DECISION_MODELS_ALONE = (LLAMA_SERVER, OLLAMA)
_AT_ONCE = 8  # questions, where a server does not say how many it takes
_TRIAL = Question("The soup was cold.", "Which label fits the text?", (("complaint", ""), ("praise", "")))


def deciding(server: Server, dialect: Dialect) -> Dialect:
    """`dialect`, or what decides in its place. Whoever gives the probabilities of labels behind any prompt is
    asked so, unless the server says that its model is a decision model."""
    kind, model = dialect.facts.kind, dialect.facts.model
    if Ability.LABEL_SCORES in dialect.facts.abilities and kind != LLAMA_SERVER:
        return dialect
    for form in (SYSTEM_ONE, OPENAI):
        reader = DecisionReader(server, model, form)
        if _answers(reader):
            alone = kind in _DECISION_MODELS_ALONE or not _writes(server, model)
            return DecidingServer(server, dialect, reader, alone=alone)
        if kind == LLAMA_SERVER:
            break  # it knows one form
    return dialect


def _answers(reader: DecisionReader) -> bool:
    """The token was taken before: what a gateway refuses below a path that it does not have is not there."""
    try:
        return bool(reader.probabilities(_TRIAL))
    except Declined:
        return False
    except UserError as error:
        if is_connection_error(error) and not isinstance(error, failures.Busy):
            raise
        return False


def _writes(server: Server, model: str) -> bool:
    body = {"model": model, "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 1}
    try:
        return bool(server.post("v1/chat/completions", body, computes=True).get("choices"))
    except UserError as error:
        if is_connection_error(error):
            raise
        return False


class DecidingServer:
    """Implements `types.Dialect`. `base` is asked for the rest; `alone`: there is no rest but its figures."""

    def __init__(self, server: Server, base: Dialect, reader: DecisionReader, *, alone: bool) -> None:
        self._server, self._base, self._reader, self._alone = server, base, reader, alone
        abilities = base.facts.abilities
        if alone:
            abilities &= {Ability.TOKEN_COUNTS}
        self.facts = replace(base.facts, abilities=abilities | {Ability.DECISIONS})

    def identity(self, cancel: CancelToken | None = None) -> str:
        return self._base.identity(cancel)

    def generate(
        self, request: GenerateRequest, context: int, listener: Listener, cancel: CancelToken
    ) -> Ended:
        if self._alone:
            raise EngineRefused(
                QT_TRANSLATE_NOOP("core", "The engine at {place} runs a decision model. It writes nothing."),
                hint=QT_TRANSLATE_NOOP("core", "Choose another model."),
                place=self._server.place,
            )
        return self._base.generate(request, context, listener, cancel)

    def score(
        self, request: ScoreRequest, items: Sequence[tuple[int, str]], context: int, cancel: CancelToken
    ) -> list[Score]:
        if not request.questions and self._alone:
            raise failures.no_labels(self._server.place)
        if not request.questions:
            return self._base.score(request, items, context, cancel)
        with self._server.within(cancel):
            return [self._reader.score(index, request.questions[index]) for index, _ in items]

    def pieces_of(self, request: ScoreRequest) -> int:
        return 1 if request.questions else self._base.pieces_of(request)

    @property
    def blocks_at_once(self) -> int:
        return self.facts.slots or _AT_ONCE

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._base.count_tokens(texts)

    def count_chat(self, messages: Sequence[Message], variables: Mapping[str, Any], context: int) -> int:
        return self._base.count_chat(messages, variables, context)
