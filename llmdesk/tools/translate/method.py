"""A text translated: cut, asked, checked, in order. The face of the tool.

Owns the steps and the progress. Must not know files.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, UsageError
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.translate.asking import Asking
from llmdesk.tools.translate.checking import Checks
from llmdesk.tools.translate.glossary import for_direction
from llmdesk.tools.translate.memory import Memory
from llmdesk.tools.translate.prompts import prompts_for
from llmdesk.tools.translate.segments import cut, needs_none
from llmdesk.tools.translate.types import Segment, TranslateOptions, TranslateProgress, Translation, Unit

OnProgress = Callable[[TranslateProgress], None]
_SAMPLE = 60_000


def translate(
    engine: TextEngine,
    text: str,
    units: Sequence[Unit],
    options: TranslateOptions,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
    *,
    memory: Memory | None = None,
    done: Mapping[tuple[int, str], Segment] | None = None,
    markdown: bool = False,
    with_context: bool = True,
    segments: Sequence[Segment] | None = None,
) -> Translation:
    """Translate the `units` of `text`. As many segments come out as go in, unless it is stopped: then those
    there are, with `complete` False.

    `memory`: the user's own translations, taken where they fit exactly, else shown where near. `done`:
    segments of an earlier run by (start, source), taken where they passed or are the user's. `with_context`:
    a segment is shown with the text before. `segments`: as `cut` gave them, where that was asked before.
    Raises `UsageError`, and what the engine does.
    """
    begun, token = time.monotonic(), cancel or CancelToken()
    model = loaded_model(engine)
    options = replace(options, source=options.source or language_of(text, units))
    _check_languages(options)
    options = replace(options, glossary=for_direction(options.glossary, options.source, options.target))
    segments = list(segments) if segments is not None else cut(text, units, options.source)
    teller = _Teller(len(segments), on_progress)
    checks = Checks(options, markdown=markdown)
    prompts = prompts_for(options, model.name, model.parameters)
    asking = Asking(engine, prompts, checks, token, with_context=with_context)
    work = _Work(asking, segments, options, token, teller)
    complete = True
    try:
        work.run(memory or Memory(()), done or {})
    except Cancelled:
        complete = False
    return Translation(
        options.source,
        options.target,
        tuple(teller.segments),
        model.name,
        time.monotonic() - begun,
        complete and len(teller.segments) == len(segments),
    )


def language_of(text: str, units: Sequence[Unit]) -> str:
    """The language that most of the units are in; "" where it is not known."""
    pieces, size = [], 0
    for unit in units:
        pieces.append(text[unit.start : unit.end])
        size += unit.end - unit.start
        if size > _SAMPLE:
            break
    return detect_language("\n".join(pieces))


def _check_languages(options: TranslateOptions) -> None:
    if options.source and options.source == options.target:
        raise UsageError(
            QT_TRANSLATE_NOOP(
                "core", "The text is in the language already that it should be translated into."
            ),
            hint=QT_TRANSLATE_NOOP(
                "core", "Choose another language, or say which one the text is in if this is wrong."
            ),
        )


class _Teller:
    """Tells the segments in order, those that come early when their turn is."""

    def __init__(self, total: int, on_progress: OnProgress | None) -> None:
        self.segments: list[Segment] = []
        self._early: dict[int, Segment] = {}
        self._total, self._on_progress = total, on_progress
        self._failed = 0
        self._tell(())

    def put(self, place: int, segment: Segment) -> None:
        self._early[place] = segment
        ready = []
        while (found := self._early.pop(len(self.segments), None)) is not None:
            self.segments.append(found)
            ready.append(found)
            self._failed += not found.passed
        if ready:
            self._tell(tuple(ready))

    def _tell(self, ready: tuple[Segment, ...]) -> None:
        if self._on_progress is not None:
            self._on_progress(TranslateProgress(len(self.segments), self._total, ready, self._failed))


class _Work:
    """The segments of one document, those first that need no model."""

    def __init__(
        self,
        asking: Asking,
        segments: list[Segment],
        options: TranslateOptions,
        cancel: CancelToken,
        teller: _Teller,
    ) -> None:
        self._segments, self._options, self._teller, self._cancel = segments, options, teller, cancel
        self._asking = asking

    def run(self, memory: Memory, done: Mapping[tuple[int, str], Segment]) -> None:
        open_ = []
        for place, segment in enumerate(self._segments):
            self._cancel.raise_if_cancelled()  # what is near takes a while to find in a large memory
            ready = self._without_model(segment, memory, done)
            if ready is None:
                open_.append(place)
                self._segments[place] = replace(segment, near=memory.near(segment.source))
            else:
                self._teller.put(place, ready)
        self._cancel.raise_if_cancelled()
        for place, translated in self._asking.translated(self._segments, open_):
            self._teller.put(place, translated)

    def _without_model(
        self, segment: Segment, memory: Memory, done: Mapping[tuple[int, str], Segment]
    ) -> Segment | None:
        earlier = done.get((segment.start, segment.source))
        if earlier is not None and earlier.origin == "user":
            return replace(earlier, unit=segment.unit)
        if needs_none(segment, self._options.source, self._options.target):
            return replace(segment, target=segment.source, origin="source")
        own = memory.take(segment.source)
        if own is not None:
            return replace(segment, target=own, origin="memory")
        if earlier is not None and earlier.passed:
            return replace(earlier, unit=segment.unit)
        return None
