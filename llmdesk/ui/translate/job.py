"""What the Translate tab does in threads: translate, keep, ask again, open again, save.

Owns these functions and the values that they hand to the tab. No widgets.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, StoreError, UserError, shown
from llmdesk.outputs import write_for_user
from llmdesk.store import Run
from llmdesk.tools.kept import text_hash
from llmdesk.tools.tool import TRANSLATE
from llmdesk.tools.translate import (
    Keeper,
    Memory,
    Pair,
    Segment,
    Shape,
    TranslateOptions,
    TranslateProgress,
    Translation,
    Unit,
    asked_again,
    check_suffix,
    cut,
    done_before,
    edited,
    finished_before,
    forget,
    inputs_of,
    keep_again,
    kept_of,
    language_of,
    learn,
    options_from,
    plain_text,
    remembered,
    rendered,
    shape_of_text,
    translate,
)
from llmdesk.ui.given.given import Given
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.translate.opening import OpenedShape, of_text, opened_shape, read_given
from llmdesk.ui.widgets.source_view import is_long

_AT_ONCE_S = 0.5  # what is done by then needed no model, and says nothing of how long the rest takes
CHANGED = DocumentError(
    QT_TRANSLATE_NOOP("core", "The document has changed since it was translated."),
    QT_TRANSLATE_NOOP("core", "Its text shows as it was then."),
    QT_TRANSLATE_NOOP("core", "Open the document again to translate what it says now."),
)
GONE = DocumentError(
    QT_TRANSLATE_NOOP("core", "The document of this translation cannot be opened any more."),
    QT_TRANSLATE_NOOP("core", "Its text shows as it was then."),
)


@dataclass(frozen=True)
class Work:
    """What is translated: a text, the options with both languages named, and the segments as they are
    before, of which a translation has the first ones or all."""

    opened: OpenedShape
    options: TranslateOptions
    segments: tuple[Segment, ...]

    def quoted(self, place: int) -> tuple[int, int, str]:
        """Where the source of a segment stands in the text that shows, and what stands there."""
        start, end = self.opened.place(self.segments[place])
        return start, end, self.opened.document.text[start:end]


@dataclass(frozen=True)
class Progress:
    """How far it is; `work` None while the model is loaded, and then while the text is `divided`. `made`
    grows in the thread that translates: the first `done` of it may be read."""

    work: Work | None = None
    made: Sequence[Segment] = ()
    done: int = 0
    total: int = 0
    failed: int = 0
    seconds_left: float | None = None
    divided: bool = False


@dataclass(frozen=True)
class Made:
    """A translation, whole or not; `run` where it is kept, `problem` where something is to be told."""

    work: Work
    translation: Translation
    run: int | None = None
    problem: UserError | None = None

    @property
    def given(self) -> Given:
        """Its text as something to type into, else as a document."""
        opened = self.work.opened
        if opened.path is None and not opened.document.name and not is_long(opened.document.text):
            return Given(opened.document.text)
        return Given(opened=opened, path=opened.path)


def make(services: Services, given: Given, options: TranslateOptions, context: TaskContext) -> Made:
    """Translate what is given and keep it; what an earlier run did of it is not done again. A full disk does
    not take the translation away, nor does an engine that ends take away what it gave before."""
    context.progress(Progress())
    opened = read_given(given, context).opened
    assert isinstance(opened, OpenedShape)
    shape = opened.shape
    options = with_languages(options, shape)
    model = services.models.load_blocking(context, TRANSLATE).name
    context.progress(Progress(divided=True))
    work = Work(opened, options, tuple(cut(shape.text, shape.units, options.source, context.cancel)))
    inputs = inputs_of(shape.name, "" if opened.path is None else str(opened.path.absolute()), shape.text)
    begun = time.monotonic()
    report = _Report(services, work, inputs, model, context)
    problem: UserError | None = None
    try:
        translation = translate(
            services.engine,
            shape.text,
            shape.units,
            options,
            report,
            context.cancel,
            memory=report.memory,
            done=report.earlier,
            markdown=shape.markdown,
            segments=work.segments,
        )
    except UserError as error:
        if not report.made:
            raise
        problem, made = error, tuple(report.made)
        seconds = time.monotonic() - begun
        translation = Translation(options.source, options.target, made, model, seconds, complete=False)
    return report.end(translation, problem)


def made_before(
    services: Services, opened: OpenedShape, options: TranslateOptions, model: str
) -> Made | None:
    """What a run that came to its end made of the same text in the same way. Raises `StoreError`."""
    shape = opened.shape
    options = with_languages(options, shape)
    inputs = inputs_of(shape.name, "" if opened.path is None else str(opened.path.absolute()), shape.text)
    found = finished_before(services.store, inputs, options, model)
    if found is None:
        return None
    work = Work(opened, options, tuple(cut(shape.text, shape.units, options.source)))
    return Made(work, found[1], found[0])


def with_languages(options: TranslateOptions, shape: Shape) -> TranslateOptions:
    """The source is found; without a target, Chinese becomes English and all else Chinese."""
    source = options.source or language_of(shape.text, shape.units)
    return replace(options, source=source, target=options.target or ("en" if source == "zh" else "zh"))


class _Report:
    """Tells how far a translation is, and keeps it meanwhile. A store that fails is told at the end."""

    def __init__(
        self, services: Services, work: Work, inputs: Mapping[str, object], model: str, context: TaskContext
    ) -> None:
        self._work, self._context = work, context
        self.made: list[Segment] = []
        self.earlier: dict[tuple[int, str], Segment] = {}
        self.memory: Memory | None = None
        self._keeper: Keeper | None = None
        self._problem: UserError | None = None
        self._begun, self._at_once = time.monotonic(), 0
        options, store = work.options, services.store
        title = work.opened.shape.name or shown(" ".join(work.opened.document.text[:400].split()))
        try:
            self.memory = Memory.of(store, options.source, options.target)
            self.earlier = done_before(store, inputs, options, model)
            self._keeper = Keeper(store, inputs, options, title, model)
        except StoreError as error:
            self._problem = error

    def __call__(self, progress: TranslateProgress) -> None:
        self.made += progress.segments
        self._context.progress(
            Progress(
                self._work, self.made, progress.done, progress.total, progress.failed, self._left(progress)
            )
        )
        if self._keeper is not None:
            try:
                self._keeper(progress)
            except StoreError as error:
                self._problem = error

    def _left(self, progress: TranslateProgress) -> float | None:
        gone = time.monotonic() - self._begun
        if gone < _AT_ONCE_S:
            self._at_once = progress.done
        done = progress.done - self._at_once
        return gone / done * (progress.total - progress.done) if done > 0 else None

    def end(self, translation: Translation, problem: UserError | None) -> Made:
        run = None
        if self._keeper is not None:
            run = self._keeper.run.id
            try:
                self._keeper.finish(translation)
            except StoreError as error:
                self._problem = error
        return Made(self._work, translation, run, problem or self._problem)


# -- one segment ------------------------------------------------------------------------------------
def again(services: Services, made: Made, place: int, seed: int, context: TaskContext) -> Segment:
    """Another translation of the segment at `place`."""
    services.models.load_blocking(context, TRANSLATE)
    return asked_again(
        services.engine,
        made.translation.segments,
        place,
        made.work.options,
        context.cancel,
        seed=seed,
        markdown=made.work.opened.shape.markdown,
    )


@dataclass(frozen=True)
class Own:
    """A translation of the user's own; `before`: what was remembered of its source before. `problem` where
    it could not be remembered."""

    segment: Segment
    pair: Pair
    before: Pair | None = None
    problem: UserError | None = None


def edit(services: Services, made: Made, place: int, target: str) -> Own:
    """The user's translation of a segment, checked, and from now on taken wherever the segment stands."""
    segment = made.translation.segments[place]
    mine = edited(segment, target, made.work.options, markdown=made.work.opened.shape.markdown)
    return remember(services, made, mine)


def remember(services: Services, made: Made, mine: Segment) -> Own:
    """Keep a translation of the user's own for all texts to come; a store that fails is told."""
    options = made.work.options
    pair = Pair(mine.source, mine.target, options.source, options.target)
    try:
        before = remembered(services.store, pair)
        learn(services.store, [pair])
    except StoreError as problem:
        return Own(mine, pair, problem=problem)
    return Own(mine, pair, before)


def take_back(services: Services, own: Own) -> None:
    """What was remembered before is again, unless that was changed since. Raises `StoreError`."""
    if remembered(services.store, own.pair) != own.pair:
        return
    if own.before is None:
        forget(services.store, own.pair)
    else:
        learn(services.store, [own.before])


def keep(services: Services, made: Made) -> None:
    """The run of a translation that was changed. Raises `StoreError`."""
    if made.run is not None:
        keep_again(services.store, made.run, made.translation)


# -- opening again ----------------------------------------------------------------------------------
def reopen(run: Run, context: TaskContext) -> Made | None:
    """A past translation with its text; None where nothing of it can be read. Where the text is another one
    by now, or gone, what was translated stands in its place."""
    kept = kept_of(run)
    if kept is None:
        return None
    options = replace(options_from(run.options), source=kept.source_language, target=kept.target_language)
    translation = Translation(
        kept.source_language, kept.target_language, kept.segments, run.model, kept.seconds, kept.complete
    )
    opened, problem = _text_of(run, context)
    if opened is not None:
        shape = opened.shape
        segments = tuple(cut(shape.text, shape.units, options.source))
        if _begins(segments, kept.segments):
            return Made(Work(opened, options, segments), translation, run.id)
    opened, segments = _as_it_was(str(run.inputs.get("name", "")), kept.segments)
    translation = replace(translation, segments=segments)
    return Made(Work(opened, options, segments), translation, run.id, problem or CHANGED)


def _text_of(run: Run, context: TaskContext) -> tuple[OpenedShape | None, UserError | None]:
    text, path = run.inputs.get("text"), str(run.inputs.get("path", ""))
    if isinstance(text, str):
        return of_text(text), None
    if not path:
        return None, GONE
    try:
        opened = read_given(Given(path=Path(path)), context).opened
    except UserError as error:
        return None, error
    assert isinstance(opened, OpenedShape)
    same = text_hash(opened.shape.text) == run.inputs.get("sha256")
    return (opened, None) if same else (None, CHANGED)


def _begins(segments: Sequence[Segment], kept: Sequence[Segment]) -> bool:
    """The kept ones are the first of `segments`."""
    if len(kept) > len(segments):
        return False
    pairs = zip(segments, kept, strict=False)
    return all((one.start, one.source) == (other.start, other.source) for one, other in pairs)


def _as_it_was(name: str, kept: Sequence[Segment]) -> tuple[OpenedShape, tuple[Segment, ...]]:
    """A text made of what was translated, a unit a line."""
    segments: list[Segment] = []
    units: list[Unit] = []
    pieces: list[str] = []
    at, last = 0, None
    for segment in kept:
        gap = "" if last is None else "\n" if segment.unit != last else " "
        start = at + len(gap)
        at = start + len(segment.source)
        pieces += [gap, segment.source]
        if segment.unit != last:
            units.append(Unit(start, at))
        units[-1] = Unit(units[-1].start, at)
        segments.append(replace(segment, start=start, end=at, unit=len(units) - 1))
        last = segment.unit
    shape = shape_of_text("".join(pieces))
    shape.name, shape.text, shape.units = name, "".join(pieces), tuple(units)
    return opened_shape(shape), tuple(segments)


# -- what goes out ----------------------------------------------------------------------------------
def as_text(made: Made) -> str:
    """The translation to be read; where there is none yet, the source."""
    return plain_text(made.work.opened.shape, made.translation).strip("\n")


def save(path: Path, made: Made, both: bool, context: TaskContext) -> Path:
    """Write the translation as the document's own kind or another, by the name's ending, alone or beside the
    source; never over the source. Raises `UsageError`."""
    check_suffix(made.work.opened.shape, path.suffix, both=both)
    shape, cancel = made.work.opened.shape, context.cancel
    data = rendered(shape, made.translation, path.suffix, both=both, cancel=cancel)
    source = made.work.opened.path
    return write_for_user(path, data, [] if source is None else [source])
