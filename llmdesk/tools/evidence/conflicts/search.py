"""Whether sentences that a claim may rest on contradict each other about what it says.

Owns which of them are compared. Must not decide what becomes of the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.comparing.english_reading import Reading
from llmdesk.tools.evidence.conflicts import chinese, english
from llmdesk.tools.evidence.conflicts.leads import names_of_two
from llmdesk.tools.evidence.conflicts.lists import heading_of
from llmdesk.tools.evidence.conflicts.said import Conflict, Said, conflict
from llmdesk.tools.evidence.values import Figure, same_figure

_ABOUT = 0.65  # the share of what both sentences are about that the claim must have
_FEWEST = 2  # words that both must have; one number alone may belong to anything


def among(
    document: Document,
    claim: Reading | str,
    sentences: Sequence[tuple[int, Reading | str]],
    figures: Sequence[Figure],
) -> Conflict | None:
    """The first conflict among (number, sentence) about what the claim with these figures says; Chinese
    ones as they stand, English ones taken apart."""
    said = [each for number, sentence in sentences for each in _read(document, number, sentence)]
    words = claim.terms if isinstance(claim, Reading) else chinese.words_of(claim)
    for one, other in combinations(said, 2):
        shared = one.words & other.words
        if not shared or len(shared & words) < _ABOUT * len(shared):
            continue
        if names_of_two(document, one.number, other.number):
            continue
        find = english.opposites if isinstance(claim, Reading) else chinese.opposites
        found = conflict(one, other, partial(_opposites, document, one, other, find))
        if found is not None and len(shared) + len(found.figures) / 2 >= _FEWEST and _says(figures, found):
            return found
    return None


def _says(figures: Sequence[Figure], found: Conflict) -> bool:
    """Whether a claim with these figures is about a conflict: it has a value of the kind."""
    if not found.figures:
        return True
    kinds = {type(f.readings[0]).__name__ + getattr(f.readings[0], "kind", "") for f in found.figures}
    return any(
        type(f.readings[0]).__name__ + getattr(f.readings[0], "kind", "") in kinds for f in figures
    ) or any(same_figure(f, each) for f in figures for each in found.figures)


def _read(document: Document, number: int, sentence: Reading | str) -> list[Said]:
    heading = heading_of(document, number)
    if isinstance(sentence, Reading):
        return english.read_said(sentence.text, number, heading, sentence)
    return chinese.read_said(sentence, number, heading)


def _opposites(
    document: Document, one: Said, other: Said, find: Callable[[str, str], Sequence[str]]
) -> Sequence[str]:
    texts = [
        document.text[document.sentences[n].start : document.sentences[n].end]
        for n in (one.number, other.number)
    ]
    return find(*texts)
