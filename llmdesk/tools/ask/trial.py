"""What the loaded model is worth where documents are to be counted: tried on sentences of known meaning.

Owns those questions (in resources/ask/prompts.toml), from which score on a document counts with this model,
and the file that keeps it. Must not judge documents. A model that cannot tell these apart must not count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any, Literal

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.paths import resource
from llmdesk.tools import measured
from llmdesk.tools.ask.sifting import SECOND, Sifter
from llmdesk.tools.kept import read, write

Verdict = Literal["yes", "no", "unsure"]
_FORMAT = 2
_LEAST_AREA = 0.96  # of each question, under the curve: what is counted must be told apart, not guessed
_UNSURE = 0.4  # so far beyond scores that both kinds had
# How far from the line the scores of a question may part (the hardest sentences of ten questions lay from 3
# below to 4 above it), and how far they have to lie apart then.
_REACH_DOWN, _REACH_UP = 2.5, 4.5
_LEAST_GAP = 0.8
_FAR = 0.5
_BELOW = 2.0  # so far below the worst that counts, no second way of asking is tried


@dataclass(frozen=True, slots=True)
class Line:
    """Between `low` and `high` lies the line above which documents count, as far as that can be told without
    looking at the scores of all. `able`: the model can be trusted with it. `asked_twice_from` as of
    `Sifter`."""

    able: bool
    low: float
    high: float
    asked_twice_from: float

    def parted(self, scores: Sequence[float]) -> list[Verdict]:
        """The verdict on each, in order. How sure a model is differs from question to question, so that the
        scores of all are looked at: where they lie farthest apart, there are two kinds. Scores between that
        gap and the line are left open, as one of the two is wrong about them."""
        low, high = self._open(scores)
        return ["yes" if score >= high else "no" if score <= low else "unsure" for score in scores]

    def _open(self, scores: Sequence[float]) -> tuple[float, float]:
        """Up to which score none counts, and from which on all do."""
        middle = (self.low + self.high) / 2
        bottom, top = middle - _REACH_DOWN, middle + _REACH_UP
        beyond = min((score for score in scores if score >= top), default=top)
        near = sorted({bottom, beyond, *(score for score in scores if bottom < score < top)})

        def worth(gap: tuple[float, float]) -> float:
            """A gap that is farther from the line has to be wider."""
            below, above = gap
            return above - below - _FAR * max(below - middle, middle - above, 0)

        below, above = max(pairwise(near), key=worth)
        if above - below < _LEAST_GAP:
            return self.low, self.high
        return min(below, self.low), max(above, self.high)


def line_of(engine: TextEngine, language: str, kept: Path | None, cancel: CancelToken) -> Line:
    """The line of the loaded model in a language; tried once, and kept in the file `kept`. Raises `Cancelled`
    and what the engine raises."""
    model = engine.state().model
    cases = _cases()[language]
    key = "" if model is None else measured.key_of(model, "ask all", _FORMAT, SECOND[language], cases)
    known = read(Line, measured.entries(kept).get(key)) if kept is not None else None
    if known is not None:
        return known
    firsts, right, wrong, areas = [], [], [], []
    for case in cases["trial"]:
        sifter = Sifter(engine, case["question"], language, None, cancel)
        sentences = [*case["wanted"], *case["other"]]
        first = sifter.first(sentences)
        scores = sifter.together(first)
        yes = [scores[text] for text in case["wanted"]]
        no = [scores[text] for text in case["other"]]
        firsts += [first[text] for text in case["wanted"]]
        areas.append(fmean((one > other) + 0.5 * (one == other) for one in yes for other in no))
        right.append(min(yes))
        wrong.append(max(no))
    line = _line(min(areas) >= _LEAST_AREA, max(wrong), min(right), min(firsts) - _BELOW)
    if kept is not None:
        measured.keep(kept, key, write(line))
    return line


def _line(able: bool, worst: float, best: float, asked_twice_from: float) -> Line:
    """`worst`: the highest score of what does not count, `best`: the lowest of what does."""
    if best <= worst:
        return Line(able, best - _UNSURE, worst + _UNSURE, asked_twice_from)
    return Line(able, worst, best, asked_twice_from)


@cache
def _cases() -> dict[str, Any]:
    words = tomllib.loads(resource("ask", "prompts.toml").read_text(encoding="utf-8"))
    return {language: words[language]["counting"] for language in ("en", "zh")}
