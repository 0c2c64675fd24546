"""Makes a summary: reads all of a document in chunks, side by side, and joins what was found.

Owns the method: chunks at sentence and heading borders; each gives points (one sentence each, its form
held by a grammar); points are combined level by level until they are few enough (hierarchical merging, as
in BooookScore, Chang et al. 2023); every sentence that the model writes must pass the checks of `check`
and be found by `support` in the part that it was made of, or it is asked for again with another seed,
and in the end replaced by the document's own sentences, which are marked. The program makes the final
choice, so the length is met and nothing is said twice. Must not touch files or the store.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, NoModelError, UsageError, UserError
from llmdesk.tools.documents import Document, detect_language
from llmdesk.tools.summarize import check, lengths, prompts, rank
from llmdesk.tools.summarize.chunks import Chunk, count, sentences_between, split
from llmdesk.tools.summarize.finish import Written, assemble, headline, translated
from llmdesk.tools.summarize.focus import relevance
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.support import check_sentences
from llmdesk.tools.summarize.terms import terms, words
from llmdesk.tools.summarize.types import Remark, Stage, Summary, SummaryOptions, SummaryProgress

_LEAST_CHUNK, _MOST_CHUNK, _MOST_CHUNK_FACTS = 220, 900, 450  # tokens
_PROMPT_TOKENS = 260  # what the prompt and the template add to a chunk: an upper estimate
_ATTEMPTS = 3
_GROUP = 12  # points that one request combines
_AS_IT_IS = 25  # words; a shorter document is its own summary
_TRIES_OF_ONE = 4
_PARTIAL = 8
_SIDE_BY_SIDE = 8  # chunks end in waves, so the time left shows after the first
# Of the whole work: what comes before a stage, and the stage.
_SHARES: dict[Stage, tuple[float, float]] = {
    "chunks": (0.0, 0.8), "merging": (0.8, 0.15), "support": (0.95, 0.05)
}  # fmt: skip

FALLBACK = QT_TRANSLATE_NOOP(
    "core",
    "In {count} of {total} parts the model wrote nothing that could be used; sentences of the document "
    "stand in for them.",
)
AS_IT_IS = QT_TRANSLATE_NOOP("core", "The document is so short that it is given as it is.")
SHORTER = QT_TRANSLATE_NOOP("core", "The document is short, so its summary is shorter than asked.")
NO_FOCUS = QT_TRANSLATE_NOOP("core", "The document says little or nothing about “{focus}”.")
STOPPED = QT_TRANSLATE_NOOP("core", "Stopped before the end: {percent} % of the document was read.")


def summarize(
    document: Document,
    options: SummaryOptions,
    engine: TextEngine,
    on_progress: Callable[[SummaryProgress], None] | None = None,
    cancel: CancelToken | None = None,
) -> Summary:
    """Summarize all of `document` with the loaded model.

    `on_progress` is called in the caller's thread. After a cancel the summary of what was read so far
    is returned (`complete` False); `Cancelled` is raised when that is nothing. Raises `UsageError` for a
    document without text, and what the engine raises. The same document, options and model give the
    same summary when nothing else runs.
    """
    if not any(character.isalnum() for character in document.text):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is nothing to summarize."),
            QT_TRANSLATE_NOOP("core", "The document has no words."),
        )
    return _Work(document, options, engine, on_progress, cancel).run()


@dataclass
class _Plan:
    """How much is read and written at a time."""

    chunks: list[Chunk]
    points: int  # of each chunk
    target: int  # words (characters) in the document's language
    words: int  # of a sentence
    room: int  # tokens of material that one request takes


class _Work:
    """One summary on its way."""

    def __init__(
        self,
        document: Document,
        options: SummaryOptions,
        engine: TextEngine,
        on_progress: Callable[[SummaryProgress], None] | None,
        cancel: CancelToken | None,
    ) -> None:
        self.document, self.options, self.engine = document, options, engine
        self.cancel = cancel or CancelToken()
        self.language = document.language or detect_language(document.text[:20_000])
        self.result_language = self.language if options.language == "same" else options.language
        self.notes: list[Remark] = []
        self.facts = options.style == "facts"
        self.task = prompts.Task(self.language, options.focus, self.facts)
        self._on_progress = on_progress
        self._began = time.monotonic()
        self._partial: list[str] = []
        self._share = 0.0
        self._read: dict[int, list[Point]] = {}
        self._fallbacks: set[int] = set()
        self._only: list[Point] | None = None  # after the focus was applied

    def run(self) -> Summary:
        model = self.engine.state().model
        if model is None:
            raise NoModelError(QT_TRANSLATE_NOOP("core", "No model is loaded."))
        length = words(self.document.text)
        if length < _AS_IT_IS:
            return self._as_it_is(model.name)
        counts = count(self.document, self.engine, self.cancel)
        plan = self._plan(counts, length, model.context)
        complete = True
        points: list[Point] = []
        try:
            self._map(plan)
            self._read_more(plan)
            points = self._merge(plan, self._focused(self._pool(plan)))
        except Cancelled:
            if not any(self._read.values()):
                raise
            complete = False
        return self._finish(plan, points, model.name, complete=complete)

    # -- the plan -------------------------------------------------------------------------------
    def _plan(self, counts: Sequence[int], length: int, context: int) -> _Plan:
        wanted = lengths.target(self.options.length, self.options.style, self.result_language)
        target = lengths.converted(wanted, self.language, self.result_language)
        most = max(8, round(length * lengths.MOST_OF_DOCUMENT))
        if target > 1.25 * most and self.options.style != "headline":
            self.notes.append(Remark(SHORTER))
        target = min(target, most)
        size = per = lengths.per_sentence(self.language)
        sentences = max(1, round(target / per))
        desired = max(3 * sentences, 6)
        total = sum(counts)
        largest = min(_MOST_CHUNK_FACTS if self.facts else _MOST_CHUNK, _room(context))
        size = min(max(math.ceil(total / max(1, desired / 3)), _LEAST_CHUNK), largest)
        chunks = split(self.document, counts, min(size, largest))
        points = min(max(math.ceil(desired / len(chunks)), 3 if self.facts else 2), 6)
        return _Plan(chunks, points, target, per, _room(context))

    # -- reading --------------------------------------------------------------------------------
    def _map(self, plan: _Plan) -> None:
        """Points of every chunk into `self._read`; a chunk that fails is asked again, then extracted."""
        self._report("chunks", 0, len(plan.chunks))
        pending = list(range(len(plan.chunks)))
        for attempt in range(_ATTEMPTS):
            failed = []
            for number, found in self._points(plan, pending, plan.points, attempt):
                known = self._read.get(number, [])
                self._read[number] = _joined(known, found)
                if len(self._read[number]) < (max(1, plan.points // 2) if attempt == 0 else 1):
                    failed.append(number)
                elif attempt == 0 or not known:
                    self._show(found)
                self._report("chunks", len(self._read), len(plan.chunks))
            pending = sorted(failed)
            if not pending:
                return
        for number in pending:
            self._fallbacks.add(number)
            self._read[number] = rank.extract(self.document, plan.chunks[number], max(1, plan.points // 2))

    def _points(
        self, plan: _Plan, numbers: Sequence[int], n: int, attempt: int
    ) -> Iterator[tuple[int, list[Point]]]:
        requests = [
            prompts.points(
                self.task, self._text(plan.chunks[number]), n, plan.words,
                self._seed("points", number, attempt), again=attempt > 0,
            )
            for number in numbers
        ]  # fmt: skip
        for at, answer in self._many(requests):
            chunk = plan.chunks[numbers[at]]
            yield numbers[at], self._accepted(answer, chunk.start, chunk.end)

    def _read_more(self, plan: _Plan) -> None:
        """Ask every chunk again, for more, where all points together are too short for the summary."""
        have = sum(words(point.text) for point in self._all_points())
        if self.options.style == "headline" or have >= plan.target:
            return
        n = min(12, max(plan.points + 1, math.ceil(plan.points * 1.6 * plan.target / max(1, have))))
        for number, found in self._points(plan, range(len(plan.chunks)), n, _ATTEMPTS):
            if number not in self._fallbacks:
                self._read[number] = _joined(self._read[number], found)

    def _pool(self, plan: _Plan) -> list[Point]:
        """All points that may be used: those of the model, and the document's own sentences where the
        style wants facts word for word or there is not enough else."""
        points = self._all_points()
        if self.facts:
            return points + [
                fact for number, chunk in enumerate(plan.chunks) for fact in self._missed(number, chunk)
            ]
        own = [p for chunk in plan.chunks for p in rank.sentences_of(self.document, chunk)]
        if self.options.focus:
            wanted = set(terms(self.options.focus))
            return _joined(points, [point for point in own if wanted & point.terms])
        if sum(words(point.text) for point in points) < plan.target:
            return _joined(points, own)
        return points

    def _missed(self, number: int, chunk: Chunk) -> Iterator[Point]:
        """Sentences of a chunk with a number that the model left out."""
        known = {value for point in self._read.get(number, ()) for value in point.values}
        for own in rank.sentences_of(self.document, chunk):
            if own.values - known:
                yield own

    def _all_points(self) -> list[Point]:
        return [point for number in sorted(self._read) for point in self._read[number]]

    def _focused(self, points: list[Point]) -> list[Point]:
        """Only the points that concern the focus; where none does, the nearest, and a note."""
        if not self.options.focus.strip():
            return points
        odds = relevance(self.options.focus, points, self.language, self.engine, self.cancel)
        kept = [point for point, value in zip(points, odds, strict=True) if value > 0]
        if not kept:
            self.notes.append(Remark(NO_FOCUS, (("focus", self.options.focus.strip()),)))
            nearest = sorted(range(len(points)), key=lambda at: -odds[at])[:2]
            kept = [points[at] for at in sorted(nearest)]
        self._only = kept
        return kept

    # -- merging --------------------------------------------------------------------------------
    def _merge(self, plan: _Plan, points: list[Point]) -> list[Point]:
        """Fewer points, level by level, until there are not many more than the summary has sentences."""
        if self.facts:
            return points
        level = 0
        while True:
            if self._single(plan) and len(points) <= _GROUP:
                return self._one_sentence(plan, points)
            mean = sum(words(point.text) for point in points) / max(1, len(points))
            wanted = max(1, math.ceil(plan.target / max(mean, 0.6 * plan.words)))
            if self.options.style == "headline":
                wanted = 4
            if len(points) <= max(1.7 * wanted, wanted + 2):
                return points
            level += 1
            points = self._combine(plan, points, wanted, level)

    def _single(self, plan: _Plan) -> bool:
        return self.options.style != "headline" and plan.target < 1.5 * plan.words

    def _one_sentence(self, plan: _Plan, points: list[Point]) -> list[Point]:
        """Several sentences that each say it all; the choice among them comes later."""
        notes = [point.text for point in points]
        requests = [
            prompts.combine(
                self.task, notes, 1, plan.target, self._seed("one", 0, number), again=number > 0
            )
            for number in range(_TRIES_OF_ONE)
        ]  # fmt: skip
        found: list[Point] = []
        for answer in self._ask(requests):
            found += self._accepted(answer, 0, len(self.document.text))
        return found or points

    def _groups(self, plan: _Plan, points: Sequence[Point]) -> Iterator[list[Point]]:
        """Neighbouring points, as many as one request takes."""
        even = math.ceil(len(points) / math.ceil(len(points) / _GROUP))
        group: list[Point] = []
        length = 0.0
        for point in points:
            tokens = 5 + (
                len(point.text) if self.language in lengths.CJK_LANGUAGES else 0.4 * len(point.text)
            )
            if len(group) >= 2 and (len(group) == even or length + tokens > plan.room):
                yield group
                group, length = [], 0.0
            group.append(point)
            length += tokens
        yield group

    def _combine(self, plan: _Plan, points: list[Point], wanted: int, level: int) -> list[Point]:
        groups = list(self._groups(plan, points))
        n = max(1, math.ceil(max(1.2 * wanted, len(points) / 4) / len(groups)))
        results: dict[int, list[Point]] = {}
        pending = list(range(len(groups)))
        for attempt in range(2):
            requests = [
                prompts.combine(
                    self.task, [p.text for p in groups[number]], n, plan.words,
                    self._seed(f"combine{level}", number, attempt), again=attempt > 0,
                )
                for number in pending
            ]  # fmt: skip
            asked, pending = pending, []
            for at, answer in self._many(requests):
                group = groups[asked[at]]
                start, end = min(p.start for p in group), max(p.end for p in group)
                results[asked[at]] = self._accepted(answer, start, end)
                if len(results[asked[at]]) < math.ceil(n / 2):
                    pending.append(asked[at])
                self._report("merging", len(results), len(groups))
            if not pending:
                break
        merged = []
        for number, group in enumerate(groups):
            own = results[number]
            if len(own) < n:
                extra = rank.choose(group, rank.central(group), (n - len(own)) * plan.words)
                own = _joined(own, extra)
            merged += own
        return (
            merged
            if len(merged) < len(points)
            else rank.choose(points, rank.central(points), round(1.3 * plan.target))
        )

    # -- the end --------------------------------------------------------------------------------
    def _finish(self, plan: _Plan, points: list[Point], model: str, *, complete: bool) -> Summary:
        """Choose, write and judge; a cancel that comes in here ends the writing, not the summary."""
        pool = self._all_points() if self._only is None else self._only
        self._report("support", 0, 1)
        chosen = self._chosen(plan, points or pool, pool)
        try:
            summary = self._written(chosen) if complete else None
        except Cancelled:
            summary = None
        if summary is None:
            complete = False
            if self.options.style == "headline":
                chosen = [min(chosen, key=lambda point: words(point.text))]
            plain = [Written(point, point.text) for point in chosen]
            summary = assemble(self.document, self.options.style, self.language, plain)
        read = sum(
            chunk.end - chunk.start for number, chunk in enumerate(plan.chunks) if number in self._read
        )
        self._note_failures(plan, read, complete=complete)
        self._report("support", 1, 1)
        return self._stamped(summary, read, len(plan.chunks), model, complete=complete)

    def _note_failures(self, plan: _Plan, read: int, *, complete: bool) -> None:
        if self._fallbacks:
            params = (("count", str(len(self._fallbacks))), ("total", str(len(plan.chunks))))
            self.notes.append(Remark(FALLBACK, params))
        if not complete:
            share = int(100 * read / max(1, len(self.document.text)))
            self.notes.append(Remark(STOPPED, (("percent", str(share)),)))

    def _stamped(self, summary: Summary, read: int, chunks: int, model: str, *, complete: bool) -> Summary:
        seconds = time.monotonic() - self._began
        return replace(
            summary, chars_read=read, chunks=chunks, model=model, complete=complete, seconds=seconds,
            notes=tuple(self.notes),
        )  # fmt: skip

    def _chosen(self, plan: _Plan, points: list[Point], pool: list[Point]) -> list[Point]:
        if self.facts:
            return rank.choose(points, rank.factual(points, self.document), plan.target, spread=False)
        if self.options.style == "headline":
            return points
        if self._single(plan):
            return [rank.best_one(points, plan.target)]
        scores = [0.5 + score for score in rank.central(points)]
        if points is not pool and sum(words(p.text) for p in points) < 1.3 * plan.target:
            points, scores = points + pool, scores + rank.central(pool)
        return rank.choose(points, scores, plan.target)

    def _written(self, points: list[Point]) -> Summary:
        if self.options.style == "headline":
            points = [headline(self.document, points, self.task, self.options.seed, self._ask)]
        if self.result_language == self.language:
            written = [Written(point, point.text) for point in points]
        else:
            written = translated(points, self.result_language, self.options.seed, self._ask)
        return assemble(self.document, self.options.style, self.result_language, written)

    def _as_it_is(self, model: str) -> Summary:
        start, end = self.document.sentences[0].start, self.document.sentences[-1].end
        text = " ".join(self.document.text[start:end].split())
        self.notes.append(Remark(AS_IT_IS))
        written = [Written(rank.point(text, start, end, extracted=True), text)]
        if self.result_language != self.language:
            points = [item.point for item in written]
            written = translated(points, self.result_language, self.options.seed, self._ask)
        summary = assemble(self.document, "paragraph", self.result_language, written)
        return self._stamped(summary, len(self.document.text), 1, model, complete=True)

    # -- what all steps use ---------------------------------------------------------------------
    def _many(self, requests: Sequence[GenerateRequest]) -> Iterator[tuple[int, str]]:
        for at, result in self.engine.generate_many(requests, self.cancel):
            if isinstance(result, UserError):
                raise result
            if isinstance(result, Completion) and result.finish_reason == "cancelled":
                raise Cancelled
            yield at, result.text

    def _ask(self, requests: Sequence[GenerateRequest]) -> list[str]:
        """The answers to a few requests, in order."""
        answers = dict(self._many(requests))
        return [answers[at] for at in range(len(requests))]

    def _accepted(self, answer: str, start: int, end: int) -> list[Point]:
        """The sentences of an answer that hold: sound, no repeats, found in text[start:end]."""
        source = self.document.text[start:end]
        good = [text for text in check.lines(answer) if check.is_sentence(text, self.language, source)]
        good = check.without_repeats(good)
        within = sentences_between(self.document, start, end)
        found = []
        for text, verdict in zip(good, check_sentences(self.document, good, within), strict=True):
            if verdict.supported and verdict.sources:
                best = verdict.sources[0]
                found.append(rank.point(text, best.start, best.end))
        return found

    def _text(self, chunk: Chunk) -> str:
        return self.document.text[chunk.start : chunk.end]

    def _seed(self, stage: str, number: int, attempt: int) -> int:
        return prompts.seed(self.options.seed, stage, number, attempt)

    def _show(self, points: Sequence[Point]) -> None:
        if points:
            self._partial.append(" ".join(point.text for point in points))
            del self._partial[:-_PARTIAL]

    def _report(self, stage: Stage, done: int, total: int) -> None:
        if self._on_progress is None:
            return
        before, width = _SHARES[stage]
        share = self._share = max(self._share, round(before + width * done / max(1, total), 4))
        elapsed = time.monotonic() - self._began
        known = elapsed > 2 and (stage != "chunks" or done >= min(_SIDE_BY_SIDE, total / 3))
        left = elapsed * (1 - share) / share if known and share else None
        self._on_progress(SummaryProgress(stage, done, total, tuple(self._partial), share, left))


def _room(context: int) -> int:
    """The most tokens of a chunk, so that the prompt and the answer fit too."""
    return max(64, min(context - _PROMPT_TOKENS - context // 4, context * 2 // 3))


def _joined(known: Sequence[Point], more: Sequence[Point]) -> list[Point]:
    """Both, without what is said twice."""
    texts = set(check.without_repeats([p.text for p in more], [p.text for p in known]))
    return [*known, *(p for p in more if p.text in texts)]
