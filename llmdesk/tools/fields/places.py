"""Where words stand in a text, to the character: white space, width and line breaks apart.

Owns the search and the choice among several places. Every place is one of code points of the text:
`text[start:end]`. Must not know what the words stand for, except for `Source.figures`, which are read once.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from llmdesk.tools.evidence.figures import figures, uses_decimal_comma
from llmdesk.tools.evidence.values import Figure

MOST_PLACES = 1_000  # of one value
_WINDOW = 80  # characters before a place in which its label may stand
# What may be typed in one of several ways.
_ALIKE = str.maketrans({
    **dict.fromkeys("‘’‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""), "。": ".", "、": ",",
})  # fmt: skip
_STRIPPED = " \t\r\n.,;:!?'\"()[]<>。，；：！？、“”‘’（）《》「」【】*_`"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """`text[start:end]`."""

    start: int
    end: int


class Source:
    """A text that is searched many times."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _exact(self) -> _Folded:
        return _Folded(self.text)

    @cached_property
    def _loose(self) -> _Folded:
        return _Folded(self.text, marks=False)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers and dates of the text, in order."""
        return tuple(figures(self.text, comma=uses_decimal_comma(self.text)))

    def places(self, words: str, start: int = 0, end: int | None = None) -> tuple[Place, ...]:
        """Where `words` stand in text[start:end], in order: as they are; without the marks around them; then,
        of longer words, without the marks between them. At most `MOST_PLACES`, the first."""
        end = len(self.text) if end is None else end
        found = self._exact.find(words, start, end)
        if not found and (bare := words.strip(_STRIPPED)) != words:
            found = self._exact.find(bare, start, end)
        if not found and _count(words) >= 6:
            found = self._loose.find(words, start, end)
        return found


def best(
    source: Source,
    places: Sequence[Place],
    label: str,
    *,
    after: int = 0,
    taken: Sequence[Place] = (),
) -> Place | None:
    """The one of `places` that a field with this `label` means: the one whose label stands before it, then
    one that no other field has, then the first from `after` on."""
    if not places:
        return None
    wanted = _marks_of(label)

    def rank(place: Place) -> tuple[float, bool, bool, int]:
        near = _nearness(source.text, place, wanted)
        return (-near, place in taken, place.start < after, place.start)

    return min(places, key=rank)


def nearness(source: Source, place: Place, label: str) -> float:
    """How much of a label stands before a place, 0 to 1."""
    return _nearness(source.text, place, _marks_of(label))


def shares_a_character(source: Source, place: Place, label: str) -> bool:
    """Whether a Chinese character of the label stands before a place on its line, as that of 税额 does in
    增值税: much less than a word, and yet not nothing."""
    line = source.text[max(0, place.start - _WINDOW) : place.start].rpartition("\n")[2]
    return any(_is_wide(character) and character in line for character in label)


def _nearness(text: str, place: Place, wanted: frozenset[str]) -> float:
    """How much of a label stands before a place on its line, or half as much on the line before."""
    if not wanted:
        return 0.0
    before = text[max(0, place.start - _WINDOW) : place.start]
    *above, line = before.split("\n")
    here = len(wanted & _marks_of(line)) / len(wanted)
    previous = next((each for each in reversed(above) if each.strip()), "")
    there = len(wanted & _marks_of(previous)) / len(wanted) if not line.strip() else 0.0
    return round(max(here, 0.5 * there), 3)


def _marks_of(text: str) -> frozenset[str]:
    """Latin words, and pairs of Chinese characters: what two wordings of one thing have in common."""
    found: set[str] = set()
    word = previous = ""
    for character in unicodedata.normalize("NFKC", text).casefold() + " ":
        if _is_wide(character):
            if _is_wide(previous):
                found.add(previous + character)
        elif character.isalnum():
            word += character
        if word and (not character.isalnum() or _is_wide(character)):
            found.add(word)
            word = ""
        previous = character
    return frozenset(found)


# -- folding -------------------------------------------------------------------------------------
class _Folded:
    """A text in one spelling, and where each of its characters came from.

    Of white space a single space stays between two words that would else be one. Without `marks` only
    letters, digits and such spaces stay.
    """

    def __init__(self, text: str, *, marks: bool = True) -> None:
        self._marks = marks
        pieces: list[str] = []
        self._from = array("q")
        for at, piece in _fold(text, marks=marks):
            pieces.append(piece)
            self._from.extend([at] * len(piece))
        self._text = "".join(pieces)
        self._source = text

    def find(self, words: str, start: int, end: int) -> tuple[Place, ...]:
        wanted = "".join(piece for _, piece in _fold(words, marks=self._marks)).strip()
        if not wanted:
            return ()
        return tuple(self._find(wanted, bisect_left(self._from, start), bisect_left(self._from, end)))

    def _find(self, wanted: str, first: int, last: int) -> Iterator[Place]:
        at, count = self._text.find(wanted, first, last), 0
        while at >= 0 and count < MOST_PLACES:
            end = at + len(wanted)
            if self._stands_alone(at, end):
                count += 1
                yield Place(self._from[at], self._from[end - 1] + 1)
                at = self._text.find(wanted, end, last)
            else:
                at = self._text.find(wanted, at + 1, last)

    def _stands_alone(self, at: int, end: int) -> bool:
        """Not within a word, and not within a number: 234 does not stand in 1,234.5."""
        text = self._text
        if at and _joined(text[at - 1], text[at]) and self._touch(at - 1):
            return False
        if end < len(text) and _joined(text[end - 1], text[end]) and self._touch(end - 1):
            return False
        if self._from[at] == self._from[at - 1] if at else False:  # half of what one character stands for
            return False
        if end < len(text) and self._from[end] == self._from[end - 1]:
            return False
        return not (self._within_number(at - 1) or self._within_number(end))

    def _within_number(self, at: int) -> bool:
        """Whether a point or a comma between two digits is there: one of theirs, and no mark of a sentence,
        as it is in 编号773，2020年."""
        text = self._text
        if (
            at < 1
            or at + 1 >= len(text)
            or text[at] not in ".,"
            or not (self._touch(at - 1) and self._touch(at))
        ):
            return False
        wide = self._source[self._from[at]] not in ".,"
        digits = self._source[self._from[at - 1]], self._source[self._from[at + 1]]
        return all(each.isdigit() and (not wide or not each.isascii()) for each in digits)

    def _touch(self, at: int) -> bool:
        """Whether nothing was left out between a character and the next."""
        return self._from[at + 1] - self._from[at] <= 1


def _fold(text: str, *, marks: bool) -> Iterator[tuple[int, str]]:
    previous, gap = "", False
    for at, character in enumerate(text):
        piece = _spelled(character)
        if not marks:
            piece = "".join(each for each in piece if each.isalnum())
        if not piece:
            gap = gap or character.isspace() or not marks
            continue
        if gap and previous and _joined(previous, piece[0]):
            yield at - 1, " "
        yield at, piece
        previous, gap = piece[-1], False


@lru_cache(maxsize=8192)
def _spelled(character: str) -> str:
    if character.isspace():
        return ""
    folded = unicodedata.normalize("NFKC", character).casefold().translate(_ALIKE)
    return "".join(folded.split())


def _joined(one: str, other: str) -> bool:
    """Whether two characters that touch are of one word: letters and digits, but no Chinese ones."""
    return one.isalnum() and other.isalnum() and not _is_wide(one) and not _is_wide(other)


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def _count(words: str) -> int:
    return sum(1 for character in words if character.isalnum())
