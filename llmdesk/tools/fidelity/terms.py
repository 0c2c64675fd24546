"""Terms of a glossary in a text, and whether its translation has them as the glossary says.

Owns finding them: 5,000 terms cost a text no more than five, since only those are tried whose first word (of
Chinese: whose first character) stands there. Must not know files.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llmdesk.tools.documents.types import Span
from llmdesk.tools.fidelity import wording
from llmdesk.tools.fidelity.types import Finding, Term

_ALONE = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3"  # each character may begin a word
_PIECE = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+|[^\w\s]")
_SPACE = re.compile(r"\s+")
_ENDINGS = ("", "s", "es", "'s", "’s", "d", "ed", "ing")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of the glossary at text[start:end]."""

    term: Term
    start: int
    end: int


class Terms:
    """The terms of one direction, made once for many texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_first: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        for term in terms:
            folded = _folded(term.source)
            first = _PIECE.search(folded)
            if first is not None and term.target.strip():
                self._by_first[first[0]].append((folded[first.start() :], term))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))  # the longest that fits counts

    def find(self, text: str) -> Iterator[Hit]:
        """In order, without overlaps, the longest term where several begin."""
        if not self._by_first:
            return
        low = _folded_in_place(text)
        at = 0
        while (piece := _PIECE.search(low, at)) is not None:
            hit = self._at(low, piece)
            if hit is None:
                at = piece.end()
            else:
                yield hit
                at = hit.end

    def _at(self, low: str, piece: re.Match[str]) -> Hit | None:
        for key in {piece[0], *(piece[0].removesuffix(ending) for ending in _ENDINGS if len(piece[0]) > 3)}:
            for words, term in self._by_first.get(key, ()):
                end = _end(low, piece.start(), words)
                if end:
                    return Hit(term, piece.start(), end)
        return None


def _end(low: str, start: int, words: str) -> int:
    """Where the term that begins at `start` ends; 0 where it is none. Latin words end where a word ends, with
    the endings that a language gives them."""
    if not low.startswith(words, start):
        return 0
    end = start + len(words)
    if not (words[-1].isascii() and words[-1].isalnum()):
        return end
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        after = end + len(ending)
        if low.startswith(ending, end) and not _goes_on(low, after):
            return after
    return 0


def _goes_on(low: str, at: int) -> bool:
    return at < len(low) and low[at].isascii() and low[at].isalnum()


def compare(source: str, target: str, terms: Terms) -> Iterator[Finding]:
    """Terms of the source whose translation is not in the target."""
    low, told = _folded(target), set()
    for hit in terms.find(source):
        if hit.term in told or _has(low, hit.term.target):
            continue
        told.add(hit.term)
        params = (("source", hit.term.source), ("target", hit.term.target))
        yield Finding("glossary", wording.TERM, params, Span(hit.start, hit.end))


def _has(low: str, wanted: str) -> bool:
    wanted = _folded(wanted).strip()
    if wanted in low:
        return True
    words = wanted.split(" ")
    stem = words[-1][: max(3, len(words[-1]) - 2)]
    return words[-1].isascii() and len(words[-1]) > 4 and " ".join([*words[:-1], stem]) in low


def _folded(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()


def _folded_in_place(text: str) -> str:
    """Lower case and plain white space, every character where it was."""
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _SPACE.sub(lambda space: " " if len(space[0]) == 1 else " " + "\0" * (len(space[0]) - 1), low)
