"""In what frame a Chinese sentence says something: as somebody's view, a plan, on a condition, as of then.

Owns the frames of a passage and whether a claim keeps them. Must not know subjects or figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.chinese.aligning import Aligned
from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered, weight
from llmdesk.tools.evidence.comparing.chinese.lists import negation, pattern
from llmdesk.tools.evidence.comparing.types import Contrast
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Figure, same_figure

_ENOUGH, _SURE = 0.5, 0.6
_LEAST = 2.0  # the weight of a clause that tells where it stands
_ABOUT = 0.25
_FIGURE = 0.3  # what a clause is about stands where its figure does
_WILL = re.compile("将[于在会要]")  # alone it may be 把
_SETTLED = re.compile("已|宣布|正式|决定|确定")
_LATER = 2  # sentences behind, in which a change may stand


def added_plan(claim: Sentence, sentences: Sequence[Sentence]) -> Contrast | None:
    """The word by which the claim speaks of a plan, where the passage has none of the kind."""
    found = _first(claim.clauses, "plan", "sure")
    words = [word for clause in claim.clauses for word in clause.content]
    about = [each for each in sentences if covered(words, each.text) >= _ABOUT]
    if not found or any(pattern("plan", "same").search(each.text) for each in about):
        return None
    return Contrast("stronger", found, "")


def dropped(claim: Sentence, sentences: Sequence[Sentence]) -> Contrast | None:
    """The frame in which the passage says what the claim says as a fact; None where it keeps it."""
    for clause in claim.clauses:
        if sum(map(weight, clause.content)) < _LEAST:
            continue
        aligned = _aligned(clause, sentences)
        if aligned is None:
            continue
        here = next(each for each in sentences if each.number == aligned.number)
        found = (
            _view(claim, here, aligned)
            or _plan(claim, clause, here, aligned)
            or _condition(claim, here, aligned)
            or _outdated(claim, here, aligned, sentences)
        )
        if found is not None:
            return found
    return None


def unsettled(claim: Sentence, aligned: Sequence[Aligned]) -> Contrast | None:
    """The word by which the passage leaves open what the claim says is done or sure."""
    text = claim.text.replace("将于", "").replace("即将", "")
    if pattern("plan", "open").search(text) or not pattern("plan", "done").search(claim.text):
        return None
    for each in aligned:
        there = each.other.text
        if _SETTLED.search(there):
            continue
        if found := pattern("plan", "open").search(there) or _WILL.search(there):
            return Contrast("plan", "", found[0])
    return None


def _aligned(clause: Clause, sentences: Sequence[Sentence]) -> Clause | None:
    ranked = [
        (_fit(clause, other), -other.number, -other.at, other) for each in sentences for other in each.clauses
    ]
    if not ranked:
        return None
    best = max(ranked, key=lambda entry: entry[:3])
    return best[3] if best[0] >= _ENOUGH else None


def _fit(one: Clause, other: Clause) -> float:
    same = any(same_figure(figure, each) for figure in one.figures for each in other.figures)
    return covered(one.content, other.text) + _FIGURE * same


def _view(claim: Sentence, here: Sentence, aligned: Clause) -> Contrast | None:
    if pattern("attitude", "same").search(claim.text):
        return None
    found = _first(here.clauses[: aligned.at + 1], "attitude", "words")
    return Contrast("view", "", found) if found else None


def _plan(claim: Sentence, of: Clause, here: Sentence, aligned: Clause) -> Contrast | None:
    if pattern("plan", "same").search(claim.text) or covered(of.content, aligned.text) < _SURE:
        return None
    near = here.clauses[max(0, aligned.at - 1) : aligned.at + 1]
    if any(each["word"] for clause in near for each in negation().finditer(clause.text)):
        return None
    found = _first(near, "plan", "words")
    return Contrast("plan", "", found) if found else None


def _condition(claim: Sentence, here: Sentence, aligned: Clause) -> Contrast | None:
    if pattern("condition", "words").search(claim.text):
        return None
    for other in here.clauses[max(0, aligned.at - 1) : aligned.at + 2]:
        found = other.find("condition", "strong")
        if found == "只有" and "才" not in here.text:
            continue
        if found and covered(other.content, claim.text) < 0.6:
            return Contrast("condition", "", found)
    return None


def _outdated(
    claim: Sentence, here: Sentence, aligned: Clause, sentences: Sequence[Sentence]
) -> Contrast | None:
    if pattern("past", "same").search(claim.text):
        return None
    first = _first(here.clauses[: aligned.at + 1], "past", "first")
    if not first:
        return None
    behind = "，".join(other.text for other in here.clauses[aligned.at + 1 :])
    later = [each.text for each in sentences if aligned.number < each.number <= aligned.number + _LATER]
    text = "，".join((behind, *later))
    change = pattern("past", "change").search(text)
    if any(_has(figure, text) and not _has(figure, here.text) for figure in _figures(claim)):
        return None  # what the claim says is what was changed to
    return Contrast("outdated", "", first) if change else None


def _figures(claim: Sentence) -> list[Figure]:
    return [figure for clause in claim.clauses for figure in clause.figures]


def _has(figure: Figure, text: str) -> bool:
    return any(same_figure(figure, other) for other in figures(text))


def _first(clauses: Sequence[Clause], *path: str) -> str:
    return next((found for clause in clauses if (found := clause.find(*path))), "")
