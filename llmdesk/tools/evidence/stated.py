"""Sees that no verdict rests on what the document merely asks, or tells somebody to say.

Owns when a sentence is judged again without those. Must not judge itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence import unstated
from llmdesk.tools.evidence.finding import Claim, Index
from llmdesk.tools.evidence.remarks import ASKED, DENIED, DENIES, OPPOSITE, TOLD
from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.evidence.types import Remark
from llmdesk.tools.evidence.verdicts import Verdict

# So many terms of a claim (pairs of characters) stand there and nowhere else: it rests on that.
_ONLY_THERE: dict[unstated.Kind, tuple[int, int]] = {"told": (1, 2), "asked": (2, 3)}

_FIGURE = 3  # terms that a figure counts as


class Stated:
    """`anew(numbers, claim)` judges a claim by those sentences of the document alone; `within`: all that
    count."""

    def __init__(
        self,
        document: Document,
        index: Index,
        within: Sequence[int],
        anew: Callable[[Sequence[int], Claim], Verdict],
    ) -> None:
        self._document, self._index, self._within, self._anew = document, index, within, anew

    @cached_property
    def _kinds(self) -> dict[int, unstated.Kind]:
        """What states nothing, by its number."""
        kinds = {at: unstated.kind_of(self._text(at), self._text(at + 1)) for at in self._within}
        return {at: kind for at, kind in kinds.items() if kind}

    def _text(self, number: int) -> str:
        """A sentence of the document; "" behind the last."""
        for span in self._document.sentences[number : number + 1]:
            return self._document.text[span.start : span.end]
        return ""

    def judged(self, claim: Claim, verdict: Verdict) -> Verdict:
        """The verdict, or the one without questions and the like where it rests on one."""
        if verdict.supported and self._is_only("told", claim):
            return _unsupported(verdict, "told")
        against = verdict.name == "contradicted"
        for source in verdict.sources if against else verdict.sources[:1]:
            number = bisect_left(self._document.sentences, source.start, key=lambda span: span.start)
            kind = self._kinds.get(number, "")
            if not kind or unstated.speaks_of_it(claim.text, kind):
                continue
            if kind == "asked" and unstated.is_answered(self._document, number, claim.text):
                if _is_denial(verdict.remark):
                    return replace(verdict, supported=True, remark=None, marks=(), source_marks=())
                continue
            other = self._anew([each for each in self._within if each not in self._kinds], claim)
            if other.supported and self._is_only(kind, claim):
                return _unsupported(other, kind)
            if against or other.supported or other.name == "contradicted" or not verdict.supported:
                return other
            return _unsupported(verdict, kind)
        return verdict

    def _is_only(self, kind: unstated.Kind, claim: Claim) -> bool:
        """Whether words of a claim stand only where somebody is told to say them, or asks."""
        there = {number for number, each in self._kinds.items() if each == kind}
        if not there or unstated.speaks_of_it(claim.text, kind):
            return False
        found = [self._index.figures.of(figure) for figure in (*claim.figures, *claim.idle)]
        found = [*_FIGURE * found, *(self._index.places(term) for term in claim.terms)]
        only = sum(bool(places) and there.issuperset(places) for places in found)
        if kind == "asked" and 2 * only < len(found):  # a question may name what its answer speaks of
            return False
        return only >= _ONLY_THERE[kind][is_cjk(claim.text)]


def _is_denial(remark: Remark | None) -> bool:
    """Whether a claim and its question differ by a "not" alone."""
    if remark is None:
        return False
    words = dict(remark.params)
    is_same = remark.template == OPPOSITE and words["claim"] == words["source"]
    return is_same or remark.template in (DENIES, DENIED)


def _unsupported(verdict: Verdict, kind: unstated.Kind) -> Verdict:
    return Verdict(False, verdict.sources, verdict.coverage, Remark(TOLD if kind == "told" else ASKED))
