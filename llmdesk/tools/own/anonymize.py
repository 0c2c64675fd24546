"""Names, numbers and addresses of a text, replaced by marks that are the same wherever the same one stands.

Owns what is found by program (addresses, numbers), the replacing, and that a name has one mark in all texts
of a table. Which words are names the model says; only what stands in the text is replaced, so nothing is
invented. Must not ask the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llmdesk.tools.own.places import Folded, Span, is_han, merged

_MARKS = {
    "en": {"person": "Person", "organization": "Organization", "place": "Place", "address": "Address",
           "number": "Number"},
    "zh": {"person": "人名", "organization": "机构", "place": "地点", "address": "地址", "number": "号码"},
}  # fmt: skip
NONE = {"en": "none", "zh": "无"}
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”，。；、]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])[+]?\d(?:[\d ./:,()–-]{0,40}\d)?(?!\w)|\d+")
_MARK = re.compile(r"\[[^\W\d]{1,20} \d{1,9}\]")
_JOINT, _IS = "; ", " = "
_LONGEST = 100  # characters of a name
_MOST = 500
MOST_LINES = 31  # of the model's list
_AROUND = ".,;:()'\"’"
_NO_NAMES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lord", "lady", "st", "jr", "sr", "the", "of", "and",
     "von", "van", "de", "der", "den", "del", "da", "di", "du", "la", "le", "el", "al", "bin", "ibn",
     "herr", "frau")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anonymized:
    """`replaced`: each mark with what stood there. `missing`: what was named and stands nowhere."""

    text: str
    replaced: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()

    @property
    def listed(self) -> str:
        return _JOINT.join(f"{mark}{_IS}{' '.join(words.split())}" for mark, words in self.replaced)


class Marks:
    """Which mark each name has, in the order in which the texts come. It grows with the different names, not
    with the texts."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}  # of a kind and a name
        self._counts: dict[str, int] = {}

    def learn(self, listed: str) -> None:
        """What was replaced in a text that has its marks already."""
        for mark, words in pairs(listed):
            kind, _, number = mark[1:-1].rpartition(" ")
            self._marks.setdefault(_key(kind, words), mark)
            self._counts[kind] = max(self._counts.get(kind, 0), int(number))

    def give(self, text: str, listed: str) -> tuple[str, str]:
        """A text whose marks count from 1, and its list, with the marks that the names have everywhere."""
        own = {}
        listed_pairs = list(pairs(listed))
        for mark, words in listed_pairs:
            kind = mark[1:-1].rpartition(" ")[0]
            key = _key(kind, words)
            if key not in self._marks:
                self._counts[kind] = self._counts.get(kind, 0) + 1
                self._marks[key] = f"[{kind} {self._counts[kind]}]"
            own[mark] = self._marks[key]
        given = _MARK.sub(lambda found: own.get(found[0], found[0]), text)
        return given, _JOINT.join(f"{own[mark]}{_IS}{words}" for mark, words in listed_pairs)


def pairs(listed: str) -> Iterator[tuple[str, str]]:
    """The marks of a list with what stood there; a name may have the joint in it."""
    mark = words = ""
    for piece in listed.split(_JOINT):
        begun, is_one, rest = piece.partition(_IS)
        if is_one and _MARK.fullmatch(begun):
            if mark:
                yield mark, words
            mark, words = begun, rest
        else:
            words += _JOINT + piece
    if mark:
        yield mark, words


def _key(kind: str, words: str) -> str:
    return f"{kind}\n{' '.join(words.split()).casefold()}"


def grammar(language: str) -> str:
    """Lines of "person: …" and so on, or that there is none."""
    kinds = (_MARKS[language][kind] for kind in ("person", "organization", "place"))
    names = " | ".join(f'"{kind}: "' for kind in kinds)
    rules = (
        f'root ::= "{NONE[language]}" | line ("\\n" line){{0,{MOST_LINES - 1}}}',
        f"line ::= ({names}) [^\\n]{{1,{_LONGEST}}}",
    )
    return "\n".join(rules) + "\n"


def anonymized(text: str, answer: str, language: str) -> Anonymized:
    """`text` without the names that `answer` lists, and without addresses and numbers."""
    folded = Folded(text)
    named: list[Span] = []
    missing = []
    for name, kind in _names(answer, language):
        places = _of_name(folded, name, kind)
        named += places
        if not places:
            missing.append(name)
    marks: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    first: dict[str, str] = {}
    pieces, end = [], 0
    for start, stop, kind in merged([*_found(text), *named]):
        words = text[start:stop]
        key = (kind, " ".join(words.split()).casefold())
        if key not in marks:
            counts[kind] = counts.get(kind, 0) + 1
            marks[key] = f"[{_MARKS[language][kind]} {counts[kind]}]"
            first[marks[key]] = words
        pieces += [text[end:start], marks[key]]
        end = stop
    return Anonymized("".join([*pieces, text[end:]]), tuple(first.items()), tuple(dict.fromkeys(missing)))


def _names(answer: str, language: str) -> Iterator[tuple[str, str]]:
    """What the model named."""
    kinds = {mark.casefold(): kind for kind, mark in _MARKS[language].items()}
    for line in answer.split("\n")[:_MOST]:
        mark, _, words = line.partition(":")
        kind, words = kinds.get(mark.strip().casefold()), words.strip(" .,;，。；“”\"'")
        if kind is not None and 1 < len(words) <= _LONGEST and words.casefold() != NONE[language]:
            yield words, kind


def _of_name(folded: Folded, name: str, kind: str) -> list[Span]:
    """Where a name stands, and the words of a person's name, by which people are called later. In other
    letters than the model wrote, too; a word that is written small is none, unless the name is."""
    spans = list(folded.places(name))
    if kind == "person":
        forms = {name, *(folded.text[start:stop] for start, stop in spans)}
        spans += [span for word in sorted(set().union(*map(_words, forms))) for span in folded.places(word)]
    return [(start, stop, kind) for start, stop in spans]


def _words(name: str) -> set[str]:
    """The words of a person's name that call the person; of 王小明 it is 小明."""
    if 3 <= len(name) <= 4 and all(map(is_han, name)):
        return {name[-2:]}
    words = {word.strip(_AROUND) for piece in name.split() for word in (piece, *piece.split("-"))}
    return {word for word in words if len(word) > 1 and word.casefold() not in _NO_NAMES}


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _ADDRESS.finditer(text):
        yield found.start(), found.end(), "address"
    for found in _NUMBER.finditer(text):
        yield found.start(), found.end(), "number"
