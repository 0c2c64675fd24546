"""Whether a passage gives the cause that a Chinese sentence gives.

Owns causes. Must not know subjects, figures or frames.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.chinese.clauses import Sentence, covered
from llmdesk.tools.evidence.comparing.chinese.lists import pattern
from llmdesk.tools.evidence.comparing.types import Contrast

_NEAR = 0.3


def not_given(claim: Sentence, sentences: Sequence[Sentence]) -> Contrast | None:
    """The word by which the claim gives a cause, where no sentence of the passage about it has one."""
    found = next((word for clause in claim.clauses if (word := clause.find("cause", "words"))), "")
    if not found:
        return None
    words = [word for clause in claim.clauses for word in clause.content]
    about = [each for each in sentences if covered(words, each.text) >= _NEAR] or list(sentences[:1])
    if any(pattern("cause", "weak").search(each.text) for each in about):
        return None
    return Contrast("cause", found, "")
