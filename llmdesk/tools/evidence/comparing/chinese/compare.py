"""What a Chinese sentence says otherwise than the passage that it rests on.

Owns the order of the checks. Must not find passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.chinese import causes, denials, frames, quantities, subjects
from llmdesk.tools.evidence.comparing.chinese.clauses import Sentence
from llmdesk.tools.evidence.comparing.types import Contrast


def compare(claim: Sentence, sentences: Sequence[Sentence], whole: str) -> Contrast | None:
    """The first difference, the surest first; None where there is none to be told.

    `sentences`: those of the passage and beside them, in the order of the document; `whole`: its text.
    """
    if any(claim.text in each.text for each in sentences):
        return None
    if other := subjects.told_of_another(claim, sentences, whole):
        return Contrast("person", *other)
    if word := denials.turned(claim, sentences):
        return Contrast("denied", *word)
    return (
        quantities.stronger(claim, sentences)
        or frames.dropped(claim, sentences)
        or causes.not_given(claim, sentences)
    )
