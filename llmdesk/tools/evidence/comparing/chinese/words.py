"""A Chinese text cut into words, each with its kind, by the list resources/evidence/chinese-words.txt.xz.

Owns the cutting: the likeliest words by their frequencies, as jieba does it (its list is what ours is made
of). Must not know what sentences mean. Linear in the length of the text.
"""

from __future__ import annotations

import lzma
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.evidence.names import persons

_LONGEST = 5
_UNSEEN = -22.0  # log2 of how likely a character is that the list does not have
_KNOWN = -8.0
_NO_PART = frozenset(("u", "p", "c", "d", "r", "m", "q", "f", "y", "t"))
# Kinds that say something by themselves: nouns, verbs, adjectives, names, phrases, places.
CONTENT = frozenset(("n", "v", "vn", "a", "nr", "ns", "nt", "i", "f", "t", "x"))


@dataclass(frozen=True, slots=True)
class Word:
    """text[start:end]; `kind`: n(oun), v(erb), vn (a verb used as a
    noun), a(djective), nr, ns, nt (names of people, places and
    organizations), d (adverb), m (numeral), q, r, p, c, u, t(ime), f (side), i (phrase), x (unknown)."""

    start: int
    end: int
    text: str
    kind: str


@cache
def _list() -> tuple[dict[str, float], dict[str, str]]:
    """Each word's log2 likelihood and its kind."""
    rows = lzma.decompress(resource("evidence", "chinese-words.txt.xz").read_bytes()).decode("utf-8")
    found: dict[str, float] = {}
    kinds: dict[str, str] = {}
    total = 0.0
    for row in rows.splitlines():
        kind, size, *words = row.split(" ")
        total += len(words) * 2.0 ** int(size)
        found.update(dict.fromkeys(words, float(size)))
        kinds.update(dict.fromkeys(words, kind))
    whole = math.log2(total)
    return {word: size - whole for word, size in found.items()}, kinds


def kind_of(word: str) -> str:
    """The kind of a word; "" where the list does not have it."""
    return _list()[1].get(word, "")


def cut(text: str, known: frozenset[str] = frozenset()) -> list[Word]:
    """The words of `text`, Chinese ones; a run of other characters is one word of kind "x". `known` are
    words of the document that the list does not have, at most `_LONGEST` characters each."""
    found: list[Word] = []
    at = 0
    while at < len(text):
        han = "\u4e00" <= text[at] <= "\u9fff"
        end = at + 1
        while end < len(text) and ("\u4e00" <= text[end] <= "\u9fff") == han:
            end += 1
        if han:
            found += _cut_run(text[at:end], at, known)
        else:
            found += _others(text[at:end], at)
        at = end
    return found


def _others(run: str, offset: int) -> list[Word]:
    found: list[Word] = []
    start: int | None = None
    for at, character in enumerate((*run, " ")):
        if character.isalnum():
            start = at if start is None else start
        elif start is not None:
            found.append(Word(offset + start, offset + at, run[start:at].casefold(), "x"))
            start = None
    return found


def _cut_run(run: str, offset: int, known: frozenset[str]) -> list[Word]:
    likely, kinds = _list()
    best: list[tuple[float, int]] = [(0.0, 0)]  # for each end: (score, start of the last word)
    for end in range(1, len(run) + 1):
        ways = []
        for start in range(max(0, end - _LONGEST), end):
            word = run[start:end]
            score = likely.get(word, _UNSEEN if end - start == 1 else None)
            if word in known:
                score = _KNOWN
            if score is not None:
                ways.append((best[start][0] + score, start))
        best.append(max(ways))
    found: list[Word] = []
    end = len(run)
    while end:
        start = best[end][1]
        word = run[start:end]
        found.append(Word(offset + start, offset + end, word, "x" if word in known else kinds.get(word, "x")))
        end = start
    return found[::-1]


def stands_whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] begins and ends with words: 一时 does not in 同一时段, 班才 not in 航班才."""
    return not any(
        word.start < edge < word.end for word in cut(text) if word.kind != "x" for edge in (start, end)
    )


def new_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that the list does not have: names of people, and pieces of single characters that stand
    together more than once (青禾, 洛维司汀)."""
    counts: Counter[str] = Counter()
    people: set[str] = set()
    for text in texts:
        people.update(person for person in persons(text) if person not in _list()[0])
        for run in _loose_runs(cut(text)):
            counts.update(
                run[at : at + size] for size in range(2, _LONGEST + 1) for at in range(len(run) - size + 1)
            )
    often = {piece for piece, count in counts.items() if count > 1 and piece not in _list()[0]}
    longest = {
        piece
        for piece in often
        if not any(piece != other and piece in other and counts[other] >= counts[piece] for other in often)
    }
    return frozenset(longest | people)


def _loose_runs(words: list[Word]) -> Iterator[str]:
    """What single characters that stand side by side make, and names of the list beside them."""
    run, end = "", 0
    for word in (*words, Word(0, 0, "", "")):
        loose = (
            (len(word.text) == 1 or word.kind == "nr") and word.kind not in _NO_PART and word.text > "\u2e80"
        )
        if loose and (word.start == end or not run):
            run, end = run + word.text, word.end
            continue
        if len(run) > 1:
            yield run
        run, end = (word.text, word.end) if loose else ("", 0)
