"""Where the words of a passage stand among the characters of a page.

Owns the comparison. A passage was made of the page's text: without running heads, lines joined, hyphens gone,
columns in order. So letters and digits alone are compared, and a passage may stand in several pieces. Pure.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_SEED, _WIDE_SEED = 10, 5  # letters that have to stand in a row; of Chinese, where each says more
_CANDIDATES = 16  # places of one seed that are tried: a page may repeat a word without end
_MOST_WHOLES = 100
_ENOUGH = 0.5  # of the passage's letters
_LONG = 3  # times a seed: so much in a row is no chance, as where a passage ends on the next page

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundWords:
    """`ranges` of characters of the page; `share` of the passage's letters that they hold. `enough`: it
    stands there, or a good part of it. `several`: it stands there as a whole more than once."""

    ranges: tuple[Range, ...] = ()
    share: float = 0.0
    enough: bool = False
    several: bool = False


def find_words(page: str, quote: str, near: float | None = None) -> FoundWords:
    """Where `quote` stands in the text of a page. `near`: about where among its letters, 0 to 1; without it,
    everywhere where it stands."""
    letters, at = _letters(page)
    wanted, _ = _letters(quote)
    if not wanted or not letters:
        return FoundWords()
    whole = _wholes(letters, at, page, wanted)
    if whole:
        meant = whole if near is None else [min(whole, key=lambda begin: abs(begin - near * len(letters)))]
        spans = tuple((at[begin], at[begin + len(wanted) - 1] + 1) for begin in meant)
        return FoundWords(spans, 1.0, True, len(whole) > 1)
    seed = _SEED if wanted.isascii() or sum(map(str.isascii, wanted)) > len(wanted) / 2 else _WIDE_SEED
    runs = _runs(letters, wanted, seed)
    covered = sum(length for _, length in runs)
    share = covered / len(wanted)
    longest = max((length for _, length in runs), default=0)
    ranges = sorted((at[begin], at[begin + length - 1] + 1) for begin, length in runs)
    enough = share >= _ENOUGH or longest >= _LONG * seed
    return FoundWords(tuple(ranges) if enough else (), share, enough)


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """Letters and digits in one spelling, and where in `text` each stands."""
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if character.isascii():
            if character.isalnum():
                letters.append(character.lower())
                places.append(at)
            continue
        for letter in unicodedata.normalize("NFKC", character).casefold():
            if letter.isalnum():
                letters.append(letter)
                places.append(at)
    return "".join(letters), places


def _wholes(letters: str, at: Sequence[int], page: str, wanted: str) -> list[int]:
    """Where all of it stands in a row; within other words only where it stands nowhere else."""
    found: list[int] = []
    begin = letters.find(wanted)
    while begin >= 0 and len(found) < _MOST_WHOLES:
        found.append(begin)
        begin = letters.find(wanted, begin + 1)
    words = [begin for begin in found if _is_apart(page, at[begin], at[begin + len(wanted) - 1])]
    return words or found


def _is_apart(page: str, first: int, last: int) -> bool:
    """No letter of an alphabet with spaces stands right before or behind."""
    before, after = page[first - 1 : first], page[last + 1 : last + 2]
    return not any(side.isascii() and side.isalnum() for side in (before, after))


def _runs(letters: str, wanted: str, seed: int) -> list[tuple[int, int]]:
    """(begin, length) of pieces of `wanted` in `letters`, the longest at each place of it."""
    seeds: dict[str, list[int]] = defaultdict(list)
    for begin in range(len(letters) - seed + 1):
        places = seeds[letters[begin : begin + seed]]
        if len(places) < _CANDIDATES:
            places.append(begin)
    runs: list[tuple[int, int]] = []
    at, expected = 0, 0
    while at <= len(wanted) - seed:
        best = (0, 0)
        for begin in seeds.get(wanted[at : at + seed], ()):
            length = _common(letters, begin, wanted, at)
            if (length, -abs(begin - expected)) > (best[1], -abs(best[0] - expected)):
                best = (begin, length)
        if best[1]:
            runs.append(best)
            expected = sum(best)
        at += best[1] or 1
    return runs


def _common(first: str, begin: int, second: str, at: int) -> int:
    length = 0
    most = min(len(first) - begin, len(second) - at)
    while length < most and first[begin + length] == second[at + length]:
        length += 1
    return length
