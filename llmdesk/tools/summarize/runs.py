"""Summaries in the store: kept as runs, and read back.

Owns the shape of a run of kind "summary": inputs (which document), options, result. Must not make
summaries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.kept import as_today, remark_as_today
from llmdesk.tools.file_list import newest_of
from llmdesk.tools.kept import inputs_of, read, understood, write
from llmdesk.tools.summarize.types import (
    LENGTH_LIMITS,
    MOST_DRAFTS,
    Summary,
    SummaryOptions,
)

KIND: RunKind = "summary"
_TITLE = 80


def save_run(
    store: Store, document: Document, options: SummaryOptions, summary: Summary, path: Path | None = None
) -> Run:
    """Keep a summary that was made: state "done", or "stopped" for an incomplete one.

    `path` is the file of the document; a pasted text is kept itself. Raises `StoreError`.
    """
    run = begin_run(store, inputs_of(document, path), options, document.name, summary.model)
    return finish_run(store, run, summary)


def begin_run(
    store: Store, inputs: Mapping[str, object], options: SummaryOptions, title: str, model: str
) -> Run:
    """Keep that a summary is being made."""
    return store.add_run(KIND, inputs, options.as_json(), title=title[:_TITLE], model=model)


def finish_run(store: Store, run: Run, summary: Summary) -> Run:
    return store.finish_run(run.id, as_stored(summary), "done" if summary.complete else "stopped")


def find_done(store: Store, inputs: Mapping[str, object], options: SummaryOptions, model: str) -> Run | None:
    """The newest finished run of the same file with the same text, options and model."""
    return newest_of(store, KIND, inputs, model, lambda run: options_from(run.options) == options)


def options_from(kept: object) -> SummaryOptions:
    """Options that were kept; what cannot be read, or is out of bounds, is its default."""
    found, default = understood(SummaryOptions(), kept), SummaryOptions()
    low, high = LENGTH_LIMITS
    named = isinstance(found.length, str)
    return replace(
        found,
        length=found.length if named or low <= int(found.length) <= high else default.length,
        drafts=found.drafts if 1 <= found.drafts <= MOST_DRAFTS else default.drafts,
    )


def as_stored(summary: Summary) -> dict[str, object]:
    kept: dict[str, object] = write(summary)
    return kept | summary.figures()


def summary_from_run(run: Run) -> Summary | None:
    """The summary of a past run; None where it has none (it was stopped before anything was done)."""
    return read(Summary, run.result, _as_today) if run.result else None


def _as_today(kept: Mapping[str, Any]) -> object:
    sentences = [as_today(each) for each in kept["sentences"]]
    notes = [remark_as_today(each) for each in kept["notes"]]
    return {**kept, "sentences": sentences, "notes": notes}
