"""More or less, sooner or later: whether a Chinese sentence and its passage go the same way.

Owns directions, told by words (下调) and by two numbers (上一年为4.4日, now 3.6日). Must not know who does
what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from llmdesk.tools.evidence.comparing.chinese.aligning import Aligned
from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, match
from llmdesk.tools.evidence.comparing.chinese.lists import negation, pattern, words
from llmdesk.tools.evidence.comparing.chinese.words import Word
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Figure, Quantity

_RESTS = 0.4  # how well a clause must stand in a sentence to rest on it
_SAME = 0.85
_NOT = re.compile("[不没未][得能会有可再]?$")
_NEARBY = 3  # characters behind a denial that it turns
_SIZE, _SPEED, _TIME = "size", "speed", "time"
_THAN = re.compile("比[^，。比]{1,14}?(?P<word>[多高长大快早贵重强远好宽少低短小慢晚轻弱近差窄])")
_MORE = frozenset("多高长大快早贵重强远好宽")
_COMPARED = re.compile(
    "(?P<one>[^，。]{2,20}?)(?P<than>比|[高多大长]于|超过|[快早]于|[低少小短]于|[慢晚]于|不及)(?P<other>[^，。]{2,20})"
)
# What alone can be compared by a word; others by anything.
_KINDS = {
    **dict.fromkeys("长高远宽短低近窄", ("length",)),
    **dict.fromkeys("重轻", ("mass",)),
    **dict.fromkeys(("更长", "更高", "更远", "更短", "更低", "更近", "长于", "短于"), ("length",)),
    **dict.fromkeys(("更重", "更轻", "重于", "轻于"), ("mass",)),
    **dict.fromkeys(("贵", "更贵", "更便宜"), ("money",)),
    **dict.fromkeys(("快", "更快", "快于", "慢", "更慢", "慢于"), ("speed", "seconds", "months", "clock")),
}
_NAMES_OF_THINGS = ("压缩机", "压缩包", "压缩文件", "压缩空气", "压缩饼干")
_DURATIONS = frozenset(("seconds", "months", "clock", "number"))
_THINGS = frozenset(("n", "nr", "ns", "nt", "x"))
_TOLD = frozenset(("n", "nr", "ns", "nt", "x", "vn", "v"))


@dataclass(frozen=True, slots=True)
class _Way:
    """`sign` 1 for more, longer, faster, sooner, -1 for less; `start` is where the word stands."""

    matter: str
    sign: int
    word: str
    start: int


@cache
def _signs() -> dict[str, tuple[str, int]]:
    found = {}
    for matter in (_SIZE, _SPEED, _TIME):
        for key, sign in (("more", 1), ("less", -1)):
            found.update(dict.fromkeys(words("direction", f"{matter}_{key}"), (matter, sign)))
    return found


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(sorted((word for word in _signs() if len(word) > 1), key=len, reverse=True))


def turned(claim: Sentence, aligned: Sequence[Aligned], whole: str) -> tuple[str, str] | None:
    """(word of the claim, what the passage has) where the passage goes the other way; else None."""
    sentences = list(dict.fromkeys(one for each in aligned if each.score >= _RESTS for one in each.beside))
    for clause in claim.clauses:
        ways = list(_ways(clause))
        if len({way.sign for way in ways}) == 1:
            found = _told(clause, ways[0], sentences) or _between_things(clause, ways[0], whole)
            if found:
                return ways[0].word, found
    return None


def _ways(clause: Clause) -> Iterator[_Way]:
    text = clause.text
    taken: list[tuple[int, int]] = []
    for long in _long_words():
        start = text.find(long)
        if start >= 0 and text.startswith(_NAMES_OF_THINGS, start):
            continue
        if start >= 0 and not any(one < start + len(long) and start < end for one, end in taken):
            taken.append((start, start + len(long)))
            yield _way(text, long, start)
    for word in clause.words:
        single = len(word.text) == 1 and word.text in _signs() and not _is_unit(word, clause)
        if single and not any(start <= word.start < end for start, end in taken):
            taken.append((word.start, word.end))
            yield _way(text, word.text, word.start)
    if not taken and (compared := _THAN.search(text)):
        yield _way(text, compared["word"], compared.start("word"))


def _is_unit(word: Word, clause: Clause) -> bool:
    """升 of 3.2升 is no rise."""
    return any(figure.span[0] < word.end and word.start <= figure.span[1] for figure in clause.figures)


def _way(text: str, word: str, start: int) -> _Way:
    matter, sign = _signs().get(word) or (
        _SPEED if word in "快慢" else _TIME if word in "早晚" else _SIZE,
        1 if word in _MORE else -1,
    )
    denied = _NOT.search(text[:start]) is not None or any(
        each["word"] and each.end() <= start <= each.end() + _NEARBY for each in negation().finditer(text)
    )
    return _Way(matter, -sign if denied else sign, word, start)


def _told(clause: Clause, way: _Way, sentences: Sequence[Sentence]) -> str:
    """What goes the other way there, told of what the claim's clause tells it of; "" where something goes
    the claim's way."""
    near = _nearest(clause, way)
    behind = [word for word in clause.content if word.start == way.start + len(way.word) and _is_thing(word)]
    against = ""
    for sentence in sentences:
        for sign, text, context in (*_by_words(sentence, way), *_by_figures(sentence, way)):
            if max((match(word, context) for word in near), default=0.0) < _SAME:
                continue
            if any(match(word, context) < _SAME for word in behind):  # 降低血压 is not turned by 扩大试验
                continue
            if sign == way.sign:
                return ""
            against = against or text
    return against


def _nearest(clause: Clause, way: _Way) -> list[Word]:
    before = [
        word
        for word in clause.content
        if word.end <= way.start and word.kind in _TOLD and word.text not in _signs()
    ]
    return before[-2:] or [word for word in clause.content if word.start >= way.start + len(way.word)][:1]


def _by_words(sentence: Sentence, way: _Way) -> Iterator[tuple[int, str, str]]:
    """(sign, word, clause) of each direction of the same matter."""
    for clause in sentence.clauses:
        for each in _ways(clause):
            if each.matter == way.matter:
                yield each.sign, each.word, clause.text


def _by_figures(sentence: Sentence, way: _Way) -> Iterator[tuple[int, str, str]]:
    """(sign, the clauses, clauses) of two numbers side by side of which one is an earlier state."""
    found: list[tuple[Figure, Quantity, bool, Clause]] = []
    for clause in sentence.clauses:
        at = 0
        for figure in clause.figures:
            value = figure.readings[0]
            if isinstance(value, Quantity):
                earlier = pattern("direction", "earlier").search(clause.text[at : figure.span[0]])
                found.append((figure, value, earlier is not None, clause))
            at = figure.span[1]
    for (one, first, early, here), (other, second, late, there) in pairwise(found):
        if early == late or first.kind != second.kind or first.amount == second.amount:
            continue
        if here.text[one.end : one.end + 1] != there.text[other.end : other.end + 1]:
            continue
        sign = 1 if (second.amount > first.amount) == early else -1
        if way.matter != _SIZE and first.kind in _DURATIONS:
            sign = -sign
        before = sentence.clauses[here.at - 1].text if here.at else ""
        text = here.text if here is there else f"{here.text}{here.end}{there.text}"
        yield sign, text, before + here.text


def _between_things(clause: Clause, way: _Way, whole: str) -> str:
    """What the document says where it gives a number of each of the two things that the clause compares, and
    they go the other way; else ""."""
    compared = _COMPARED.search(clause.text)
    if compared is None:
        return ""
    end = way.start if compared["than"] == "比" else len(clause.text)
    ones = [word.text for word in clause.content if word.end <= compared.end("one") and _is_thing(word)]
    others = [
        word.text
        for word in clause.content
        if compared.start("other") <= word.start < end and _is_thing(word)
    ]
    ones, others = [one for one in ones if one not in others], [one for one in others if one not in ones]
    matter = [word.text for word in clause.content if word.text not in _signs() and word.end <= way.start]
    matter = [text for text in matter if text not in ones[:1] and text not in others[:1]]
    for piece in re.split("[。；\n]", whole):
        folded = piece.casefold()
        one = next((folded.find(word) for word in ones if word in folded), -1)
        other = next((folded.find(word) for word in others if word in folded), -1)
        if min(one, other) < 0 or one == other:
            continue
        first, second = _behind(piece, one, other, matter), _behind(piece, other, one, matter)
        if first is None or second is None or first.kind != second.kind or first.amount == second.amount:
            continue
        if not matter and first.kind not in _KINDS.get(way.word, (first.kind,)):
            continue
        sign = 1 if first.amount > second.amount else -1
        if way.matter == _SPEED and first.kind in _DURATIONS:
            sign = -sign
        return "" if sign == way.sign else piece.strip()
    return ""


def _is_thing(word: Word) -> bool:
    return len(word.text) > 1 and word.kind in _THINGS


def _behind(piece: str, start: int, other: int, matter: Sequence[str]) -> Quantity | None:
    """The first quantity behind a thing, before the other thing is named; where it is said what is compared
    (人口, 含水), only one that has a word of it right before."""
    end = other if other > start else len(piece)
    at = start
    for figure in figures(piece):
        value = figure.readings[0]
        if start < figure.start < end and isinstance(value, Quantity) and not figure.idle:
            if not matter or any(word in piece[at : figure.start] for word in matter):
                return value if matter or value.kind != "number" else None
            at = figure.end
    return None
