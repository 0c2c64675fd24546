"""How far a value can be trusted: its likelihood against that of "not stated".

Owns the question and the figure. Each value is weighed by itself, behind its field; what comes out
is how often values of such odds were right in made documents (tests/benchmarks/extract.py tells how it was
measured).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import ScoreRequest
from llmdesk.tools.extract import prompts
from llmdesk.tools.extract.types import Cell, Record, Value
from llmdesk.tools.fields import Field, said

_LONGEST = 200


def weigh(
    engine: TextEngine,
    fields: Sequence[Field],
    text: str,
    records: Sequence[Record],
    language: str,
    cancel: CancelToken,
) -> tuple[Record, ...]:
    """The records of a part of a document with the confidence of their values; raises as the engine does."""
    lines: dict[str, int] = {}
    for record in records:
        for field, cell in zip(fields, record, strict=True):
            for value in cell.values:
                lines.setdefault(_line(field, value, language), len(lines))
            lines.setdefault(said(field, "", language), len(lines))
    odds = _likelihoods(engine, fields, text, tuple(lines), language, cancel)

    def likelihood(line: str) -> float | None:
        return odds[lines[line]]

    weighed = []
    for record in records:
        cells = []
        for field, cell in zip(fields, record, strict=True):
            absent = likelihood(said(field, "", language))
            values = tuple(
                replace(
                    value, confidence=_confidence(likelihood(_line(field, value, language)), absent, value)
                )
                for value in cell.values
            )
            cells.append(Cell(values, None if values or absent is None else _of_absent(absent)))
        weighed.append(tuple(cells))
    return tuple(weighed)


def _line(field: Field, value: Value, language: str) -> str:
    if field.type in ("yes/no", "one of"):
        return said(field, _choice(value, language), language)
    return said(field, " ".join(value.text.split())[:_LONGEST], language)


def _choice(value: Value, language: str) -> str:
    if isinstance(value.value, bool):
        from llmdesk.tools.fields import words_of

        words = words_of(language)
        return words.yes if value.value else words.no
    return str(value.value)


def _likelihoods(
    engine: TextEngine,
    fields: Sequence[Field],
    text: str,
    lines: tuple[str, ...],
    language: str,
    cancel: CancelToken,
) -> list[float | None]:
    prefix = prompts.weighing(fields, text, language)
    found = engine.score(ScoreRequest(prefix, tuple(line + "\n" for line in lines)), cancel)
    return [score.logprobs[0] if score.logprobs else None for score in found]


def odds_of(value: float, absent: float) -> float:
    return max(-30.0, min(30.0, value - absent))


def _confidence(value: float | None, absent: float | None, given: Value) -> float | None:
    if value is None or absent is None:
        return None
    return round(1 / (1 + math.exp(-odds_of(value, absent))), 4)


def _of_absent(absent: float) -> float:
    return round(math.exp(absent), 4)
