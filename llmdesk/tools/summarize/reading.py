"""Reads a document: points out of every chunk, side by side, and what the choice may be made of.

Owns asking for points, asking again what failed, and the document's own sentences where the model gave
nothing that holds. Must not combine points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.evidence.terms import terms, words
from llmdesk.tools.evidence.types import Remark
from llmdesk.tools.summarize import check, prompts
from llmdesk.tools.summarize.asking import Asking
from llmdesk.tools.summarize.chunks import Chunk
from llmdesk.tools.summarize.focus import relevance
from llmdesk.tools.summarize.plan import Plan
from llmdesk.tools.summarize.rank import Point

_ATTEMPTS = 3
_MOST_POINTS = 12

FALLBACK = QT_TRANSLATE_NOOP(
    "core",
    "In {count} of {total} parts the model wrote nothing usable, so sentences "
    "from the document are used instead.",
)
NO_FOCUS = QT_TRANSLATE_NOOP("core", "The document says little or nothing about “{focus}”.")


class Reading:
    """The points of each chunk that was read so far. `attempts`: how often a chunk is asked about."""

    attempts = _ATTEMPTS

    def __init__(self, asking: Asking, plan: Plan) -> None:
        self._asking, self._plan = asking, plan
        self._read: dict[int, list[Point]] = {}
        self._fallbacks: set[int] = set()
        self._focused: list[Point] | None = None
        self._remarks: list[Remark] = []

    @property
    def points(self) -> list[Point]:
        """What the model wrote, in the document's order; once it was judged, only what concerns the focus."""
        if self._focused is not None:
            return self._focused
        return [point for number in sorted(self._read) for point in self._read[number]]

    @property
    def characters(self) -> int:
        """How much of the document was read."""
        return sum(self._plan.chunks[number].end - self._plan.chunks[number].start for number in self._read)

    @property
    def remarks(self) -> list[Remark]:
        """What the user should know."""
        if not self._fallbacks:
            return self._remarks
        params = (("count", str(len(self._fallbacks))), ("total", str(len(self._plan.chunks))))
        return [*self._remarks, Remark(FALLBACK, params)]

    def read(self) -> None:
        """Read every chunk; one that fails is asked again, twice, then its own sentences are taken."""
        self._asking.report("chunks", 0, len(self._plan.chunks))
        self._read_chunks(range(len(self._plan.chunks)), self._plan.points)

    def _read_chunks(self, numbers: Sequence[int], wanted: int) -> None:
        """`wanted`: points of each."""
        chunks = self._plan.chunks
        pending = list(numbers)
        for attempt in range(self.attempts):
            failed = []
            for number, found in self._ask(pending, wanted, attempt):
                known = self._read.get(number, [])
                self._read[number] = joined(known, found)
                if len(self._read[number]) < (max(1, wanted // 2) if attempt == 0 else 1):
                    failed.append(number)
                elif attempt == 0 or not known:
                    self._asking.show(found)
                self._asking.report("chunks", len(self._read), len(chunks))
            pending = sorted(failed)
            if not pending:
                return
        for number in pending:
            self._fallbacks.add(number)
            self._read[number] = self._asking.own.most_central(chunks[number], max(1, wanted // 2))

    def read_more(self) -> None:
        """Ask every chunk again, for more, where all points together are too short for the summary."""
        have = sum(words(point.text) for point in self.points)
        if self._asking.is_headline or have >= self._plan.target:
            return
        more = math.ceil(self._plan.points * 1.6 * self._plan.target / max(1, have))
        n = min(_MOST_POINTS, max(self._plan.points + 1, more))
        for number, found in self._ask(range(len(self._plan.chunks)), n, _ATTEMPTS):
            if number not in self._fallbacks:
                self._read[number] = joined(self._read[number], found)

    def _ask(self, numbers: Sequence[int], n: int, attempt: int) -> Iterator[tuple[int, list[Point]]]:
        asking, chunks = self._asking, self._plan.chunks
        requests = [
            prompts.points(
                asking.task, asking.document.text[chunks[number].start : chunks[number].end], n,
                self._plan.words, asking.seed("points", number, attempt), again=attempt > 0,
            )
            for number in numbers
        ]  # fmt: skip
        for at, answer in asking.many(requests):
            chunk = chunks[numbers[at]]
            yield numbers[at], asking.accepted(answer, chunk.start, chunk.end)

    # -- what the choice is made of -------------------------------------------------------------
    def pool(self) -> list[Point]:
        """All points that may be used: those of the model, and the document's own sentences where the style
        wants facts word for word, where they name the focus, or where there is not enough else."""
        points = self.points
        if self._asking.facts:
            missed = [
                p for number, chunk in enumerate(self._plan.chunks) for p in self._missed(number, chunk)
            ]
            return self._focus(points + missed)
        own = self._asking.own.of_all(self._plan.chunks)
        if self._asking.task.focus:
            wanted = set(terms(self._asking.task.focus))
            return self._focus(joined(points, [point for point in own if wanted & point.terms]))
        if sum(words(point.text) for point in points) < self._plan.target:
            return joined(points, own)
        return points

    def _missed(self, number: int, chunk: Chunk) -> Iterator[Point]:
        """Sentences of a chunk with a number that the model left out."""
        known = {value for point in self._read.get(number, ()) for value in point.values}
        for own in self._asking.own.of(chunk):
            if own.values - known:
                yield own

    def _focus(self, points: list[Point]) -> list[Point]:
        """Only the points that concern the focus; where none does, the nearest, and a remark."""
        asking = self._asking
        focus = asking.task.focus
        if not focus:
            return points
        odds = relevance(focus, points, asking.language, asking.engine, asking.cancel)
        kept = [point for point, value in zip(points, odds, strict=True) if value > 0]
        if not kept:
            self._remarks.append(Remark(NO_FOCUS, (("focus", focus),)))
            nearest = sorted(range(len(points)), key=lambda at: -odds[at])[:2]
            kept = [points[at] for at in sorted(nearest)]
        self._focused = kept
        return kept


def joined(known: Sequence[Point], more: Sequence[Point]) -> list[Point]:
    """Both, without what is said twice."""
    texts = set(check.without_repeats([p.text for p in more], [p.text for p in known]))
    return [*known, *(p for p in more if p.text in texts)]
