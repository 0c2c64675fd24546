"""What the loaded model is worth where documents are to be counted: tried on sentences of known meaning.

Owns those questions (in resources/ask/prompts.toml), from which score on a document counts with this model,
and the file that keeps it. Must not judge documents. A model that cannot tell these apart must not count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import Any, Literal

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.paths import resource
from llmdesk.tools import measured
from llmdesk.tools.ask.sifting import Sifter
from llmdesk.tools.kept import read, write

Verdict = Literal["yes", "no", "unsure"]
_FORMAT = 4
_LEAST_AREA = 0.96  # of each question, under the curve: what is counted must be told apart, not guessed
_BELOW = {"en": 2.0, "zh": 4.0}  # so far below the worst that counts, no second way of asking is tried
# How far from the line the gap between the two kinds may lie, as a share of the way from what is surely not
# meant to what is, and how much of its width it loses on the way: of 14 questions drawn three times, fewest
# letters were counted wrongly with these.
_REACH = 0.1
_FAR = 1.0
_ROUNDS = 8  # in which the line is found; three were enough


@dataclass(frozen=True, slots=True)
class Line:
    """The score above which documents count, as far as that can be told without looking at the scores of all.
    `share`: it lies at so much of the way from what is surely not meant to what is, and `span` is that way.
    `able`: the model can be trusted with it. `asked_twice_from` as of `Sifter`."""

    able: bool
    middle: float
    share: float
    span: float
    asked_twice_from: float

    def parted(self, scores: Sequence[float], usual: Sequence[float]) -> list[Verdict]:
        """The verdict on each document by its best score, in order; `usual`: of each, the score that its
        sentences have in the middle, for most sentences of any document are not meant.

        How sure a model is differs from question to question, so that the scores of all are looked at. Two
        lines are drawn: at the same share of the way as for questions of known answers, and through the
        widest gap between the scores. What lies between them is left open, as one is wrong about it."""
        line, gap = self._at_share(scores, usual), self._gap(scores, usual)
        low, high = min(line, gap[0]), max(line, gap[1])
        return ["yes" if score >= high else "no" if score <= low else "unsure" for score in scores]

    def _way(self, scores: Sequence[float], usual: Sequence[float], line: float) -> tuple[float, float]:
        """Where the way begins, and how long it is; as tried, where none counts or all do."""
        counted = [score for score in scores if score >= line]
        others = [score for score in usual if score < line]
        if not counted or not others:
            return self.middle - self.share * self.span, self.span
        base = median(others)
        return base, fmean(counted) - base

    def _at_share(self, scores: Sequence[float], usual: Sequence[float]) -> float:
        line = self.middle
        for _round in range(_ROUNDS):
            base, span = self._way(scores, usual, line)
            line = base + self.share * span
        return line

    def _gap(self, scores: Sequence[float], usual: Sequence[float]) -> tuple[float, float]:
        reach = _REACH * self._way(scores, usual, self._at_share(scores, usual))[1]
        bottom, top = self.middle - reach, self.middle + reach
        beyond = min((score for score in scores if score >= top), default=top)
        near = sorted({bottom, beyond, *(score for score in scores if bottom < score < top)})

        def worth(gap: tuple[float, float]) -> float:
            """A gap that is farther from the line has to be wider."""
            below, above = gap
            return above - below - _FAR * max(below - self.middle, self.middle - above, 0)

        return max(pairwise(near), key=worth)


def line_of(engine: TextEngine, language: str, kept: Path | None, cancel: CancelToken) -> Line:
    """The line of the loaded model in a language; tried once, and kept in the file `kept`. Raises `Cancelled`
    and what the engine raises."""
    model = engine.state().model
    words = _words(language)
    cases, asked = words["counting"], [words["sifting"], words["confirming"]]
    key = "" if model is None else measured.key_of(model, "ask all", _FORMAT, asked, cases)
    known = read(Line, measured.entries(kept).get(key)) if kept is not None else None
    if known is not None:
        return known
    tried = [_tried(engine, case, language, cancel) for case in cases["trial"]]
    line = _line(tried, language)
    if kept is not None:
        measured.keep(kept, key, write(line))
    return line


@dataclass(frozen=True, slots=True)
class _Tried:
    """The scores of one question of known answer: of what counts, of what does not, and of what counts by the
    first way alone."""

    yes: tuple[float, ...]
    no: tuple[float, ...]
    firsts: tuple[float, ...]

    @property
    def area(self) -> float:
        """Under the curve: how often one that counts lies above one that does not."""
        return fmean((one > other) + 0.5 * (one == other) for one in self.yes for other in self.no)

    @property
    def base(self) -> float:
        return median(self.no)

    @property
    def span(self) -> float:
        return fmean(self.yes) - self.base

    def at(self, score: float) -> float:
        """At which share of the way a score lies."""
        return (score - self.base) / self.span if self.span > 0 else 0.5


def _tried(engine: TextEngine, case: Mapping[str, Any], language: str, cancel: CancelToken) -> _Tried:
    sifter = Sifter(engine, case["question"], language, None, cancel)
    first = sifter.first([*case["wanted"], *case["other"]])
    scores = sifter.together(first)
    return _Tried(
        tuple(scores[text] for text in case["wanted"]),
        tuple(scores[text] for text in case["other"]),
        tuple(first[text] for text in case["wanted"]),
    )


def _line(tried: Sequence[_Tried], language: str) -> Line:
    """In the middle between the highest that does not count and the lowest that does, also as shares."""
    middle = (max(max(each.no) for each in tried) + min(min(each.yes) for each in tried)) / 2
    least = max(each.at(max(each.no)) for each in tried)
    most = min(each.at(min(each.yes)) for each in tried)
    return Line(
        min(each.area for each in tried) >= _LEAST_AREA,
        middle,
        (least + most) / 2,
        fmean(each.span for each in tried),
        min(min(each.firsts) for each in tried) - _BELOW[language],
    )


@cache
def _words(language: str) -> dict[str, Any]:
    found = tomllib.loads(resource("ask", "prompts.toml").read_text(encoding="utf-8"))
    words: dict[str, Any] = found["zh" if language == "zh" else "en"]
    return words
