"""Figures in each other's places: 40 of what the passage has 900 of, from 60 to 90 for from 90 to 60.

Owns the comparing of where the figures of two sentences stand. Must not know what a difference means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from llmdesk.tools.evidence.comparing.types import DENIED_ALIKE, Contrast, Sentence, share
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.terms import terms
from llmdesk.tools.evidence.values import Figure, same_figure

_FIGURE_CLAUSE = re.compile(r"[;:](?=\s)|,(?=\s)|\b(?:and|but|while|whereas)\b|[，；、。]", re.IGNORECASE)
_MOST_SPANS = 2  # a life told in years has many, some of them in either order
_FROM_TO = re.compile(r"(?i)\bto\b|[到至]")


def belongs_elsewhere(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    """A number beside what the passage gives another number of: "40 books" of "900 books and 40 chairs"."""
    source = sources[0].text
    if re.search(r"respectively|分别", source):
        return None
    there, here = list(_attached(source)), list(_attached(claim.text))
    for figure, own in here:
        same = next(((each, beside) for each, beside in there if same_figure(figure, each)), None)
        if same is None:
            continue
        for other, around in there:
            if same_figure(figure, other) or _kind(other) != _kind(same[0]):
                continue
            # Only what sets the two clauses apart tells which number is meant.
            mine, theirs = same[1] - around, around - same[1]
            apart = own - (same[1] & around)
            both = any(same_figure(each, other) for each, _ in here)
            enough = len(apart & theirs) >= (1 if both else 2) and share(apart, theirs) >= DENIED_ALIKE
            if mine and not own & mine and enough:
                return Contrast("turned", figure.text, other.text)
    return None


def _kind(figure: Figure) -> str:
    return getattr(figure.readings[0], "kind", "date")


def _attached(text: str) -> Iterator[tuple[Figure, frozenset[str]]]:
    """Each figure with the terms of its clause; none where a clause has several."""
    for clause in _FIGURE_CLAUSE.split(text):
        found = [figure for figure in figures(clause or "") if not figure.idle]
        if len(found) == 1:
            start, end = found[0].span
            yield found[0], frozenset(terms(clause[:start] + " " + clause[end:]))


def turned_order(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    """Two figures with "to" between them that stand the other way round."""
    own, other = _spans(claim.text), _spans(sources[0].text)
    if max(len(own), len(other)) > _MOST_SPANS:
        return None
    for one, two in own:
        if any(same_figure(one, three) and same_figure(two, four) for three, four in other):
            continue
        for three, four in other:
            turned_ = same_figure(one, four) and same_figure(two, three)
            if turned_ and not same_figure(one, three):
                return Contrast("turned", f"{one.text} – {two.text}", f"{three.text} – {four.text}")
    return None


def _spans(text: str) -> list[tuple[Figure, Figure]]:
    found = [figure for figure in figures(text) if not figure.idle]
    return [
        (one, two)
        for one, two in pairwise(found)
        if two.span[0] - one.span[1] <= 8 and _FROM_TO.search(text[one.span[1] : two.span[0]])
    ]
