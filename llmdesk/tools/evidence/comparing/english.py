"""An English sentence taken apart for comparing: its opposites, denials and levels, by its words.

Owns what is particular to English. Must not compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from llmdesk.tools.evidence.comparing.opposites import levels, lists, negations, signs
from llmdesk.tools.evidence.comparing.types import SCOPE, Denial, Level, Sentence, Sign, clauses
from llmdesk.tools.evidence.terms import terms

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# "only 16 percent" says how the writer finds the number, not what is so.
_ONLY_SO_MUCH = re.compile(
    r"(?i)\b(?:at|above|after|in|not|but|of)\s+all\b|\ball\s+(?:but|over)\b|\bonly\s+(?=(?:about\s|some\s|around\s)?(?:[$€£]?\d|a\b|an\b|one|two|three|four|five|six|seven|eight|nine|ten|half))"
)
_FEW = 1  # terms of a clause that say what it is about


def read(text: str) -> Sentence:
    sentence = Sentence(text, cjk=False, terms=frozenset(terms(text)))
    for clause in clauses(text):
        _read_clause(sentence, clause)
    return sentence


def _read_clause(sentence: Sentence, clause: str) -> None:
    words = [(found[0], found.start()) for found in _WORD.finditer(clause)]
    folded = [_folded(word) for word, _ in words]
    skipped = _excepted(" ".join(folded))
    context = frozenset(terms(clause))
    places = [
        at
        for at, word in enumerate(folded)
        if (word in negations() or word.endswith("n't")) and not skipped(at, folded)
    ]
    for at in places:
        scope = [term for word, _ in words[at + 1 : at + 1 + 2 * SCOPE] for term in terms(word)][:SCOPE]
        sentence.denials.append(Denial(words[at][0], tuple(scope)))
        sentence.denied.update(scope)
    for at, word in enumerate(folded):
        denied = sum(at - 6 <= place < at for place in places) % 2
        for name, side in (*signs("en").get(word, ()), *_by_form(word)):
            own = frozenset(terms(word))
            # "A petition, for a bench beside the mill, was rejected": a short clause is about its sentence.
            about = context - own if len(context - own) >= _FEW else sentence.terms - own
            sentence.signs.append(Sign(name, (side + denied) % 2, words[at][0], about))
        followed = at + 1 in places or at + 2 in places  # "should not", "may under no"
        for name, level in levels("en").get(word, ()):
            if not denied and not followed and words[at][0] != "May":
                sentence.levels.append(Level(name, level, words[at][0], context - frozenset(terms(word))))


def has(sentence: Sentence, words: Sequence[str]) -> str:
    """The first of `words` that stands in the sentence; "" without one."""
    own = {_folded(word) for word in _WORD.findall(_ONLY_SO_MUCH.sub(" ", sentence.text))}
    return next((word for word in words if word in own), "")


def held_back(sentence: Sentence, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(hedge, term of the verb behind it) of a sentence."""
    found = _WORD.findall(sentence.text)
    for at, word in enumerate(found):
        if _folded(word) in words and not word[0].isupper():  # May is a month
            yield word, next((term for each in found[at + 1 : at + 4] for term in terms(each)), "")


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")


def _by_form(word: str) -> list[tuple[str, int]]:
    """The matters that a word's form names: harmful and harmless, known and unknown."""
    found = []
    for ending, side in (("ful", 0), ("less", 1)):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found.append((f"{word.removesuffix(ending)}-", side))
    base = word.removeprefix("un").removeprefix("non").removeprefix("-")
    if len(base) > 3:
        found.append((f"-{base}", int(base != word)))
    return found


def _excepted(clause: str) -> Any:
    """A test whether the negation at a word's place belongs to a phrase that denies nothing."""
    phrases = [phrase for phrase in lists()["negation"]["en_except"] if phrase in clause]

    def skipped(at: int, words: Sequence[str]) -> bool:
        near = " ".join(words[max(0, at - 2) : at + 4])
        return any(words[at] in phrase.split() and phrase in near for phrase in phrases)

    return skipped
