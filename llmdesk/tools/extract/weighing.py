"""How far a value can be trusted: its likelihood against that of "not stated".

Owns the question and the figure. Where a value stands in its answer the model is made to write it once more,
and "not stated" instead of it; both behind the same text, which the engine has read already. A model is surer
than it is right, so the figure is no probability; tests/benchmarks/extract.py shows how often values
of each were right.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.tools.extract.trial import SAMPLING
from llmdesk.tools.extract.types import MARKED, Cell, Record, Value
from llmdesk.tools.fields import Answer, Field, Rows, Said, lead, words_of
from llmdesk.tools.fields.types import COLUMN, ITEM

# Which value it is, or that there is none, is decided at its first words; the rest of it is copied. The first
# token may be a space that both begin with.
_VALUE_TOKENS, _ABSENT_TOKENS = 8, 3
_MOST_ROWS = 12  # whose "not stated" is weighed; those of later rows are like them
_NO_ODDS = 20.0
# The model is surer than it is right.
_OFFSET, _SLOPE = 0.5, 0.15

Odds = tuple[tuple[float | None, ...], float | None]
"""Of one cell: the log-odds of each value against "not stated", and the log-likelihood of that."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What is written behind `before`: an item of a cell, or "not stated" (item None)."""

    row: int
    field: int
    item: int | None
    before: str
    text: str


def weigh(
    engine: TextEngine,
    prompt: str,
    fields: Sequence[Field],
    answers: Sequence[Answer],
    language: str,
    rows: Rows,
    some: Collection[int],
    cancel: CancelToken,
) -> list[list[Odds]]:
    """The odds of the cells of the answers to `prompt`, of those fields whose number `some` has. Raises what
    the engine does."""
    places = [place for place in _places(fields, answers, language, rows) if place.field in some]
    found: dict[tuple[int, int, int | None], float] = {}
    requests = [_request(prompt, place) for place in places]
    for index, came in engine.generate_many(requests, cancel):
        if isinstance(came, Completion) and came.log_likelihood is not None:
            place = places[index]
            found[place.row, place.field, place.item] = came.log_likelihood
    return [
        [_odds(found, row, number, len(cell)) for number, cell in enumerate(answer)]
        for row, answer in enumerate(answers)
    ]


def _odds(found: dict[tuple[int, int, int | None], float], row: int, field: int, count: int) -> Odds:
    absent = next(
        (found[each, field, None] for each in (row, *range(row)) if (each, field, None) in found), None
    )
    values = (found.get((row, field, item)) for item in range(count))
    return tuple(
        None if value is None or absent is None else max(-_NO_ODDS, min(_NO_ODDS, value - absent))
        for value in values
    ), absent


def _request(prompt: str, place: _Place) -> GenerateRequest:
    return GenerateRequest(
        prompt=prompt + place.before,
        sampling=SAMPLING,
        max_tokens=_ABSENT_TOKENS if place.item is None else _VALUE_TOKENS,
        grammar=f"root ::= {json.dumps(place.text, ensure_ascii=False)}\n",
        priority="batch",
        likelihood=True,
    )


def _places(
    fields: Sequence[Field], answers: Sequence[Answer], language: str, rows: Rows
) -> Iterator[_Place]:
    """Each value and each "not stated", with all of the answer before it."""
    absent = " " + words_of(language).absent
    before = ""
    for row, answer in enumerate(answers):
        for number, (field, cell) in enumerate(zip(fields, answer, strict=True)):
            before += lead(field) if rows == "one" else f" {COLUMN}" if number else ""
            # The first cell of a row has no space before it.
            space = 0 if rows == "one" or number else 1
            if row < _MOST_ROWS:
                yield _Place(row, number, None, before, absent[space:])
            written = ""
            for item, said in enumerate(cell):
                text = (f"{ITEM} " if item else " ") + said.value
                yield _Place(row, number, item, before + written, text[0 if item else space :])
                written += text[0 if item else space :] + _quote(said)
            before += written or absent[space:]
            before += "\n" if rows == "one" or number == len(fields) - 1 else ""


def _quote(said: Said) -> str:
    return f" {COLUMN} {said.quote}" if said.quote else ""


# -- into figures ---------------------------------------------------------------------------------
def with_confidence(record: Record, odds: Sequence[Odds]) -> Record:
    """The record with the confidence of its values, and of what it does not state."""
    return tuple(
        _cell(cell, of_values, absent) for cell, (of_values, absent) in zip(record, odds, strict=True)
    )


def _cell(cell: Cell, odds: Sequence[float | None], absent: float | None) -> Cell:
    if not cell.values:
        return Cell((), None if absent is None else confidence_of_absent(absent))
    values = zip(cell.values, odds, strict=True)
    return Cell(tuple(replace(value, confidence=confidence(value, each)) for value, each in values))


def confidence(value: Value, odds: float | None) -> float | None:
    """How often a value of such odds is right; one that is marked is worth less than any other."""
    if odds is None:
        return None
    sure = _sigmoid(_OFFSET + _SLOPE * odds)
    return sure * MARKED if value.problem else sure


def confidence_of_absent(likelihood: float) -> float:
    """How often "not stated" of such a likelihood is right."""
    other = math.log(max(1e-9, -math.expm1(min(likelihood, -1e-9))))
    return _sigmoid(_OFFSET + _SLOPE * max(-_NO_ODDS, min(_NO_ODDS, likelihood - other)))


def _sigmoid(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
