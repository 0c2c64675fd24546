"""What is doubtful in a text as it stands under the user's hand: facts that were lost or came from nowhere.

Owns that only what became another text is looked at again. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.types import Span
from llmdesk.tools.fidelity import Finding
from llmdesk.tools.fidelity.wording import ADDED
from llmdesk.tools.write.checking import findings
from llmdesk.tools.write.revising import Revision
from llmdesk.tools.write.types import Style, Written

MOST = 200  # doubts; more are of no use to anybody


@dataclass(frozen=True, slots=True)
class Doubt:
    """`source` and `text`: where in each of both it is; the paragraph where it is nowhere in it."""

    finding: Finding
    source: Span
    text: Span


class Reviewer:
    """Looks through the revisions of one text, each in a thread, one at a time."""

    def __init__(self, written: Written) -> None:
        self._style: Style = written.style
        self._language = written.language
        self._known: dict[tuple[str, str], tuple[Finding, ...]] = {}
        for part in written.parts:
            source = written.source[part.start : part.end]
            if not part.text.count("\r") and not source.count("\r"):
                self._known[source, part.text] = part.checks

    def review(self, revision: Revision, cancel: CancelToken) -> tuple[Doubt, ...]:
        """In order; at most `MOST`. Raises `Cancelled`."""
        doubts: list[Doubt] = []
        for start, end, begin, stop in revision.stretches():
            cancel.raise_if_cancelled()
            for finding in self._findings(revision.source[start:end], revision.text[begin:stop]):
                source, text = _within(finding.source, start, end), _within(finding.target, begin, stop)
                if finding.template != ADDED or not _is_typed(revision, text):
                    doubts.append(Doubt(finding, source, text))
            if len(doubts) >= MOST:
                break
        return tuple(doubts[:MOST])

    def _findings(self, source: str, text: str) -> tuple[Finding, ...]:
        found = self._known.get((source, text))
        if found is None:
            same = source.split() == text.split()  # the user wants it so
            found = () if same else findings(source, text, self._style, self._language)
            self._known[source, text] = found
        return found


def _is_typed(revision: Revision, place: Span) -> bool:
    """Whether the user wrote what stands there, not the model."""
    number = min(bisect_right(revision.starts, place.start) - 1, len(revision.pieces) - 1)
    piece = revision.pieces[number]
    return piece.is_typed and revision.text[place.start : place.end] not in piece.new


def _within(place: Span | None, start: int, end: int) -> Span:
    return Span(start, end) if place is None else Span(start + place.start, min(end, start + place.end))
