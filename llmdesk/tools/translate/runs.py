"""Translations in the store: kept as runs while they are made, and read back to go on.

Owns the shape of a run of kind "translate". Must not translate.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import cast, get_args

from llmdesk.store import Outcome, Run, RunKind, Store
from llmdesk.tools.fidelity.types import Term
from llmdesk.tools.kept import TEXT_LIMIT, read, text_hash, write
from llmdesk.tools.translate.languages import NAMES
from llmdesk.tools.translate.types import Segment, Tone, TranslateOptions, TranslateProgress, Translation

KIND: RunKind = "translate"
_TITLE = 80
_EVERY_S = 4.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run holds of its translation."""

    source_language: str
    target_language: str
    segments: tuple[Segment, ...]
    complete: bool = False
    seconds: float = 0.0


def inputs_of(name: str, path: str, text: str) -> dict[str, object]:
    """Which text it is; the text itself where it is in no file."""
    inputs: dict[str, object] = {
        "name": name,
        "path": path,
        "chars": len(text),
        "sha256": text_hash(text),
    }
    if not path and len(text) <= TEXT_LIMIT:
        inputs["text"] = text
    return inputs


class Keeper:
    """Keeps a translation under way: what is there every few seconds, and all at its end."""

    def __init__(
        self, store: Store, inputs: Mapping[str, object], options: TranslateOptions, title: str, model: str
    ) -> None:
        self._store, self._options = store, options
        self._segments: list[Segment] = []
        self._kept_at = time.monotonic()
        self.run = store.add_run(KIND, inputs, kept_options(options), title=title[:_TITLE], model=model)

    def __call__(self, progress: TranslateProgress) -> None:
        self._segments += progress.segments
        if progress.segments and time.monotonic() - self._kept_at > _EVERY_S:
            kept = Kept(self._options.source, self._options.target, tuple(self._segments))
            self._kept_at = time.monotonic()  # of a store that fails, too: it is not tried at every step
            self._store.update_run(self.run.id, write(kept))

    def finish(self, translation: Translation) -> Run:
        state: Outcome = "done" if translation.complete else "stopped"
        return self._store.finish_run(self.run.id, write(_kept(translation)), state)


def keep_again(store: Store, run_id: int, translation: Translation) -> None:
    """A run that is over has other segments now: the user changed some."""
    store.update_run(run_id, write(_kept(translation)))


def _kept(translation: Translation) -> Kept:
    return Kept(
        translation.source_language,
        translation.target_language,
        translation.segments,
        translation.complete,
        translation.seconds,
    )


def done_before(
    store: Store, inputs: Mapping[str, object], options: TranslateOptions, model: str
) -> dict[tuple[int, str], Segment]:
    """The segments of all runs of the same text, options and model, by (start, source): of each the newest,
    and one that passed, or is the user's, before one that did not."""
    done: dict[tuple[int, str], Segment] = {}
    wanted = kept_options(options)
    for begun in store.runs_begun(KIND, model, str(inputs["sha256"])):
        kept = kept_of(store.run(begun.id)) if begun.options == wanted else None
        for segment in kept.segments if kept is not None else ():
            newer = done.get((segment.start, segment.source))
            if newer is None or (segment.passed and not newer.passed and newer.origin != "user"):
                done[segment.start, segment.source] = segment
    return done


def finished_before(
    store: Store, inputs: Mapping[str, object], options: TranslateOptions, model: str
) -> tuple[int, Translation] | None:
    """The newest whole translation of the same text with the same options and model, and its run."""
    wanted = kept_options(options)
    for begun in store.runs_begun(KIND, model, str(inputs["sha256"])):
        kept = kept_of(store.run(begun.id)) if begun.options == wanted else None
        if kept is not None and kept.complete:
            languages = kept.source_language, kept.target_language
            return begun.id, Translation(*languages, kept.segments, model, kept.seconds, complete=True)
    return None


def kept_of(run: Run) -> Kept | None:
    """What a run holds; None where it has nothing that can be read."""
    return read(Kept, run.result)


def options_from(kept: Mapping[str, object]) -> TranslateOptions:
    """The options of a run; what makes no sense is left out."""
    target, source, tone = (str(kept.get(name, "")) for name in ("target", "source", "tone"))
    listed = kept.get("glossary")
    terms = [pair for pair in listed if isinstance(pair, list)] if isinstance(listed, list) else []
    glossary = tuple(Term(*map(str, pair)) for pair in terms if len(pair) == 2)
    target, source = (language if language in NAMES else "" for language in (target, source))
    return TranslateOptions(target, source, cast(Tone, tone if tone in get_args(Tone) else ""), glossary)


def kept_options(options: TranslateOptions) -> dict[str, object]:
    """As they stand in a run; `options_from` reads them."""
    kept: dict[str, object] = asdict(options)
    kept["glossary"] = [[term.source, term.target] for term in options.glossary]
    return kept


def as_json(translation: Translation) -> dict[str, object]:
    """For other programs, with the fields of the README."""
    return {
        "source_language": translation.source_language,
        "target_language": translation.target_language,
        "segments": as_json_segments(translation.segments),
        "complete": translation.complete,
        "model": translation.model,
        "seconds": round(translation.seconds, 3),
    }


def as_json_segments(segments: Sequence[Segment]) -> list[dict[str, object]]:
    return [
        {
            "source": segment.source,
            "target": segment.target,
            "start": segment.start,
            "end": segment.end,
            "passed": segment.passed,
            "checks": [{"rule": finding.rule, "detail": finding.detail} for finding in segment.checks],
            "origin": segment.origin,
        }
        | ({"near": asdict(segment.near)} if segment.near is not None else {})
        for segment in segments
    ]
