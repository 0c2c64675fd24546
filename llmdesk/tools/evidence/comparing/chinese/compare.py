"""What a Chinese sentence says otherwise than the passage that it rests on.

Owns the order of the checks. Must not find passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.chinese import (
    causes,
    crossed,
    denials,
    directions,
    frames,
    people,
    permissions,
    places,
    quantities,
    subjects,
    swapped,
    than,
)
from llmdesk.tools.evidence.comparing.chinese.aligning import Aligned
from llmdesk.tools.evidence.comparing.chinese.clauses import Known, Sentence
from llmdesk.tools.evidence.comparing.types import Contrast

_LONGEST = 600  # characters of a sentence; a longer one is a list, where order says little
_ENDS = " \u3000。！？.!?"
_LABELLED = 8  # characters behind a label


def compare(
    claim: Sentence, sentences: Sequence[Sentence], known: Known, aligned: Sequence[Aligned]
) -> Contrast | None:
    """The first difference, the surest first; None where there is none to be told.

    `sentences`: those of the passage and beside them, in the order of the document; `aligned`: the clauses of
    the claim with theirs.
    """
    sentences = [each for each in sentences if len(each.text) <= _LONGEST]
    if len(claim.text) > _LONGEST:
        return None
    if any(_is_word_for_word(claim.text, each.text) for each in sentences):
        return None
    if other := (
        people.other_title(claim.text, known.whole, known.people)
        or people.another(claim, sentences, known.people)
        or crossed.crossed(claim, sentences)
        or subjects.told_of_another(claim, sentences, known.whole)
    ):
        return Contrast("person", *other)
    if other := places.other_place(claim, sentences) or places.other_rate(claim, sentences):
        return Contrast("number", *other)
    if other := swapped.swapped(claim, sentences):
        return Contrast("turned", *other)
    if word := permissions.turned(claim, sentences):
        return Contrast("denied", *word)
    if word := denials.turned(claim, sentences) or denials.denied_beside(claim, aligned):
        return Contrast("denied", *word)
    if other := than.turned(claim, sentences):
        return Contrast("opposite", *other)
    if not than.agrees(claim, sentences) and (other := directions.turned(claim, aligned, known.whole)):
        return Contrast("opposite", *other)
    return (
        quantities.stronger(claim, sentences)
        or frames.dropped(claim, sentences)
        or frames.unsettled(claim, aligned)
        or frames.added_plan(claim, sentences)
        or causes.not_given(claim, sentences)
    )


def _is_word_for_word(claim: str, source: str) -> bool:
    """Whether it is that sentence, or what stands there behind a label: 答：…"""
    own, theirs = claim.strip(_ENDS), source.strip(_ENDS)
    return own == theirs or (len(own) >= _LABELLED and theirs.endswith(("：" + own, ":" + own)))
