"""Typed questions about a text that a server answers with probabilities: decision models.

Owns the two forms in which servers take such questions, and how much of an answer is believed. Sources:
llama-server's README and the documents of Ollama, vLLM and SGLang for `/v1/systemone`, OpenAI's reference for
`/v1/decisions`. Must not know which server it is, nor what is decided.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from llmdesk.engine.remote import failures
from llmdesk.engine.remote.server import Json, Server, whole_number
from llmdesk.engine.remote.vocabulary import KNOWN
from llmdesk.engine.thoughts import PAIRS
from llmdesk.engine.types import Question, Score
from llmdesk.errors import QT_TRANSLATE_NOOP, ContextTooLong, EngineRefused, Phrase

_MISSING = Phrase(QT_TRANSLATE_NOOP("core", "an answer or one of its options is missing"))
_NO_NUMBERS = Phrase(QT_TRANSLATE_NOOP("core", "a probability is not a number from 0 to 1"))
_NOT_ONE = Phrase(QT_TRANSLATE_NOOP("core", "the probabilities do not add up to 1"))

_NAME = "answer"  # of the question; some models read it
_LEAST = 1e-12  # of a probability, for its logarithm
_NEAR = 0.01  # by which all probabilities together may differ from 1: they come rounded
_EMPTY, _TOO_LONG, _NO_ANSWER = "empty", "too long for the context", "the model declines to answer"
#: How servers say that there is too much to read, where their status does not.
_LENGTH = re.compile(r"too (?:large|long)|maximum context|context (?:length|window)", re.IGNORECASE)
_SPELLINGS = {*KNOWN, *PAIRS, *PAIRS.values()}
_CONTROL = re.compile(r"<\||\|>|" + "|".join(map(re.escape, sorted(_SPELLINGS, key=len, reverse=True))))


class Declined(Exception):
    """The model does not answer this question."""


@dataclass(frozen=True)
class Form:
    """How a question is put, and its answer found in what comes back (None where it is not there)."""

    path: str
    body: Callable[[Question], Json]
    answer: Callable[[Json], object]


class DecisionReader:
    """Asks one model. Usable from any thread; raises `UserError` and `Cancelled`."""

    def __init__(self, server: Server, model: str, form: Form) -> None:
        self._server, self._model, self._form = server, model, form

    def score(self, index: int, question: Question) -> Score:
        """Natural-log probabilities of the options in their order, or of true and of false."""
        if not question.state.strip():
            return Score(index, (), 0, _EMPTY)
        try:
            given, tokens = self.probabilities(question)
        except ContextTooLong as error:
            return Score(index, (), whole_number(error.params.get("prompt_tokens")), _TOO_LONG)
        except EngineRefused as error:
            if error.params.get("status") != 413 and not _LENGTH.search(str(error.params.get("said", ""))):
                raise
            return Score(index, (), 0, _TOO_LONG)
        except Declined:
            return Score(index, (), 0, _NO_ANSWER)
        return Score(index, tuple(math.log(max(one, _LEAST)) for one in given), tokens)

    def probabilities(self, question: Question) -> tuple[tuple[float, ...], int]:
        """As the server gives them, and the tokens that it read (0: not told). Raises `Declined` too."""
        body = {"model": self._model, **self._form.body(question)}
        document = self._server.post(self._form.path, body, computes=True)
        usage = document.get("usage")
        tokens = whole_number(usage.get("input_tokens")) if isinstance(usage, dict) else 0
        found = self._form.answer(document)
        if not question.options:
            true = self._number(found)
            return (true, 1 - true), tokens
        names = [name for name, _ in question.options]
        if not isinstance(found, dict) or not all(name in found for name in names):
            raise failures.no_probabilities(self._server.place, _MISSING)
        given = tuple(self._number(found[name]) for name in names)
        if abs(sum(given) - 1) > _NEAR:
            raise failures.no_probabilities(self._server.place, _NOT_ONE)
        return given, tokens

    def _number(self, value: object) -> float:
        if value is None:
            raise failures.no_probabilities(self._server.place, _MISSING)
        is_one = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
        if not is_one or not isinstance(value, int | float):  # nor what is no number
            raise failures.no_probabilities(self._server.place, _NO_NUMBERS)
        return float(value)


def plain(text: str) -> str:
    """Nothing in it is spelt as a control token: these servers put texts into a template as they are."""
    return _CONTROL.sub(lambda mark: f"{mark[0][0]} {mark[0][1:]}", text)


# -- TypeSafe's form: llama-server, Ollama, vLLM, SGLang ------------------------------------------------
def _system_one_body(question: Question) -> Json:
    asked: dict[str, Any] = {"type": "noul", "instructions": plain(question.instructions)}
    if question.options:
        asked["type"] = "choice"
        asked["criteria"] = {name: plain(about) or None for name, about in question.options}
    return {"state": plain(question.state), "questions": {_NAME: asked}}


def _system_one_answer(document: Json) -> object:
    answers = document.get("answers")
    answer = answers.get(_NAME) if isinstance(answers, dict) else None
    if not isinstance(answer, dict):
        return None
    return answer["noul"] if "noul" in answer else answer.get("probabilities")


# -- OpenAI's form ------------------------------------------------------------------------------------
def _openai_body(question: Question) -> Json:
    asked: dict[str, Any] = {"name": _NAME, "type": "predicate", "instructions": plain(question.instructions)}
    if question.options:
        asked["type"] = "choice"
        asked["choices"] = [
            {"value": name, **({"description": plain(about)} if about else {})}
            for name, about in question.options
        ]
    return {"input": plain(question.state), "questions": [asked]}


def _openai_answer(document: Json) -> object:
    answers = document.get("answers")
    answer = answers[0] if isinstance(answers, list) and answers else None
    if not isinstance(answer, dict):
        return None
    if answer.get("type") == "refusal":
        raise Declined
    if answer.get("type") == "predicate":
        return answer.get("probability")
    listed = answer.get("probabilities")
    each = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return {str(one.get("value")): one.get("probability") for one in each}


SYSTEM_ONE = Form("v1/systemone", _system_one_body, _system_one_answer)
OPENAI = Form("v1/decisions", _openai_body, _openai_answer)
