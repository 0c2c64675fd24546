"""What the sentences of a document mean by their pronouns, as far as the sentences before them tell.

Owns walking back in the document to whom a sentence speaks of. Must not know the summary.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.names import names
from llmdesk.tools.summarize.standing import chinese, cleaning, english, strangers

_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]{1,40}|\b[A-Z][\w-]{1,40}(?= [A-Z][a-z.'’])")
_FIRST = re.compile(r"(?:(?P<she>She|Her)|He|His)\b(?!\s*,)")
_FEMALE, _MALE = re.compile(r"\bshe\b"), re.compile(r"\bhe\b")
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b|[他她]", re.IGNORECASE)
_BACK = 12  # sentences
_NEAR = 6  # sentences that may speak of somebody else before a pronoun that tells a name's sex
_OFTEN = 3
_MOST = 3000  # sentences that tell whom a document is about
_SEXES = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    "他": "he",
    "她": "she",
}
PERSONS = (
    *("he", "she", "him", "his", "her", "hers", "himself", "herself"),
    *("他", "她", "他们", "她们"),
)


@dataclass(frozen=True, slots=True)
class _Meant:
    """Whom a pronoun means, as far as is known, and the sentence that names them."""

    name: frozenset[str]
    at: int
    is_sure: bool = False  # nobody else stands between
    is_open: bool = True  # an earlier sentence than those looked at may say it


class Context:
    """The document as far as its sentences lean on each other."""

    def __init__(self, document: Document, headings: Sequence[int], language: str) -> None:
        """`headings`: where they begin. In a language other than English and Chinese nothing is found."""
        self.document, self.language = document, language
        self._references: dict[str, str] = {}
        self._persons: dict[str, list[frozenset[str]]] = {}
        self._strangers: dict[tuple[str, str], bool] = {}
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
            return chinese.persons(
                sentence, [each for each in self._known_in(sentence) if each in self._people]
            )
        return english.persons(sentence, self._capitals) if self.language == "en" else []

    def subject(self, sentence: str) -> frozenset[str]:
        """Whom a sentence names first."""
        return next(iter(self.persons(sentence)), frozenset())

    def is_answer(self, sentence: str, number: int) -> bool:
        return number > 0 and cleaning.is_answer(sentence, self.text(number - 1), self.marks)

    def antecedent(self, number: int, word: str) -> tuple[frozenset[str], int]:
        """Whom a pronoun of sentence `number` means, and the sentence that names them; none where unknown.

        Those that a sentence names behind its pronoun are others. Where the document is about one person,
        that one is meant; where somebody else stands nearer, by name or not, it is not sure enough who.
        """
        meant = self._meant(number, word)
        return meant.name, meant.at

    def _meant(self, number: int, word: str) -> _Meant:
        sex = _SEXES.get(word.lower(), "")
        if not sex or not self._leaves_open(number, sex):  # "they" are several
            return _Meant(frozenset(), number)
        main = self._main_person
        nearest = self._named_before(number, sex, main)
        if not main or not self._can_be(main, sex) or is_same(main, nearest.name):
            return nearest
        if nearest.name or not nearest.is_open or main in self.persons(self.text(number)):
            return _Meant(frozenset(), number)
        named = (at for at in range(number - 1, -1, -1) if main in self.persons(self.text(at)))
        return next((_Meant(main, at) for at in named), _Meant(frozenset(), number))

    def _leaves_open(self, number: int, sex: str) -> bool:
        """Whether such a pronoun is what the document's own sentence leaves open: where it says a name, the
        model's "he" in its place means that one."""
        return _SEXES.get(self.reference(self.text(number)).lower()) == sex

    def with_name(self, sentence: str, number: int, word: str, last: int | None = None) -> str:
        """The sentence with the name of whom the document is about, where its pronoun can mean nobody else
        and the document itself says "he" or "she" of that name; else as it is.

        Where the model wrote it from sentences `number` to `last` and they speak of somebody else too, its
        pronoun may mean that one.
        """
        meant, main = self._meant(number, word), self._main_person
        sex = _SEXES.get(word.lower(), "")
        if not main or not meant.is_sure or not is_same(meant.name, main) or self._proved != {sex}:
            return sentence
        own = [self.text(at) for at in range(number, max(number, last or 0) + 1)]
        is_copy = sentence in (own[0], self._cleaned(own[0]))
        if not is_copy and any(self._has_other(text, main, sex) for text in own):
            return sentence
        if self.language == "zh":
            return chinese.with_name(sentence, word, next(iter(meant.name)))
        name = english.name_in(self.text(meant.at), meant.name & main, self._capitals)
        return english.with_name(sentence, word, name) if name else sentence

    def _cleaned(self, text: str) -> str:
        return cleaning.cleaned(text, self.headings, self.marks)

    def _has_other(self, text: str, main: frozenset[str], sex: str) -> bool:
        """Whether a sentence speaks of another than `main`, by name or not."""
        found = (*self.persons(text), *self._left_out(text))
        return self._has_stranger(text, sex) or any(not is_same(each, main) for each in found)

    def _left_out(self, sentence: str) -> list[frozenset[str]]:
        """Names that may be people's, of whom the sentence does not speak: "Reed's debts"."""
        return english.left_out(sentence, self._capitals) if self.language == "en" else []

    def _named_before(self, number: int, sex: str, main: frozenset[str] | None = None) -> _Meant:
        """`main`: whom a name that may be a place's is; None where that need not be sure."""
        others = set(self.persons(self.text(number)))
        is_alone = True
        for at in range(number - 1, max(-1, number - _BACK - 1), -1):
            text = self.text(at)
            left_out = self._left_out(text) if main is not None else []
            if self._has_stranger(text, sex) or any(
                not is_same(each, main or frozenset()) for each in left_out
            ):
                return _Meant(frozenset(), number, is_open=False)
            found = self.persons(text)
            able = {name for name in found if self._can_be(name, sex)}
            word = self.reference(text).lower()
            if word:
                if found and not _PRONOUN.search(text):
                    return _Meant(frozenset(), number, is_open=False)
                others.update(found)
                is_alone = is_alone and not self._untitled(text, sex) and _SEXES.get(word) == sex
                continue
            for name in found:
                if name in able and name not in others:
                    return _Meant(name, at, is_sure=is_alone and len(self._untitled(text, sex)) == 1)
            is_alone = False  # of what does not go on about the same one, nobody knows
        return _Meant(frozenset(), number)

    def _has_stranger(self, sentence: str, sex: str = "") -> bool:
        """Whether "he" or "she" may mean somebody without a name in a sentence."""
        if (sentence, sex) not in self._strangers:
            if self.language == "zh":
                people = [next(iter(name)) for name in self.persons(sentence)]
                found = strangers.in_chinese(sentence, people, self._known_in(sentence))
            else:
                found = strangers.in_english(sentence, self._capitals, sex)
            self._strangers[sentence, sex] = found
        return self._strangers[sentence, sex]

    def _can_be(self, name: frozenset[str], sex: str) -> bool:
        return not sex or all(self._sexes.get(each, sex) == sex for each in name)

    def _untitled(self, sentence: str, sex: str) -> list[frozenset[str]]:
        """Whom a sentence names but those whose title there says that they are of the other sex; what the
        rest of the document says of a name may be said of somebody else."""
        told = dict(english.titled(sentence)) if self.language == "en" else {}
        return [
            name for name in self.persons(sentence) if not all(told.get(each, sex) != sex for each in name)
        ]

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

    @cached_property
    def _people(self) -> frozenset[str]:
        """The names of a Chinese document that are people's."""
        return frozenset(
            name
            for at in range(len(self.document.sentences))
            for name in chinese.surely_persons(self.text(at))
        )

    def _known_in(self, sentence: str) -> list[str]:
        pieces = (sentence[at : at + 2] for at in range(len(sentence) - 1))
        near = {name for piece in pieces for name in self._by_beginning.get(piece, ())}
        return sorted(name for name in near if name in sentence)

    @cached_property
    def _main_person(self) -> frozenset[str]:
        """Whom the document speaks of most, where it is one person by far."""
        counts: Counter[frozenset[str]] = Counter()
        for at in range(min(_MOST, len(self.document.sentences))):
            word = self.reference(self.text(at)).lower()
            if word not in PERSONS:
                counts[self.subject(self.text(at))] += 1
            elif word in _SEXES:
                counts[self._named_before(at, _SEXES[word]).name] += 1
        del counts[frozenset()]
        ranked = [*counts.most_common(2), (frozenset(), 0), (frozenset(), 0)]
        (name, most), (_, next_most) = ranked[:2]
        return name if most >= _OFTEN and most >= 2 * next_most else frozenset()

    @cached_property
    def _proved(self) -> set[str]:
        """ "he", "she", both or none, as the document says of its main person and can mean nobody else; none
        where that is not surely the name of one person."""
        main = self._main_person
        texts = map(self.text, range(min(_MOST, len(self.document.sentences))))
        alike = {
            name for text in texts for name in (*self.persons(text), *self._left_out(text)) if name & main
        }
        whole = max(alike, key=len, default=frozenset())
        if not all(name <= whole for name in alike):  # two of a family
            return set()
        if self.language == "zh":
            (name,) = main
            is_one = not any(each != name and (each in name or name in each) for each in self._people)
            return {_SEXES[each] for each in chinese.singular(self.document.text)} if is_one else set()
        return self._proved_in_english(main)

    def _proved_in_english(self, main: frozenset[str]) -> set[str]:
        told = {sex for word, sex in english.titled(self.document.text) if word in main}
        against: set[str] = set()
        for at in range(min(_MOST, len(self.document.sentences))):
            text = self.text(at)
            if english.is_no_person(text, main, self._capitals):
                return set()
            found = self.persons(text)
            if len(found) != 1 or not is_same(found[0], main) or self.reference(text):
                continue
            sexes = english.sexes_of(text)
            against.update(sexes)
            following = _FIRST.match(self.text(at + 1)) if at + 1 < len(self.document.sentences) else None
            if following:
                sexes = sexes | {"she" if following["she"] else "he"}
            told.update(sex for sex in sexes if self._is_alone(at, main, sex))
        return told | against if told else set()

    def _is_alone(self, number: int, main: frozenset[str], sex: str) -> bool:
        """Whether the sentences up to `number` speak of nobody else for some time."""
        texts = [self.text(at) for at in range(max(0, number - _NEAR), number + 1)]
        return not any(self._has_other(text, main, sex) for text in texts)

    @cached_property
    def _sexes(self) -> dict[str, str]:
        """By words of names, "he" or "she", where titles or sentences about that person say so."""
        if self.language != "en":
            return {}
        counts: dict[str, Counter[str]] = {}
        for at in range(len(self.document.sentences)):
            text = self.text(at)
            found = self.persons(text)
            if len(found) == 1 and not self.reference(text) and not self._has_stranger(text):
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


def is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names can be one person's: "Marsh" and "Ada Marsh"."""
    return bool(one) and bool(other) and (one <= other or other <= one)
