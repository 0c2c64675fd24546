"""Makes a summary: reads all of a document in chunks, side by side, and joins what was found.

Owns the method: chunks at sentence and heading borders; each gives points (one sentence each, its form
held by a grammar); points are combined level by level until they are few enough (hierarchical merging, as
in BooookScore, Chang et al. 2023); every sentence that the model writes must pass the checks of `check`
and be found by `support` in the part that it was made of, or it is asked for again with another seed,
and in the end replaced by the document's own sentences, which are marked. The program makes the final
choice, so the length is met and nothing is said twice. Must not touch files or the store.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.engine.types import LoadedModel
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, ContextTooLong, UsageError, UserError
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.checking import second_opinion
from llmdesk.tools.evidence.terms import words
from llmdesk.tools.evidence.types import Judgement, Remark
from llmdesk.tools.summarize import check, lengths, rank
from llmdesk.tools.summarize.asking import Asking
from llmdesk.tools.summarize.chunks import count
from llmdesk.tools.summarize.close.making import chosen_points, points_so_far
from llmdesk.tools.summarize.close.reading import CloseReading
from llmdesk.tools.summarize.close.weighing import weigh
from llmdesk.tools.summarize.covering import fitted
from llmdesk.tools.summarize.finish import Written, assemble, headline, judged, translated
from llmdesk.tools.summarize.merging import merge
from llmdesk.tools.summarize.noting import Noting
from llmdesk.tools.summarize.pace import Pace
from llmdesk.tools.summarize.plan import Plan, make_close_plan, make_plan, make_whole_plan
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.reading import Reading
from llmdesk.tools.summarize.standing import mending
from llmdesk.tools.summarize.types import Summary, SummaryOptions, SummaryProgress
from llmdesk.tools.summarize.windows import fits

_SPARE = 1.4
_SMALL = 800_000_000  # parameters; a smaller model loses its way in a long text, and is given pieces
_SIDE = 0.5
_SHOWN = 100  # words of the main points that are shown first
_ENOUGH = 0.75  # of the wanted length: less is worse than one sentence that hangs
_MOST_BEGIN = 20  # parts of a document that are not in windows
_MOST_SPARE = 400  # sentences of the document that may stand in
_AS_IT_IS = 25  # words; a shorter document is its own summary

AS_IT_IS = QT_TRANSLATE_NOOP("core", "The document is so short that it is shown as it is.")
SHORTER = QT_TRANSLATE_NOOP("core", "The document is short, so the summary is shorter than requested.")
STOPPED = QT_TRANSLATE_NOOP("core", "Stopped early: {percent} % of the document was read.")


def summarize(
    document: Document,
    options: SummaryOptions,
    engine: TextEngine,
    on_progress: Callable[[SummaryProgress], None] | None = None,
    cancel: CancelToken | None = None,
    trials: Path | None = None,
) -> Summary:
    """Summarize all of `document` with the loaded model.

    `trials`: the file that keeps which models can judge sentences (`Paths.trials`).
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
    model = loaded_model(engine)
    asking = Asking(document, options, engine, on_progress, cancel or CancelToken())
    is_short = words(document.text) < _AS_IT_IS
    summary = _as_it_is(asking) if is_short else _made(asking, model)
    if summary.complete and not asking.is_headline and asking.result_language == asking.language:
        summary = _judged(asking, summary, model, trials)
    asking.end()
    return replace(summary, model=model.name, seconds=time.monotonic() - asking.began)


def _judged(asking: Asking, summary: Summary, model: LoadedModel, trials: Path | None) -> Summary:
    """The summary with the model's opinion of each sentence; by words only after a cancel."""
    if 0 < model.parameters < _SMALL:  # none so small was able to judge; that need not be tried
        return summary

    def ask(judgements: Sequence[Judgement]) -> list[Judgement]:
        def report(done: int, total: int) -> None:
            asking.report("support", done, total)

        return second_opinion(judgements, asking.engine, report, asking.cancel, trials)

    try:
        return judged(summary, ask)
    except (Cancelled, UserError):  # what is written is worth more than the opinion
        return summary


def _made(asking: Asking, model: LoadedModel) -> Summary:
    """Read, combine, choose, write."""
    counts = count(asking.document, asking.engine, asking.cancel)
    if not (asking.facts or asking.is_headline):
        languages = asking.language, asking.result_language
        plan = make_close_plan(asking.document, asking.options, languages, counts, model.context)
        if not plan.is_single:
            return _made_close(asking, plan, counts)
    if not _reads_whole(model):
        return _made_by(asking, _plan(asking, counts, model, whole=False), counts)
    try:
        return _made_by(asking, _plan(asking, counts, model, whole=True), counts)
    except ContextTooLong:  # its tokens are more than those of its sentences
        asking.pace = None
        return _made_by(asking, _plan(asking, counts, model, whole=False), counts)


def _reads_whole(model: LoadedModel) -> bool:
    """Whether the model is large enough to make use of a long text before it."""
    return not 0 < model.parameters < _SMALL and fits(model.context)


def _plan(asking: Asking, counts: Sequence[int], model: LoadedModel, *, whole: bool) -> Plan:
    make = make_whole_plan if whole else make_plan
    languages = asking.language, asking.result_language
    return make(asking.document, asking.options, languages, counts, model.context)


def _made_by(asking: Asking, plan: Plan, counts: Sequence[int]) -> Summary:
    main = _main_points(asking, plan) if plan.windows else []
    if plan.windows:
        asking.pace = Pace(plan, counts, asking.language, asking.options.drafts)
        asking.show_plan(asking.heads.before(main, each=True))
    reading = Noting(asking, plan, main) if plan.windows else Reading(asking, plan)
    points: list[Point] = []
    complete = True
    try:
        reading.read()
        reading.read_more()
        points = _combined(asking, plan, reading)
    except Cancelled:
        if not reading.points:
            raise
        complete = False
    asking.report("support", 0, 1)
    # Some translations fail and are left out.
    spare = _SPARE if complete and asking.result_language != asking.language else 1.0
    larger = replace(plan, target=round(plan.target * spare))
    if _is_text(asking, plan):
        chosen = fitted(points or reading.points, main, larger.target)
    else:
        chosen = _chosen(asking, larger, points or reading.points, reading.points)
    if not asking.is_headline:
        chosen, complete = _standing(asking, larger, chosen, reading, main, complete=complete)
    summary = _written(asking, plan, chosen) if complete else None
    return _told(asking, plan, reading, summary or _plain(asking, chosen), complete=summary is not None)


def _made_close(asking: Asking, plan: Plan, counts: Sequence[int]) -> Summary:
    """In sentences close to the document's own: a small model that writes freely is wrong too often."""
    of_all = replace(plan, points=plan.points * len(plan.chunks))
    asking.pace = Pace(of_all, counts, asking.language, asking.options.drafts)
    asking.show_plan(asking.heads.before(_main_points(asking, plan), each=True))
    reading = CloseReading(asking, plan)
    complete = True
    # Some translations fail and are left out.
    spare = _SPARE if asking.result_language != asking.language else 1.0
    larger = replace(plan, target=round(plan.target * spare))

    def scores(points: Sequence[Point]) -> list[float]:
        weighed = zip(points, weigh(asking.document, points), strict=True)
        return [value - _SIDE * asking.is_side(point) for point, value in weighed]

    try:
        reading.read()
        chosen = chosen_points(asking, larger, reading, scores)
    except Cancelled:
        if not reading.points:
            raise
        complete, chosen = False, points_so_far(asking, plan, reading, scores)
    asking.report("support", 0, 1)
    summary = _written(asking, plan, chosen) if complete else None
    return _told(asking, plan, reading, summary or _plain(asking, chosen), complete=summary is not None)


def _told(asking: Asking, plan: Plan, reading: Reading, summary: Summary, *, complete: bool) -> Summary:
    """The summary with what one should know of its making."""
    notes = [*([Remark(SHORTER)] if plan.shortened else []), *reading.remarks]
    if not complete:
        share = int(100 * reading.characters / len(asking.document.text))
        notes.append(Remark(STOPPED, (("percent", str(share)),)))
    return replace(
        summary, chars_read=reading.characters, chunks=len(plan.windows) or len(plan.chunks),
        complete=complete, notes=tuple(notes),
    )  # fmt: skip


def _standing(
    asking: Asking, plan: Plan, chosen: list[Point], reading: Reading, main: list[Point], *, complete: bool
) -> tuple[list[Point], bool]:
    """The chosen points so that each can be understood where it stands; False after a cancel."""
    written, context = reading.points, asking.context
    if complete:
        try:
            chosen = mending.named(asking, context, chosen, written)
        except Cancelled:
            complete = False
    enough = _ENOUGH * plan.target
    kept = mending.without_hanging(context, chosen, written, _ENOUGH * enough)
    if len(kept) < len(chosen):
        kept = fitted(kept, [*main, *_spare(asking, plan, written)], plan.target)
        kept = mending.without_hanging(context, kept, written, _ENOUGH * enough)
        if sum(words(point.text) for point in kept) < enough:  # there is not much else to say
            kept = mending.without_hanging(context, chosen, written, enough)
    return kept, complete


def _spare(asking: Asking, plan: Plan, written: Sequence[Point]) -> list[Point]:
    """What can stand in for a sentence that was left out, the best first: what the model wrote, and then the
    document's own sentences."""
    own = asking.own.of_all(plan.chunks)
    found: list[Point] = []
    for points in (written, own[:_MOST_SPARE]):
        scores = dict(zip([point.text for point in points], _scores(asking, points), strict=True))
        found += sorted(mending.alone(asking.context, points), key=lambda point: -scores[point.text])
    return found


def _main_points(asking: Asking, plan: Plan) -> list[Point]:
    """What the program takes for the main points before the model has read a word (of a document that is read
    in windows: of the first one), the first one first."""
    begin = plan.chunks[: plan.windows[0].end if plan.windows else _MOST_BEGIN]
    own = asking.own.of_all(begin)
    own = mending.alone(asking.context, own) or own
    scores = dict(zip([point.start for point in own], _scores(asking, own), strict=True))
    chosen = rank.choose(own, list(scores.values()), max(plan.target, _SHOWN))
    return sorted(chosen, key=lambda point: -scores[point.start])


def _is_text(asking: Asking, plan: Plan) -> bool:
    """Whether the summary is a text as the model wrote it, going on from sentence to sentence."""
    is_prose = asking.options.style == "paragraph" and not plan.is_single
    return is_prose and len(plan.windows) == 1 and not asking.task.focus


def _combined(asking: Asking, plan: Plan, reading: Reading) -> list[Point]:
    """The points that the choice is made of; what the model saw whole needs no combining."""
    if len(plan.windows) != 1:
        return merge(asking, plan, reading.pool())
    return reading.points if _is_text(asking, plan) or plan.is_single else reading.pool()


def _chosen(asking: Asking, plan: Plan, points: list[Point], pool: list[Point]) -> list[Point]:
    """The points of the summary: out of the combined ones, and of all where those are too few."""
    if asking.facts:
        return rank.choose(points, rank.factual(points, asking.document), plan.target, spread=False)
    if asking.is_headline:
        return points
    if plan.is_single:
        return [rank.best_one(mending.alone(asking.context, points) or points, plan.target)]
    scores = _scores(asking, points)
    if points is not pool and sum(words(point.text) for point in points) < 1.3 * plan.target:
        points, scores = points + pool, scores + [score - 0.5 for score in _scores(asking, pool)]
    return rank.choose(points, scores, plan.target)


def _scores(asking: Asking, points: Sequence[Point]) -> list[float]:
    """How much each point counts; what rests on side matter counts less."""
    return [
        0.5 + score - _SIDE * asking.is_side(point)
        for point, score in zip(points, rank.central(points), strict=True)
    ]


def _written(asking: Asking, plan: Plan, points: list[Point]) -> Summary | None:
    """The summary as a headline, or translated, where that is wanted; None after a cancel."""
    seed, result = asking.options.seed, asking.result_language
    try:
        if asking.is_headline:
            points = [headline(asking.document, points, asking.task, seed, asking.all)]
        if result != asking.language:
            written = translated(points, result, seed, asking.all)
            written = _cut(written, lengths.converted(plan.target, result, asking.language))
        else:
            written = [Written(point, point.text) for point in points]
    except Cancelled:
        return None
    return assemble(asking.document, asking.options.style, result, written)


def _cut(written: list[Written], target: int) -> list[Written]:
    """Translated sentences of about `target` words: those that failed go first, then the least central."""
    kept = [item for item in written if not item.failed] or written
    texts = check.without_repeats([item.text for item in kept])
    kept = [next(item for item in kept if item.text == text) for text in texts]
    scores = dict(zip([item.text for item in kept], rank.central([item.point for item in kept]), strict=True))
    while len(kept) > 1 and sum(words(item.text) for item in kept) > 1.15 * target:
        last = min(kept, key=lambda item: scores[item.text])
        kept = [item for item in kept if item is not last]
    return kept


def _plain(asking: Asking, points: list[Point]) -> Summary:
    """The summary as far as it goes without asking the model any more."""
    if asking.is_headline:
        points = [min(points, key=lambda point: words(point.text))]
    written = [Written(point, point.text) for point in points]
    return assemble(asking.document, asking.options.style, asking.language, written)


def _as_it_is(asking: Asking) -> Summary:
    """A document that is hardly longer than a sentence is its own summary."""
    document = asking.document
    start, end = document.sentences[0].start, document.sentences[-1].end
    own = rank.point(" ".join(document.text[start:end].split()), start, end, extracted=True)
    written = [Written(own, own.text)]
    if asking.result_language != asking.language:
        written = translated([own], asking.result_language, asking.options.seed, asking.all)
    summary = assemble(document, "paragraph", asking.result_language, written)
    return replace(summary, notes=(Remark(AS_IT_IS),))
