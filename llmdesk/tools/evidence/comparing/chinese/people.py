"""Which person a Chinese sentence speaks of, and with what title.

Owns people. Must not know other subjects, figures or frames.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered, weight
from llmdesk.tools.evidence.comparing.chinese.words import cut
from llmdesk.tools.evidence.names import SURNAMES, TITLES

_ENOUGH = 0.5
_LEAST = 1.5
_NO_NAME = frozenset("总司的了是都在有和也就这那不我你他她它说到个上下")
_TITLE_NOUNS = frozenset(("n", "nt", "ns", "x", "vn", "j", "f"))
_LONGEST_TITLE = 10
_MOST = 50  # places of a name that are looked at
_SURNAME_AND_TITLE = re.compile(f"([{SURNAMES}])(?:{TITLES})")
_TITLE_END = re.compile(f"(?:{TITLES}|代表|委员|总监|秘书|学者|研究者|成员)$")


def is_person(word: str) -> bool:
    return 2 <= len(word) <= 3 and word[0] in (*SURNAMES, "阿") and _NO_NAME.isdisjoint(word)


def in_text(text: str, people: Collection[str]) -> list[str]:
    """The people that a text names, in its order."""
    found = sorted((text.find(person), person) for person in people if person in text)
    return [person for _, person in found]


def another(
    claim: Sentence, sentences: Sequence[Sentence], people: Collection[str]
) -> tuple[str, str] | None:
    """(person of the claim, person of the passage) where the passage tells it of another; else None."""
    own: list[str] = []
    for clause in claim.clauses:
        own = in_text(clause.text, people) or own
        if not own:
            continue
        said = [word for word in clause.content if word.text not in own]
        if sum(map(weight, said)) < _LEAST:
            continue
        ranked = sorted(
            ((covered(said, other.text), other) for each in sentences for other in each.clauses),
            key=lambda pair: -pair[0],
        )
        if not ranked or ranked[0][0] < _ENOUGH:
            continue
        close = [other for score, other in ranked if score >= ranked[0][0] - 0.1]
        theirs = [_named(other, sentences, people) for other in close]
        if all(theirs) and not any(_known_as(person, each) for person in own for each in theirs):
            return own[0], theirs[0][0]
    return None


def _known_as(person: str, named: Sequence[str]) -> bool:
    return any(person in each or each in person or each[1:] == person for each in named)


def _named(clause: Clause, sentences: Sequence[Sentence], people: Collection[str]) -> list[str]:
    """Who is named in a clause, else right before it; with a surname and a title (段经理), too."""
    here = next((each for each in sentences if each.number == clause.number), None)
    if here is None:
        return []
    text = ""
    for other in reversed(here.clauses[: clause.at + 1]):
        text = other.text + text
        if found := in_text(text, people):
            titled = {each[1] for each in _SURNAME_AND_TITLE.finditer(text)}
            return [*found, *(person for person in sorted(people) if person[0] in titled)]
    return []


def other_title(claim: str, whole: str, people: Collection[str]) -> tuple[str, str] | None:
    """(title and person of the claim, title and person of the document) where the title is another's there
    and never this one's; else None."""
    for person in in_text(claim, people):
        title = _title_before(claim, claim.find(person))
        if not title or title + person in whole:
            continue
        holders = [other for other in sorted(people) if other != person and title + other in whole]
        own = [found for at in islice(_places(person, whole), _MOST) if (found := _title_before(whole, at))]
        if holders and own and not any(title.endswith(each) or each.endswith(title) for each in own):
            return title + person, title + holders[0]
    return None


def _title_before(text: str, at: int) -> str:
    """The nouns right before text[at], as far as they make a title; "" where the last is none."""
    words = cut(text[max(0, at - _LONGEST_TITLE) : at])
    title = ""
    for word in reversed(words):
        if word.kind not in _TITLE_NOUNS and word.text != "副" and not _TITLE_END.search(word.text):
            break
        title = word.text + title
    return title if _TITLE_END.search(title) else ""


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
