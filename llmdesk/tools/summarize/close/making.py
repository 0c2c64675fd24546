"""Makes the sentences of a summary that stays close to the document: chooses, sees that each can stand.

Owns the order of these steps. A sentence whose "he" or "this" means nothing where it would stand gets the
name where the program is sure of it, or gives its place to another. Must not write the summary's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from llmdesk.tools.summarize.asking import Asking
from llmdesk.tools.summarize.close import choosing
from llmdesk.tools.summarize.close.reading import CloseReading
from llmdesk.tools.summarize.close.replaced import replaced
from llmdesk.tools.summarize.plan import Plan
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.standing import mending
from llmdesk.tools.summarize.standing.context import Context

_ROUNDS = 4
# What may lean on the sentence before, or speaks as somebody whom the summary does not name.
_LEANS = re.compile(
    r"(?:That|This|These|Those|Such|There|Both|Neither|Others?|Another|It|They|Otherwise|Instead|Here|Nor|Then|"
    r"(?:From|Since|After|Before|By|Until|At|Over|During) (?:then|that|this|these|those)|"
    r"The (?:former|latter|others?|rest|figure|sum|amount|result)\b(?! of))\b|"
    r"其中|对此|为此|同样|这|那|该|此|上述|前者|后者|两者|二者|后来|反之|否则|它|我|咱|从此|随后|届时|当时|之后|其余|另外?一|"
    r"结果|原因"
)
_SPEAKS = re.compile(r"\b(?:I|my|me|we|We|our|us|My|Our)\b(?!['’]?\w)")
_ENOUGH = 0.75  # of the wanted length: less is worse than a sentence that hangs

Scores = Callable[[Sequence[Point]], list[float]]


def chosen_points(asking: Asking, plan: Plan, reading: CloseReading, scores: Scores) -> list[Point]:
    """The points of the summary, in the order of the document. Raises `Cancelled`."""
    points = reading.all_points()
    picked = {point.start for point in reading.points}
    return _standing(asking, plan, points, picked, scores)


def points_so_far(asking: Asking, plan: Plan, reading: CloseReading, scores: Scores) -> list[Point]:
    """The same of what was read before a cancel."""
    return _standing(asking, plan, reading.points, {point.start for point in reading.points}, scores)


def _standing(
    asking: Asking, plan: Plan, points: Sequence[Point], picked: set[int], scores: Scores
) -> list[Point]:
    context = asking.context
    old = replaced(context.document, points)
    leaning = {point.start for point in points if _leans(context, point.text)} | {*old.values()}
    left = list(points)
    chosen: list[Point] = []
    for _ in range(_ROUNDS):
        chosen = choosing.choose(left, scores(left), picked, leaning, plan.target, plan.words, old)
        chosen = mending.named_by_program(asking, context, chosen, chosen)
        bad = {chosen[at].start for at in mending.hanging(context, chosen, chosen)}
        rest = [point for point in left if point.start not in bad]
        if not bad or not rest:
            break
        left = rest
    return asking.heads.before(mending.without_hanging(context, chosen, chosen, _ENOUGH * plan.target))


def _leans(context: Context, text: str) -> bool:
    return bool(context.reference(text) or _LEANS.match(text) or _SPEAKS.search(text))
