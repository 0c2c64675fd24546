"""The order in which an English claim is compared with its document, the surest reasons first.

Owns that order. Must not compare by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.english_crossed import crossed
from llmdesk.tools.evidence.comparing.english_denials import denied
from llmdesk.tools.evidence.comparing.english_document import Candidate, EnglishDocument
from llmdesk.tools.evidence.comparing.english_mood import (
    cause,
    condition,
    outdated,
    plan,
    quoted,
    universal,
    view,
)
from llmdesk.tools.evidence.comparing.english_standing import (
    of_another,
    other_direction,
    other_holder,
    other_number,
    other_rate,
)
from llmdesk.tools.evidence.comparing.types import Contrast

_CHECKS = (
    other_rate, other_number, other_direction, other_holder, of_another, crossed, denied, outdated, cause,
    universal, condition, view, quoted, plan,
)  # fmt: skip


def compare(claim: str, others: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """What the document says otherwise than the claim; `others` are the sentences that it may rest on, the
    best first."""
    one = document.read(claim)
    if any(claim in each.reading.text for each in others):
        return None
    for check in _CHECKS:
        found = check(one, others, document)
        if found is not None:
            return found
    return None
