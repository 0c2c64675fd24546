"""What all steps of a summary share: the document, the model, what counts as an answer, the progress.

Owns asking the model many things at once, judging its sentences against the part of the document that they
were made of, and telling how far it is. Must not decide what is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import Cancelled, UserError
from llmdesk.tools.documents import Document, detect_language
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.summarize import check, prompts, rank
from llmdesk.tools.summarize.chunks import sentences_between
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.types import Stage, SummaryOptions, SummaryProgress

_PARTIAL = 8
_SIDE_BY_SIDE = 8  # chunks end in waves, so the time left shows after the first
# Of the whole work: what comes before a stage, and the stage.
_SHARES: dict[Stage, tuple[float, float]] = {
    "chunks": (0.0, 0.8), "merging": (0.8, 0.15), "support": (0.95, 0.05)
}  # fmt: skip


class Asking:
    """The document, the options and the model of one summary."""

    def __init__(
        self,
        document: Document,
        options: SummaryOptions,
        engine: TextEngine,
        on_progress: Callable[[SummaryProgress], None] | None,
        cancel: CancelToken,
    ) -> None:
        self.document, self.options, self.engine, self.cancel = document, options, engine, cancel
        self.language = document.language or detect_language(document.text[:20_000])
        self.result_language = self.language if options.language == "same" else options.language
        self.facts, self.is_headline = options.style == "facts", options.style == "headline"
        self.task = prompts.Task(self.language, options.focus.strip(), self.facts)
        self.began = time.monotonic()
        self._on_progress = on_progress
        self._partial: list[str] = []
        self._share = 0.0

    def many(self, requests: Sequence[GenerateRequest]) -> Iterator[tuple[int, str]]:
        """(index, answer) as they come. Raises what ended a request, and `Cancelled`."""
        for at, result in self.engine.generate_many(requests, self.cancel):
            if isinstance(result, UserError):
                raise result
            if isinstance(result, Completion) and result.finish_reason == "cancelled":
                raise Cancelled
            yield at, result.text

    def all(self, requests: Sequence[GenerateRequest]) -> list[str]:
        """The answers to a few requests, in order."""
        answers = dict(self.many(requests))
        return [answers[at] for at in range(len(requests))]

    def accepted(self, answer: str, start: int, end: int) -> list[Point]:
        """The sentences of an answer that hold: sound, no repeats, found in text[start:end]."""
        source = self.document.text[start:end]
        good = [text for text in check.lines(answer) if check.is_sentence(text, self.language, source)]
        good = check.without_repeats(good)
        within = sentences_between(self.document, start, end)
        found = []
        for text, verdict in zip(good, check_sentences(self.document, good, within), strict=True):
            if verdict.supported and verdict.sources:
                best = verdict.sources[0]
                found.append(rank.point(text, best.start, best.end, weight=best.score))
        return found

    def seed(self, stage: str, number: int, attempt: int) -> int:
        return prompts.seed(self.options.seed, stage, number, attempt)

    def show(self, points: Sequence[Point]) -> None:
        """Let the next report show the points of one more chunk."""
        if points:
            self._partial.append(" ".join(point.text for point in points))
            del self._partial[:-_PARTIAL]

    def report(self, stage: Stage, done: int, total: int) -> None:
        if self._on_progress is None:
            return
        before, width = _SHARES[stage]
        share = self._share = max(self._share, round(before + width * done / max(1, total), 4))
        elapsed = time.monotonic() - self.began
        known = elapsed > 2 and (stage != "chunks" or done >= min(_SIDE_BY_SIDE, total / 3))
        left = elapsed * (1 - share) / share if known and share else None
        self._on_progress(SummaryProgress(stage, done, total, tuple(self._partial), share, left))
