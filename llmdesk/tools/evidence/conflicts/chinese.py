"""What Chinese sentences say, clause by clause, for the search of conflicts.

Owns the reading, which leaves out every sentence that need not hold at all times and in every case. Must not
compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from llmdesk.tools.evidence.comparing.chinese import read as signs_of
from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, read
from llmdesk.tools.evidence.comparing.chinese.denials import denied_heads
from llmdesk.tools.evidence.comparing.chinese.lists import groups_of, negation
from llmdesk.tools.evidence.comparing.sides import opposite
from llmdesk.tools.evidence.conflicts.lists import word_list
from llmdesk.tools.evidence.conflicts.said import Said
from llmdesk.tools.evidence.values import Date, Figure

_QUOTED = re.compile('[“”「」『』《》"？?]')
_ENDS = ("。", "！", ".", "!", "。）", "；")
_LONGEST = 200  # characters of a sentence
_SIGNS = re.compile(r"[\W_]+")


@lru_cache(maxsize=500)
def taken_apart(text: str) -> Sentence:
    """By the words of the list alone: new words of the document differ with what is claimed."""
    return read(text)


def read_said(text: str, number: int, heading: str) -> list[Said]:
    """The clauses of a sentence that say what is so; none of one that may hold only for a while."""
    if len(text) > _LONGEST or not text.rstrip().endswith(_ENDS) or _QUOTED.search(text):
        return []
    sentence = taken_apart(text)
    words = {word.text for clause in sentence.clauses for word in clause.words}
    if not word_list("zh", "apart").isdisjoint(words) or text.startswith(tuple(word_list("zh", "any"))):
        return []
    whole = words_of(text)
    figures = [figure for clause in sentence.clauses for figure in clause.figures]
    dates = frozenset(f.key for f in figures if isinstance(f.readings[0], Date))
    case = frozenset(c for c in heading if c not in word_list("zh", "headings") and not c.isspace()) - set(
        text
    )
    return [
        Said(
            number, _words(clause) | lead, whole, clause.figures, dates,
            frozenset(word for word in word_list("zh", "alike") if word in text), _denial(clause),
            any(word in clause.text for word in word_list("zh", "once")),
            any(word in clause.text for word in word_list("zh", "ever")), True, case,
            partial(_counted, clause),
        )
        for clause, lead in _clauses(sentence.clauses)
    ]  # fmt: skip


def words_of(text: str) -> frozenset[str]:
    """All words of a sentence, as those of clauses are compared."""
    return frozenset(each for clause in taken_apart(text).clauses for each in _words(clause))


def opposites(one: str, other: str) -> Sequence[str]:
    """Two words of the sentences that say the opposite of one thing."""
    found = opposite(signs_of(one), [signs_of(other)])
    return (found.claim, found.source) if found is not None and found.claim != found.source else ()


def _clauses(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, frozenset[str]]]:
    """Each clause with the noun that the first one begins with, which the others go on about."""
    topic: frozenset[str] = frozenset()
    for at, clause in enumerate(clauses):
        if at == 0:
            topic = frozenset(_key(word.text) for word in clause.content[:1] if word.kind.startswith("n"))
        if clause.content and (at == 0 or topic):
            yield clause, topic


def _words(clause: Clause) -> frozenset[str]:
    """All that the clause says beside its figures, a group of synonyms by its first word."""
    spans = [figure.span for figure in clause.figures]
    spans += [found.span() for found in negation().finditer(clause.text) if found["word"]]
    return frozenset(
        _key(word.text)
        for word in clause.words
        if word.text not in word_list("zh", "neutral")
        and not _SIGNS.fullmatch(word.text)
        and not any(start < word.end and word.start < end for start, end in spans)
    )


def _key(word: str) -> str:
    groups = groups_of(word)
    return groups[0][0] if groups else word


def _denial(clause: Clause) -> str:
    found = denied_heads(clause)
    return found[0][0] if len(found) == 1 else ""


def _counted(clause: Clause, figure: Figure) -> frozenset[str]:
    """The measure word, which stands in the figure or right behind it."""
    behind = clause.text[figure.end : figure.end + 1]
    return frozenset((behind,)) if behind else frozenset(("",))
