"""What the sentences of a document mean by their pronouns, as far as the sentences before them tell.

Owns walking back in the document to whom a sentence speaks of. Must not know the summary.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.names import names
from llmdesk.tools.summarize.standing import chinese, cleaning, english

_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+|\b[A-Z][\w-]+(?= [A-Z][a-z])")
_FEMALE, _MALE = re.compile(r"\b(?:she|her)\b"), re.compile(r"\b(?:he|his)\b")
_BACK = 12  # sentences
_PERSONS = (
    *("he", "she", "him", "his", "her", "hers", "himself", "herself"),
    *("他", "她", "他们", "她们"),
)


class Context:
    """The document as far as its sentences lean on each other."""

    def __init__(self, document: Document, headings: Sequence[int], language: str) -> None:
        """`headings`: where they begin. In a language other than English and Chinese nothing is found."""
        self.document, self.language = document, language
        self._starts = [span.start for span in document.sentences]
        self._headings = frozenset(headings)
        self.headings = frozenset(self.text(self.number(at)) for at in headings)

    def text(self, number: int) -> str:
        span = self.document.sentences[number]
        return " ".join(self.document.text[span.start : span.end].split())

    def number(self, at: int) -> int:
        """The sentence at a place of the document."""
        return max(0, bisect_right(self._starts, at) - 1)

    def reference(self, sentence: str) -> str:
        """The word that means something outside the sentence, or ""."""
        if self.language == "zh":
            return chinese.reference(sentence, self._known_in(sentence))
        return english.reference(sentence, self._capitals) if self.language == "en" else ""

    def subject(self, sentence: str) -> frozenset[str]:
        """Whom a sentence names first."""
        if self.language == "zh":
            return chinese.subject(sentence, self._known_in(sentence))
        return english.subject(sentence, self._capitals) if self.language == "en" else frozenset()

    def is_answer(self, sentence: str, number: int) -> bool:
        return number > 0 and cleaning.is_answer(sentence, self.text(number - 1))

    def antecedent(self, number: int, word: str) -> tuple[frozenset[str], int]:
        """Whom a pronoun of sentence `number` means, and the sentence that names them; none where unknown."""
        if word.lower() not in _PERSONS:
            return frozenset(), number
        sex = (
            "she"
            if word.lower() in ("she", "her", "hers")
            else "he"
            if word.lower() in ("he", "him", "his")
            else ""
        )
        for at in range(number - 1, max(-1, number - _BACK - 1), -1):
            text = self.text(at)
            if self.reference(text).lower() in _PERSONS:
                continue
            found = self.subject(text)
            if found and (not sex or self._sexes.get(_last(text, found), sex) == sex):
                return found, at
        return frozenset(), number

    def before(self, number: int, named: int) -> str:
        """Sentence `number` and those that say what it means; `named`: one that must be among them."""
        first = number
        while first > max(0, number - 2) and self.document.sentences[first].start not in self._headings:
            first -= 1
        numbers = [*([named] if named < first else []), *range(first, number + 1)]
        return " ".join(
            self.text(at) for at in numbers if self.document.sentences[at].start not in self._headings
        )

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """Words that the document writes with a capital inside sentences."""
        return frozenset(_CAPITAL.findall(self.document.text))

    @cached_property
    def _by_beginning(self) -> dict[str, set[str]]:
        """The names of a Chinese document by their first two characters."""
        found: dict[str, set[str]] = {}
        for at in range(len(self.document.sentences)):
            for name in names(self.text(at)):
                if len(name.text) > 1:
                    found.setdefault(name.text[:2], set()).add(name.text)
        return found

    def _known_in(self, sentence: str) -> list[str]:
        pieces = (sentence[at : at + 2] for at in range(len(sentence) - 1))
        near = {name for piece in pieces for name in self._by_beginning.get(piece, ())}
        return sorted(name for name in near if name in sentence)

    @cached_property
    def _sexes(self) -> dict[str, str]:
        """By the last word of a name, "he" or "she", where sentences about that person say so."""
        counts: dict[str, Counter[str]] = {}
        for at in range(len(self.document.sentences)):
            text = self.text(at)
            found = self.subject(text)
            if not found or self.reference(text):
                continue
            own = counts.setdefault(_last(text, found), Counter())
            own["she"] += len(_FEMALE.findall(text))
            own["he"] += len(_MALE.findall(text))
        return {
            name: "she" if own["she"] > own["he"] else "he"
            for name, own in counts.items()
            if own["she"] != own["he"]
        }


def _last(text: str, name: frozenset[str]) -> str:
    """The last word of a name as it stands in a text."""
    low = text.lower()
    return max(name, key=low.find)
