"""Chinese sentences taken apart into clauses, and how much of one clause another has.

Owns the clauses with their words and figures, and their likeness. Must not judge what differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from llmdesk.tools.evidence.comparing.chinese import words as lexicon
from llmdesk.tools.evidence.comparing.chinese.lists import groups_of, pattern, word_set
from llmdesk.tools.evidence.comparing.chinese.words import CONTENT, Word
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Figure

# A comma or colon between digits belongs to a number (4,862; 9:30).
_BREAK = re.compile(r"[，；：。！？;!?\n]|(?<!\d)[,:]|[,:](?!\d)|——|…")
_SOFT = 0.4  # what a word counts that the other has in another form
_OPENERS = re.compile(
    r"(?:其中|目前|此外|另外|同时|随后|如今|现在|不过|然而|但是?|而|且|并且?|后来|最终|最后|据悉|此前|之后)$"
)
_SHORTEST = 3
_MOST_HELD = 30
_NAMES = frozenset(("nr", "ns", "nt"))  # two that share a character are two
_ENDS = tuple("。！？；：，…”.!?;:")


@dataclass(frozen=True)
class Clause:
    """text of a clause: sentence `number`, its place `at` among the clauses of the sentence."""

    text: str
    number: int
    at: int
    end: str = ""  # the mark behind it
    known: frozenset[str] = frozenset()  # see `words.cut`

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(lexicon.cut(self.text, self.known))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in figures(self.text) if not figure.idle)

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The words that say something, without those of figures."""
        spans = [figure.span for figure in self.figures]
        return tuple(
            word
            for word in self.words
            if says(word) and not any(start < word.end and word.start < end for start, end in spans)
        )

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset(self.text)

    def find(self, *path: str) -> str:
        """The first word of a list that stands in the clause as a word; "" without one."""
        edges = {0, *(word.end for word in self.words), *(word.start for word in self.words)}
        for found in pattern(*path).finditer(self.text):
            if found.start() in edges and found.end() in edges:
                return found[0]
        return ""


@dataclass(frozen=True)
class Sentence:
    """A sentence with its clauses; `number` is its place in the document (-1: the claim)."""

    text: str
    number: int
    clauses: tuple[Clause, ...]

    @property
    def heading(self) -> bool:
        return self.number >= 0 and len(self.text) < 40 and self.text.rstrip()[-1:] not in _ENDS


@dataclass(frozen=True)
class Known:
    """What is known of a document: its text, and the people it names."""

    whole: str
    people: frozenset[str]


def read(text: str, number: int = -1, known: frozenset[str] = frozenset()) -> Sentence:
    """`text` in clauses; an adverb or a date set off by a comma goes with what follows."""
    pieces: list[tuple[str, str]] = []
    at, held = 0, ""
    for found in (*_BREAK.finditer(text), None):
        end = found.start() if found else len(text)
        piece = text[at:end].strip(' \u3000“”"')
        at = found.end() if found else end
        if not piece:
            continue
        mark = found[0] if found else ""
        if mark in ("，", ",") and len(held) < _MOST_HELD and _goes_on(piece):
            held += piece + "，"
            continue
        pieces.append((held + piece, mark))
        held = ""
    if held:
        pieces.append((held, ""))
    clauses = tuple(Clause(piece, number, place, mark, known) for place, (piece, mark) in enumerate(pieces))
    return Sentence(text, number, clauses)


def _goes_on(piece: str) -> bool:
    if len(piece) < _SHORTEST or _OPENERS.fullmatch(piece):
        return True
    found = next(figures(piece), None)
    return found is not None and len(piece) - (found.span[1] - found.span[0]) <= 2 and len(piece) <= 14


@cache
def _idle() -> frozenset[str]:
    return word_set("idle")


def says(word: Word) -> bool:
    """Whether a word says something by itself."""
    if word.text in _idle():
        return False
    if word.kind in CONTENT:
        return True
    return len(word.text) > 1 and word.kind in ("d", "q", "m", "p", "r")


_WEIGHTS = {"n": 1.1, "nr": 1.4, "ns": 1.3, "nt": 1.2, "v": 1.0, "vn": 1.0, "a": 1.0, "x": 1.2, "i": 1.1}


def weight(word: Word) -> float:
    """How much a word tells: long ones and rare ones more; 0.4…1.5."""
    if len(word.text) == 1:
        return 0.5
    return _WEIGHTS.get(word.kind, 0.7)


def match(word: Word, text: str, characters: frozenset[str] | None = None) -> float:
    """How well `text` has the word: 1 as it stands, less for a synonym or one that shares a character."""
    own = word.text
    if own in text or (own.isascii() and own in text.casefold()):
        return 1.0
    if any(other in text for group in groups_of(own) for other in group):
        return 0.9
    if len(own) == 1 or not own[0] > "\u2e80":
        return 0.0
    has = characters if characters is not None else frozenset(text)
    shared = [c for c in own if c in has and c not in _WEAK]
    if len(own) == 2:
        return _SOFT if shared and word.kind not in _NAMES else 0.0
    pairs = sum(own[at : at + 2] in text for at in range(len(own) - 1))
    return max(pairs / (len(own) - 1), _SOFT * (len(shared) / len(own) >= 0.5))


_WEAK = frozenset("不的一有是人大小上下中年月日为了在出成个性化者员家分时地方")


def covered(words: Iterable[Word], text: str, weights: Mapping[str, float] | None = None) -> float:
    """The share of the words' weight that `text` has, 0…1."""
    characters = frozenset(text)
    total = found = 0.0
    for word in words:
        each = weights[word.text] if weights else weight(word)
        total += each
        found += each * match(word, text, characters)
    return found / total if total else 0.0


def best(clause: Clause, sentences: Sequence[Sentence]) -> list[tuple[float, Clause]]:
    """The clauses of a passage by how much of `clause` they have, best first."""
    found = [
        (covered(clause.content, other.text), other) for sentence in sentences for other in sentence.clauses
    ]
    return sorted(found, key=lambda pair: -pair[0])
