"""Reads a document in parts and has the model pick sentences of each and shorten them.

Owns what becomes of an answer: each line is set beside the one sentence of the part that it is made of.
Where it is that sentence with pieces left out that may be left out, it stands; where not, the document's
sentence stands in its place, cut by program as far as that is sure. So nothing says what the document does
not. Must not choose what stands in the summary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from llmdesk.tools.evidence.terms import terms, words
from llmdesk.tools.evidence.types import Remark
from llmdesk.tools.summarize import check, rank
from llmdesk.tools.summarize.asking import Asking
from llmdesk.tools.summarize.close.keeping import is_close
from llmdesk.tools.summarize.close.prompts import shortened
from llmdesk.tools.summarize.close.trimming import trimmed
from llmdesk.tools.summarize.plan import Plan
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.reading import Reading
from llmdesk.tools.summarize.standing import cleaning

_MADE_OF = 0.5  # of a line's words in a sentence: it is made of that one
_PER_CHARACTER = 0.0005  # of two sentences that have as many, the shorter one
_LONG = 2.2  # times a usual sentence: it is cut, where it can be
_TITLE = 80
_OTHERS = 6  # sentences that may stand in, for each one that is wanted
_DRAFT = 10  # attempts of other drafts begin here
_AT_ONCE = 4  # parts that are read side by side; with more, nothing shows for long


class CloseReading(Reading):
    """`Reading` for a plan of `make_close_plan`."""

    attempts = 2

    def __init__(self, asking: Asking, plan: Plan) -> None:
        super().__init__(asking, plan)
        self._title = _title(asking)
        self._copied: set[int] = set()  # parts of which the model wrote nothing that stands
        self._sentences: dict[int, list[Point]] = {}

    def read(self) -> None:
        """Read every part, as often as there are to be drafts: what is picked in one of them may stand."""
        super().read()
        if any(self._own(number) for number in range(len(self._plan.chunks))):
            for number in [number for number in self._fallbacks if not self._own(number)]:
                self._read[number] = []  # a title, a list of who was there: nothing to sum up
                self._fallbacks.discard(number)
        numbers = [number for number in range(len(self._plan.chunks)) if self._own(number)]
        for draft in range(1, self._asking.options.drafts):
            for number, points in self._ask(numbers, self._plan.points, _DRAFT + draft):
                self._read[number] = _best_of_both(self._read[number], points)

    def _ask(self, numbers: Sequence[int], n: int, attempt: int) -> Iterator[tuple[int, list[Point]]]:
        for first in range(0, len(numbers), _AT_ONCE):
            yield from self._ask_some(numbers[first : first + _AT_ONCE], n, attempt)

    def _ask_some(self, numbers: Sequence[int], n: int, attempt: int) -> Iterator[tuple[int, list[Point]]]:
        asking, chunks = self._asking, self._plan.chunks
        yield from ((number, []) for number in numbers if not self._own(number))  # a table, a list
        numbers = [number for number in numbers if self._own(number)]
        requests = [
            shortened(
                asking.task, self._title, asking.document.text[chunks[number].start : chunks[number].end], n,
                self._plan.words, asking.seed("close", number, attempt), again=attempt > 0,
            )
            for number in numbers
        ]  # fmt: skip
        for at, answer in asking.many(requests):
            number = numbers[at]
            points = self._points(answer, number)
            if not any(point.close and not point.cut for point in points):
                self._copied.add(number)
            yield number, points
            self._asking.read_to(self.characters)

    @property
    def remarks(self) -> list[Remark]:
        """That sentences of the document stand in is told where they do everywhere; each tells it itself."""
        if len(self._copied) == len(self._plan.chunks):
            self._fallbacks |= self._copied
        return super().remarks

    def read_more(self) -> None:
        """Nothing is asked again: where it is too short, the document's own sentences stand beside it."""

    def _own(self, number: int) -> list[Point]:
        """The sentences of a part."""
        if number not in self._sentences:
            self._sentences[number] = self._asking.own.of(self._plan.chunks[number])
        return self._sentences[number]

    def _points(self, answer: str, number: int) -> list[Point]:
        """The sentences that the model picked, in its words where they are close enough."""
        asking, chunk, own = self._asking, self._plan.chunks[number], self._own(number)
        found: dict[int, Point] = {}
        source = asking.document.text[chunk.start : chunk.end]
        for line in check.lines(answer):
            text = cleaning.cleaned(line, asking.context.headings, asking.context.marks)
            made_of = _made_of(text, own)
            if made_of is None or made_of.start in found or not check.is_language(text, asking.language):
                continue
            usable = check.is_statement(text, asking.language, source)
            if usable and is_close(text, made_of.text):
                found[made_of.start] = replace(rank.point(text, made_of.start, made_of.end), close=True)
            else:
                found[made_of.start] = self.cut(made_of)
        return [found[start] for start in sorted(found)]

    def cut(self, point: Point) -> Point:
        """A sentence of the document, shorter where it is long and can be cut."""
        is_list = "\n" in self._asking.document.text[point.start : point.end]
        text = point.text if is_list else trimmed(point.text, round(_LONG * self._plan.words))
        is_whole = text == point.text
        return replace(rank.point(text, point.start, point.end, extracted=is_whole), close=True, cut=True)

    def all_points(self) -> list[Point]:
        """What the choice is made of: what the model picked, and the most central of the other sentences; of
        a focus, only what concerns it."""
        if self._asking.task.focus:
            return self.pool()
        picked = {point.start for point in self.points}
        own = self._asking.own.of_all(self._plan.chunks)
        scores = rank.central(own)
        most = _OTHERS * max(1, round(self._plan.target / self._plan.words))
        best = sorted(range(len(own)), key=lambda at: -scores[at])[:most]
        others = [self.cut(own[at]) for at in sorted(best) if own[at].start not in picked]
        return sorted([*self.points, *others], key=lambda point: point.start)


def _best_of_both(one: Sequence[Point], other: Sequence[Point]) -> list[Point]:
    """The points of two drafts of a part; of one sentence, what the model wrote rather than a copy."""
    found = {point.start: point for point in other}
    for point in one:
        if point.start not in found or found[point.start].cut:
            found[point.start] = point
    return [found[start] for start in sorted(found)]


def _made_of(line: str, own: Sequence[Point]) -> Point | None:
    """The sentence that has most of a line's words; None where none has half of them."""
    wanted = set(terms(line))
    if not wanted or not own:
        return None
    best = max(
        own, key=lambda each: len(wanted & each.terms) / len(wanted) - _PER_CHARACTER * words(each.text)
    )
    return best if len(wanted & best.terms) >= _MADE_OF * len(wanted) else None


def _title(asking: Asking) -> str:
    """What the document is called: its first heading, or its name."""
    first = next(iter(asking.headings), None)
    if first is None:
        return asking.document.name[:_TITLE]
    return asking.context.text(asking.context.number(first))[:_TITLE]
