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

_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]{1,40}|\b[A-Z][\w-]{1,40}(?= [A-Z][a-z])")
_FEMALE, _MALE = re.compile(r"\bshe\b"), re.compile(r"\bhe\b")
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers)\b|[他她]", re.IGNORECASE)
_BACK = 12  # sentences
_OFTEN = 3
_MOST = 3000  # sentences that tell whom a document is about
_SEXES = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
}
PERSONS = (
    *("he", "she", "him", "his", "her", "hers", "himself", "herself"),
    *("他", "她", "他们", "她们"),
)


class Context:
    """The document as far as its sentences lean on each other."""

    def __init__(self, document: Document, headings: Sequence[int], language: str) -> None:
        """`headings`: where they begin. In a language other than English and Chinese nothing is found."""
        self.document, self.language = document, language
        self._references: dict[str, str] = {}
        self._persons: dict[str, list[frozenset[str]]] = {}
        self._starts = [span.start for span in document.sentences]
        self._headings = frozenset(headings)
        self.marks = cleaning.marks_of(document.text)
        self.headings = frozenset(self.text(self.number(at)) for at in headings)

    def text(self, number: int) -> str:
        span = self.document.sentences[number]
        return " ".join(self.document.text[span.start : span.end].split())

    def number(self, at: int) -> int:
        """The sentence at a place of the document."""
        return max(0, bisect_right(self._starts, at) - 1)

    def reference(self, sentence: str) -> str:
        """The word that means something outside the sentence, or ""."""
        if sentence not in self._references:
            self._references[sentence] = self._find_reference(sentence)
        return self._references[sentence]

    def _find_reference(self, sentence: str) -> str:
        if self.language == "zh":
            return chinese.reference(sentence, self._known_in(sentence))
        return english.reference(sentence, self._capitals) if self.language == "en" else ""

    def persons(self, sentence: str) -> list[frozenset[str]]:
        """Whom a sentence names, the first one first."""
        if sentence not in self._persons:
            self._persons[sentence] = self._find_persons(sentence)
        return self._persons[sentence]

    def _find_persons(self, sentence: str) -> list[frozenset[str]]:
        if self.language == "zh":
            return chinese.persons(sentence, self._known_in(sentence))
        return english.persons(sentence, self._capitals) if self.language == "en" else []

    def subject(self, sentence: str) -> frozenset[str]:
        """Whom a sentence names first."""
        return next(iter(self.persons(sentence)), frozenset())

    def is_answer(self, sentence: str, number: int) -> bool:
        return number > 0 and cleaning.is_answer(sentence, self.text(number - 1), self.marks)

    def antecedent(self, number: int, word: str) -> tuple[frozenset[str], int]:
        """Whom a pronoun of sentence `number` means, and the sentence that names them; none where unknown.

        Those that a sentence names behind its pronoun are others. Where the document is about one person,
        that one is meant; where somebody else stands nearer, it is not sure enough who.
        """
        if word.lower() not in PERSONS:
            return frozenset(), number
        sex = _SEXES.get(word.lower(), "")
        name, at = self._named_before(number, sex)
        main = self._main_person
        if not main or not self._can_be(main, sex) or main <= name or (name <= main and name):
            return name, at
        if name or main in self.persons(self.text(number)):
            return frozenset(), number
        named = (at for at in range(number - 1, -1, -1) if main in self.persons(self.text(at)))
        return next(((main, at) for at in named), (frozenset(), number))

    def with_name(self, sentence: str, number: int, word: str) -> str:
        """The sentence with the name of whom the document is about, where its pronoun means that one; else as
        it is, since somebody else is not sure enough."""
        name, at = self.antecedent(number, word)
        main = self._main_person
        if not name or not main or not (name <= main or main <= name):
            return sentence
        if self.language == "zh":
            return chinese.with_name(sentence, word, next(iter(name)))
        low = self.text(at).lower()
        words = [each.capitalize() for each in sorted(name, key=low.find)]
        return english.with_name(sentence, word, " ".join(words))

    def _named_before(self, number: int, sex: str) -> tuple[frozenset[str], int]:
        others = set(self.persons(self.text(number)))
        for at in range(number - 1, max(-1, number - _BACK - 1), -1):
            text = self.text(at)
            found = self.persons(text)
            if self.reference(text):
                if found and not _PRONOUN.search(text):
                    break
                others.update(found)
                continue
            for name in found:
                if name not in others and self._can_be(name, sex):
                    return name, at
        return frozenset(), number

    def _can_be(self, name: frozenset[str], sex: str) -> bool:
        return not sex or all(self._sexes.get(each, sex) == sex for each in name)

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
    def _main_person(self) -> frozenset[str]:
        """Whom the document speaks of most, where it is one person by far."""
        counts: Counter[frozenset[str]] = Counter()
        for at in range(min(_MOST, len(self.document.sentences))):
            word = self.reference(self.text(at))
            is_person = word.lower() in PERSONS
            sex = _SEXES.get(word.lower(), "")
            counts[self._named_before(at, sex)[0] if is_person else self.subject(self.text(at))] += 1
        del counts[frozenset()]
        ranked = [*counts.most_common(2), (frozenset(), 0), (frozenset(), 0)]
        (name, most), (_, next_most) = ranked[:2]
        return name if most >= _OFTEN and most >= 2 * next_most else frozenset()

    @cached_property
    def _sexes(self) -> dict[str, str]:
        """By words of names, "he" or "she", where titles or sentences about that person say so."""
        if self.language != "en":
            return {}
        counts: dict[str, Counter[str]] = {}
        for at in range(len(self.document.sentences)):
            text = self.text(at)
            found = self.persons(text)
            if len(found) == 1 and not self.reference(text):
                for word in found[0]:
                    own = counts.setdefault(word, Counter())
                    own["she"] += len(_FEMALE.findall(text))
                    own["he"] += len(_MALE.findall(text))
        told = {
            word: "she" if own["she"] > own["he"] else "he"
            for word, own in counts.items()
            if own["she"] != own["he"]
        }
        return told | dict(english.titled(self.document.text))
