"""Two things, doings or numbers of a Chinese sentence in each other's places: 红灯表示保温，蓝灯表示加热.

Owns the parts of Chinese sentences for `crossing`. Must not know subjects or frames. See `crossed` for
things of which the passage tells in other words.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered
from llmdesk.tools.evidence.comparing.crossing import Part, crossing, is_row
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Figure, Quantity

_MOST = 3  # sentences of the document
_MOST_PARTS = 16  # of them together; more are a list, where anything stands beside anything
_IDLE = frozenset("的了着过是在有也都就和与及而但把被将要会为")
_IDLE_KINDS = frozenset(("u", "p", "c", "y", "e", "o", "w"))


def swapped(claim: Sentence, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """(words of the claim, words of it in whose place they stand in the passage)."""
    own = [part for clause in claim.clauses if (part := _part(clause))]
    if len(own) < 2:
        return None
    words = [word for clause in claim.clauses for word in clause.content]
    best = sorted(sentences, key=lambda each: (-covered(words, each.text), each.number))[:_MOST]
    clauses = (clause for each in best if not is_row(each.text) for clause in each.clauses)
    there = [part for clause in clauses if (part := _part(clause))]
    if len(own) + len(there) > _MOST_PARTS:
        return None
    found = crossing(own, there, bool)
    return None if found is None else (_shown(claim.text, found.own), _shown(claim.text, found.theirs))


def _part(clause: Clause) -> Part:
    inside = list(figures(clause.text))
    words = (
        word.text
        for word in clause.words
        if word.text not in _IDLE
        and word.kind not in _IDLE_KINDS
        and not any(each.span[0] < word.end and word.start < each.span[1] for each in inside)
    )
    return frozenset((*words, *map(_key, inside)))


def _key(figure: Figure) -> str:
    first = figure.readings[0]
    return f"#{first.written}" if isinstance(first, Quantity) else f"#{figure.key}"


def _shown(text: str, part: Part) -> str:
    """A number or the first word of the part as the claim has it."""
    for figure in figures(text):
        if _key(figure) in part:
            return figure.text
    return min((word for word in part if word in text), key=text.find, default="")
