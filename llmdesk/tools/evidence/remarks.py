"""The reasons of verdicts: what is wrong with a sentence, in words for the user, and what verdict each means.

Owns the templates. Must not find out anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.evidence.comparing import Contrast
from llmdesk.tools.evidence.conflicts import Conflict
from llmdesk.tools.evidence.types import Remark, VerdictName

T = TypeVar("T")

NO_SOURCE = QT_TRANSLATE_NOOP("core", "No passage of the document says this.")
WEAK_SOURCE = QT_TRANSLATE_NOOP("core", "Only {percent} % of this sentence is found in the document.")
NO_NUMBER = QT_TRANSLATE_NOOP("core", "The number “{figure}” appears nowhere in the document.")
OTHER_NUMBER = QT_TRANSLATE_NOOP(
    "core", "The number “{figure}” is in the document, but not where the rest of this sentence is said."
)
NO_NAME = QT_TRANSLATE_NOOP("core", "The name “{name}” appears nowhere in the document.")
OTHER_NAME = QT_TRANSLATE_NOOP(
    "core", "The name “{name}” is in the document, but not where the rest of this sentence is said."
)
OPPOSITE = QT_TRANSLATE_NOOP(
    "core", "The document says “{source}” where this sentence says “{claim}”, which is the opposite."
)
STRONGER = QT_TRANSLATE_NOOP(
    "core", "The document says “{source}” where this sentence says “{claim}”, which is more."
)
TURNED = QT_TRANSLATE_NOOP(
    "core",
    "This sentence reverses what the document says: it has “{claim}” where the document has “{source}”.",
)
ADDED = QT_TRANSLATE_NOOP("core", "The document does not say “{word}” of this.")
HELD_BACK = QT_TRANSLATE_NOOP("core", "The document only says “{word}”; this sentence states it as a fact.")
DENIES = QT_TRANSLATE_NOOP("core", "This sentence denies (“{word}”) what the document says.")
DENIED = QT_TRANSLATE_NOOP("core", "The document denies (“{word}”) what this sentence says.")
OTHER_THERE = QT_TRANSLATE_NOOP("core", "The document has “{source}” where this sentence has “{claim}”.")
OF_ANOTHER = QT_TRANSLATE_NOOP("core", "The document says this of “{source}”, not of “{claim}”.")
CONDITION = QT_TRANSLATE_NOOP("core", "The document says this only under a condition (“{word}”).")
VIEW = QT_TRANSLATE_NOOP("core", "In the document this is somebody’s view (“{word}”), not a fact.")
PLAN = QT_TRANSLATE_NOOP("core", "In the document this is planned or possible (“{word}”), not yet a fact.")
OUTDATED = QT_TRANSLATE_NOOP("core", "The document says that this no longer holds (“{word}”).")
NO_CAUSE = QT_TRANSLATE_NOOP("core", "The document does not give this cause (“{word}”).")
ASKED = QT_TRANSLATE_NOOP("core", "The document only asks this; it does not say so.")
TOLD = QT_TRANSLATE_NOOP("core", "The document only tells somebody to say this; it does not say so itself.")
DOUBTED = QT_TRANSLATE_NOOP(
    "core", "The words are there, but the model doubts that the passage says this ({percent} % likely)."
)
APART = QT_TRANSLATE_NOOP(
    "core", "The words are there, but not together in one place: look whether the passage says this."
)

CONFLICT = QT_TRANSLATE_NOOP(
    "core", "Two passages cannot both be right: one says “{one}”, the other “{other}”."
)
CONFLICT_DENIED = QT_TRANSLATE_NOOP(
    "core", "Two passages cannot both be right: one denies (“{word}”) what the other says."
)
CONFLICT_BESIDE = QT_TRANSLATE_NOOP(
    "core",
    "Two passages cannot both be right: one says “{one}”, the other “{other}”; this sentence says “{claim}”.",
)

# What each reason means. Whoever adds a template adds its verdict.
VERDICT_OF: dict[str, VerdictName] = {
    NO_SOURCE: "not_found",
    WEAK_SOURCE: "not_found",
    NO_NUMBER: "not_found",
    OTHER_NUMBER: "not_found",
    NO_NAME: "not_found",
    OTHER_NAME: "not_found",
    OPPOSITE: "contradicted",
    STRONGER: "not_found",
    TURNED: "contradicted",
    ADDED: "not_found",
    HELD_BACK: "not_found",
    DENIES: "contradicted",
    DENIED: "contradicted",
    OTHER_THERE: "contradicted",
    OF_ANOTHER: "contradicted",
    CONDITION: "not_found",
    VIEW: "not_found",
    PLAN: "not_found",
    OUTDATED: "contradicted",
    NO_CAUSE: "not_found",
    ASKED: "not_found",
    TOLD: "not_found",
    DOUBTED: "unsure",
    CONFLICT: "unsure",
    CONFLICT_DENIED: "unsure",
    CONFLICT_BESIDE: "contradicted",
}
_CONFLICTS = frozenset((CONFLICT, CONFLICT_DENIED, CONFLICT_BESIDE))
# What the claim says is not in the document at all: what contradicts itself there is about something else.
_OF_SOMETHING_ELSE = frozenset((NO_SOURCE, NO_NUMBER, NO_NAME, OTHER_NAME))


def in_conflict(remark: Remark | None, sources: Sequence[T]) -> tuple[T, ...]:
    """The two of a sentence's `sources` that contradict each other; none where that is not its remark."""
    return tuple(sources[:2]) if remark is not None and remark.template in _CONFLICTS else ()


def of_conflict(found: Conflict, claim: str, *, is_one: bool) -> Remark:
    """`is_one`: the claim has one of the two values; else it has the value `claim`."""
    if found.kind == "denied":
        return Remark(CONFLICT_DENIED, (("word", found.one or found.other),))
    both = (("one", found.one), ("other", found.other))
    return Remark(CONFLICT, both) if is_one else Remark(CONFLICT_BESIDE, (*both, ("claim", claim)))


def may_conflict(remark: Remark | None) -> bool:
    """Whether a claim with this remark can be about what the document says twice."""
    return remark is None or remark.template not in _OF_SOMETHING_ELSE


def of_contrast(found: Contrast) -> Remark:
    if found.kind == "denied":
        return (
            Remark(DENIES, (("word", found.claim),))
            if found.claim
            else Remark(DENIED, (("word", found.source),))
        )
    if found.kind == "stronger" and not (found.claim and found.source):
        return (
            Remark(ADDED, (("word", found.claim),))
            if found.claim
            else Remark(HELD_BACK, (("word", found.source),))
        )
    if found.kind in _ONE_WORD:
        return Remark(_ONE_WORD[found.kind], (("word", found.claim or found.source),))
    return Remark(_BOTH[found.kind], (("claim", found.claim), ("source", found.source)))


_ONE_WORD = {"condition": CONDITION, "view": VIEW, "plan": PLAN, "outdated": OUTDATED, "cause": NO_CAUSE}
_BOTH = {
    "opposite": OPPOSITE,
    "stronger": STRONGER,
    "turned": TURNED,
    "number": OTHER_THERE,
    "person": OF_ANOTHER,
}
