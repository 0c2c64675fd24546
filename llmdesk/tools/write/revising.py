"""A rewritten text under the user's hand: which changes are taken, and what was typed into it.

Owns the pieces of the text and the law: their old words together are the source, those that stand now are
the text. Pure; a revision is never changed, another one is made of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby

from llmdesk.tools.pieces import common_start
from llmdesk.tools.write.types import Change, Part, Written

_NEAR = 3  # words that stay between two changes of a text in other words, and make one change of both
_WORD_REACH = 40  # characters: what is typed into a shorter word is a change of the whole word


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the text: the words of the source (`old`), those that are proposed (`new`), and those that
    stand there `now`. `part`: of which part of the text, -1 for what is between them. `refused`: why the
    program did not take the change; a sentence marked for translation."""

    old: str
    new: str
    now: str
    part: int = -1
    refused: str = ""

    @property
    def is_change(self) -> bool:
        return self.old != self.new or self.now != self.old

    @property
    def is_taken(self) -> bool:
        """Not as in the source any more: as proposed, or as typed."""
        return self.now != self.old

    @property
    def is_typed(self) -> bool:
        return self.now not in (self.old, self.new)

    @property
    def proposed(self) -> str:
        """What would stand there, were the change taken."""
        return self.now if self.is_taken else self.new

    @property
    def both(self) -> str:
        return self.old + self.proposed


@dataclass(frozen=True)
class Revision:
    """The pieces in order."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        return "".join(piece.now for piece in self.pieces)

    @cached_property
    def source(self) -> str:
        return "".join(piece.old for piece in self.pieces)

    @cached_property
    def changes(self) -> tuple[int, ...]:
        """The numbers of the pieces that are changes."""
        return tuple(number for number, piece in enumerate(self.pieces) if piece.is_change)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each piece begins in the text; at last, where the text ends."""
        return tuple(accumulate((len(piece.now) for piece in self.pieces), initial=0))

    @cached_property
    def source_starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(piece.old) for piece in self.pieces), initial=0))

    @cached_property
    def with_changes(self) -> str:
        """What shows of both: behind the old words of each change those that are proposed."""
        return "".join(piece.both if piece.is_change else piece.old for piece in self.pieces)

    @cached_property
    def starts_with_changes(self) -> tuple[int, ...]:
        """Where each piece begins in `with_changes`; at last, where that ends."""
        pieces = self.pieces
        return tuple(
            accumulate((len(each.both if each.is_change else each.old) for each in pieces), initial=0)
        )

    def prepare(self) -> Revision:
        """The same, with all that is found out of it when it shows: of a long text, in a thread."""
        _all = (
            self.text, self.source, self.changes, self.starts, self.source_starts, self.taken,
            self.with_changes, self.starts_with_changes, self.has_more,
        )  # fmt: skip
        return self

    @cached_property
    def taken(self) -> int:
        """How many of the changes are taken."""
        return sum(self.pieces[number].is_taken for number in self.changes)

    @cached_property
    def has_more(self) -> bool:
        """Whether a change is left that the program would take."""
        pieces = self.pieces
        return any(not pieces[number].is_taken and not pieces[number].refused for number in self.changes)

    # -- what one does ------------------------------------------------------------------------------
    def turned(self, number: int) -> Revision:
        """With this change taken where it was left, and left where it was taken."""
        piece = self.pieces[number]
        return self._with(number, replace(piece, now=piece.old if piece.is_taken else piece.new))

    def with_all(self, *, taken: bool) -> Revision:
        """With all changes taken, but those that the program refused; or none."""
        return replace(self, pieces=tuple(_turned(piece, taken) for piece in self.pieces))

    def edited(self, text: str) -> Revision:
        """With `text` as it was typed; what is not touched stays the change that it was."""
        before = self.text
        start = common_start(before, text)
        tail = common_start(before[start:][::-1], text[start:][::-1])
        end = len(before) - tail
        if start == end and len(text) == len(before):
            return self
        first, last = self._touched(start, end)
        return self._typed(first, last, start, end, text[start : len(text) - tail])

    def _with(self, number: int, *pieces: Piece) -> Revision:
        return replace(self, pieces=(*self.pieces[:number], *pieces, *self.pieces[number + 1 :]))

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        """The pieces that text[start:end] lies in; of nothing, the change that it stands at."""
        starts = self.starts
        first = min(bisect_right(starts, start) - 1, len(self.pieces) - 1)
        last = max(first, bisect_left(starts, end) - 1)
        if start < end:
            return first, last
        at = [number for number in self._around(start) if self.pieces[number].is_change]
        return (at[0], at[0]) if at else (first, first)

    def _around(self, place: int) -> range:
        """The pieces that begin, end or lie at `place`."""
        first = max(0, bisect_left(self.starts, place) - 1)
        return range(first, min(bisect_right(self.starts, place), len(self.pieces)))

    def _typed(self, first: int, last: int, start: int, end: int, put: str) -> Revision:
        """What was in the pieces from `first` to `last` becomes one, without what stays around it."""
        whole = self.pieces[first : last + 1]
        head, tail = whole[0], whole[-1]
        lead = "" if head.is_change else head.now[: start - self.starts[first]]
        rest = "" if tail.is_change else tail.now[end - self.starts[last] :]
        if _goes_on(lead, put or rest):
            lead = _without_word(lead)
        if _goes_on(put or lead, rest):
            rest = _without_word(rest[::-1])[::-1]
        at, now = start - self.starts[first], "".join(piece.now for piece in whole)
        now = now[:at] + put + now[at + end - start :]
        old, new = "".join(piece.old for piece in whole), "".join(piece.new for piece in whole)
        part = max(piece.part for piece in whole)
        refused = next((piece.refused for piece in whole if piece.refused), "")
        old, new, now = (_cut(words, lead, rest) for words in (old, new, now))
        middle = Piece(old, new, now, part, refused)
        made = [*_same(lead, head.part), middle, *_same(rest, tail.part)]
        return replace(self, pieces=(*self.pieces[:first], *made, *self.pieces[last + 1 :]))

    # -- what is checked ----------------------------------------------------------------------------
    def stretches(self) -> Iterator[tuple[int, int, int, int]]:
        """The parts, each with the places of its source and of its text: start, end, start, end."""
        first = 0
        for part, group in groupby(self.pieces, key=lambda piece: piece.part):
            last = first + sum(1 for _ in group)
            if part >= 0:
                yield (
                    self.source_starts[first],
                    self.source_starts[last],
                    self.starts[first],
                    self.starts[last],
                )
            first = last


def revision_of(written: Written) -> Revision:
    """A text as it was written: all changes taken that the program took. Lines end with "\\n" alone."""
    pieces: list[Piece] = []
    at = 0
    for number, part in enumerate(written.parts):
        pieces.append(_equal(written.source[at : part.start]))
        pieces += _pieces_of(written, part, number)
        at = part.end
    pieces.append(_equal(written.source[at:]))
    return Revision(tuple(piece for piece in pieces if piece.old or piece.new) or (_equal(""),))


def _pieces_of(written: Written, part: Part, number: int) -> Iterator[Piece]:
    source, at = written.source, part.start
    changes = part.changes if written.style == "correct" else joined(source, part.changes)
    for change in changes:
        yield _equal(source[at : change.start], number)
        old, new = _lines(change.old), _lines(change.new)
        yield Piece(old, new, old if change.refused else new, number, change.refused)
        at = change.end
    yield _equal(source[at : part.end], number)


def joined(source: str, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same changes; where few words stay between two of them, both are one: words that a new sentence
    happens to share with the old one cannot be taken one by one."""
    made: list[Change] = []
    for change in changes:
        between = source[made[-1].end : change.start] if made else ""
        if made and "\n" not in between and _few_words(between):
            last = made.pop()
            old, new = f"{last.old}{between}{change.old}", f"{last.new}{between}{change.new}"
            change = Change(last.start, change.end, old, new, last.refused or change.refused)
        made.append(change)
    return tuple(made)


def _few_words(text: str) -> bool:
    """Of Chinese, characters."""
    han = sum("\u3400" <= character <= "\u9fff" for character in text)
    return han <= 2 * _NEAR and len(text.split()) <= _NEAR


def _turned(piece: Piece, taken: bool) -> Piece:
    """`replace` takes four times as long, and there may be fifty thousand."""
    if taken and (piece.refused or piece.is_typed):
        return piece
    now = piece.new if taken else piece.old
    return piece if now == piece.now else Piece(piece.old, piece.new, now, piece.part, piece.refused)


def _same(text: str, part: int) -> Iterable[Piece]:
    return (_equal(text, part),) if text else ()


def _equal(text: str, part: int = -1) -> Piece:
    text = _lines(text)
    return Piece(text, text, text, part)


def _lines(text: str) -> str:
    """As a field shows it."""
    return text.replace("\r\n", "\n").replace("\r", "") if "\r" in text else text


def _cut(text: str, lead: str, rest: str) -> str:
    return text[len(lead) : len(text) - len(rest)]


def _goes_on(before: str, after: str) -> bool:
    """Whether a word goes on from one to the other."""
    return before[-1:].isalnum() and after[:1].isalnum()


def _without_word(text: str) -> str:
    """Without the word that it ends with, where that is a short one."""
    at = len(text)
    while at and len(text) - at < _WORD_REACH and text[at - 1].isalnum() and text[at - 1] < "\u2e80":
        at -= 1
    return text[:at]
