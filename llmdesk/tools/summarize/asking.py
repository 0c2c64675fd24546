"""What all steps of a summary share: the document, the model, what counts as an answer, the progress.

Owns asking the model many things at once, judging its sentences against the part of the document that they
were made of, and telling how far it is. Must not decide what is asked.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import Cancelled, UserError
from llmdesk.tools.documents import Document, detect_language
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.evidence.verdicts import Verdict
from llmdesk.tools.summarize import check, prompts, quoting, rank
from llmdesk.tools.summarize.chunks import sentences_between
from llmdesk.tools.summarize.own_sentences import OwnSentences
from llmdesk.tools.summarize.pace import Pace
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.side_matter import headings, side_matter, stands_in
from llmdesk.tools.summarize.standing import cleaning
from llmdesk.tools.summarize.standing.context import Context
from llmdesk.tools.summarize.standing.heads import Heads
from llmdesk.tools.summarize.types import Stage, SummaryOptions, SummaryProgress

_PARTIAL = 8
_MOST = 0.99  # of all work, before its end
_SIDE_BY_SIDE = 8  # chunks end in waves, so the time left shows after the first
# Of the whole work: what comes before a stage, and the stage.
_SHARES: dict[Stage, tuple[float, float]] = {
    "chunks": (0.0, 0.8), "merging": (0.8, 0.15), "support": (0.95, 0.05)
}  # fmt: skip


SPEAKER = "speaker"
_NEARLY = 0.4  # of a sentence is found: it is worth writing again


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of an answer: the point that it is where it holds, else why it does not and what the
    document has instead (both may be "")."""

    text: str
    point: Point | None
    reason: str = ""
    passage: str = ""


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
        self._plan: tuple[str, ...] = ()
        self._share = 0.0
        self._ended = False
        self.pace: Pace | None = None
        self.headings = headings(document)
        self.own, self.heads = OwnSentences(document), Heads(document)
        self.context = Context(document, self.headings, self.language)
        self._side = side_matter(document)
        self._last: tuple[Stage, int, int] = ("chunks", 0, 1)
        self._tokens_read = 0
        self._growing: int | None = None
        self._reading: tuple[int, int] | None = None
        self.last: Completion | None = None

    def many(self, requests: Sequence[GenerateRequest]) -> Iterator[tuple[int, str]]:
        """(index, answer) as they come. Raises what ended a request, and `Cancelled`."""
        for at, result in self._results(requests):
            yield at, result.text

    def completions(self, requests: Sequence[GenerateRequest]) -> Iterator[Completion]:
        """The same, with what each took."""
        for _, result in self._results(requests):
            yield result

    def _results(self, requests: Sequence[GenerateRequest]) -> Iterator[tuple[int, Completion]]:
        for at, result in self.engine.generate_many(requests, self.cancel):
            if isinstance(result, UserError):
                raise result
            if result.finish_reason == "cancelled":
                raise Cancelled
            if self.pace is not None:
                self.pace.add(result)
            yield at, result

    def growing(self, request: GenerateRequest) -> Iterator[str]:
        """The answer as far as it has come, again and again; at last the whole. `last` is what it took."""
        self.cancel.raise_if_cancelled()
        stream = self.engine.generate(request)
        self.cancel.on_cancel(stream.cancel)
        stream.on_reading(self._tell_reading)
        try:
            for _ in stream:
                self._reading = None
                yield stream.text
        finally:
            self._reading = None
        result = stream.result()
        if result.finish_reason == "cancelled":
            raise Cancelled
        if self.pace is not None:
            self.pace.add(result)
        self.last = result
        yield result.text

    def all(self, requests: Sequence[GenerateRequest]) -> list[str]:
        """The answers to a few requests, in order."""
        answers = dict(self.many(requests))
        return [answers[at] for at in range(len(requests))]

    def accepted(self, answer: str, start: int, end: int) -> list[Point]:
        """The sentences of an answer that hold: sound, no repeats, found in text[start:end]."""
        return [each.point for each in self.judged(check.lines(answer), start, end) if each.point is not None]

    def judged(self, texts: Sequence[str], start: int, end: int) -> list[Judged]:
        """Each sentence that is sound and no repeat, with what text[start:end] says of it."""
        source = self.document.text[start:end]
        texts = [cleaning.cleaned(text, self.context.headings, self.context.marks) for text in texts]
        good = [text for text in texts if check.is_statement(text, self.language, source)]
        good = check.without_repeats(good)
        within = sentences_between(self.document, start, end)
        verdicts = check_sentences(self.document, good, within, self.cancel)
        return [self._judged(text, verdict) for text, verdict in zip(good, verdicts, strict=True)]

    def _judged(self, text: str, verdict: Verdict) -> Judged:
        """A heading is no evidence; what somebody says is no fact."""
        sources = [source for source in verdict.sources if source.start not in self.headings]
        passage = sources[0].quote if sources and verdict.coverage >= _NEARLY else ""
        if not verdict.supported or not sources:
            return Judged(text, None, str(verdict.remark or ""), passage)
        best = sources[0]
        if quoting.loses_speaker(text, best.quote):
            return Judged(text, None, SPEAKER, self._with_the_one_before(best.start, best.end))
        return Judged(text, rank.point(text, best.start, best.end, weight=best.score))

    def _with_the_one_before(self, start: int, end: int) -> str:
        """A passage and the sentence before it, which may say who speaks."""
        number = bisect_left(self.document.sentences, start, key=lambda span: span.start)
        first = self.document.sentences[max(0, number - 1)].start
        return " ".join(self.document.text[first:end].split())

    def is_side(self, point: Point) -> bool:
        """Whether a point rests on a footnote, a caption or the like."""
        return stands_in(self._side, point.start)

    def seed(self, stage: str, number: int, attempt: int) -> int:
        return prompts.seed(self.options.seed, stage, number, attempt)

    def show(self, points: Sequence[Point], at: int | None = None) -> None:
        """Let the next report show the points of one more chunk; with `at`, those of that chunk so far,
        at once."""
        if points:
            text = " ".join(point.text for point in points)
            if at is not None and at == self._growing:
                self._partial[-1] = text
            else:
                self._partial.append(text)
                del self._partial[:-_PARTIAL]
            self._growing = at
            if at is not None:
                self.report(*self._last)

    def show_plan(self, points: Sequence[Point]) -> None:
        """Let the next report show the main points, the first one first."""
        self._plan = tuple(point.text for point in points)

    def read_to(self, end: int) -> None:
        """The model has read the document as far as `end`."""
        if self.pace is not None:
            self._tokens_read = round(self.pace.total_tokens * end / max(1, len(self.document.text)))
            self.report(*self._last)

    def end(self) -> None:
        """All is done."""
        self._ended = True
        self.report("support", 1, 1)

    def _tell_reading(self, done: int, total: int) -> None:
        """In the engine's thread."""
        self._reading = done, total
        self.report(*self._last)

    def report(self, stage: Stage, done: int, total: int) -> None:
        self._last = stage, done, total
        if self._on_progress is None:
            return
        before, width = _SHARES[stage]
        share = before + width * done / max(1, total) if self.pace is None else self.pace.share
        share = 1.0 if self._ended else min(share, _MOST)
        share = self._share = max(self._share, round(share, 4))
        elapsed = time.monotonic() - self.began
        known = elapsed > 2 and (stage != "chunks" or done >= min(_SIDE_BY_SIDE, total / 3))
        known = known or (self.pace is not None and elapsed > 2 and share > 0.05)
        left = elapsed * (1 - share) / share if known and share else None
        tokens = (self._tokens_read, self.pace.total_tokens) if self.pace is not None else (0, 0)
        partial = tuple(self._partial)
        told = SummaryProgress(stage, done, total, partial, share, left, *tokens, self._plan, self._reading)
        self._on_progress(told)
