"""Summaries in the store: kept as runs, and read back.

Owns the shape of a run of kind "summary": inputs (which document), options, result. Must not make
summaries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.documents import Document, Span
from llmdesk.tools.evidence.types import VERDICTS, Remark, Source, VerdictName
from llmdesk.tools.summarize.types import (
    LENGTHS,
    MOST_DRAFTS,
    RESULT_LANGUAGES,
    STYLES,
    Summary,
    SummaryOptions,
    SummarySentence,
)

KIND: RunKind = "summary"
# A text without a file is kept with its run up to this length, so that its sources can be shown again.
_TEXT_LIMIT = 1_000_000
_TITLE = 80
_PAGE = 20


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


def inputs_of(document: Document, path: Path | None) -> dict[str, object]:
    """What is kept of the document: name, kind, path, length and a hash of its text."""
    inputs: dict[str, object] = {
        "name": document.name,
        "kind": document.kind,
        "path": "" if path is None else str(path.absolute()),
        "chars": len(document.text),
        "sha256": text_hash(document.text),
    }
    if path is None and len(document.text) <= _TEXT_LIMIT:
        inputs["text"] = document.text
    return inputs


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_done(store: Store, inputs: Mapping[str, object], options: SummaryOptions, model: str) -> Run | None:
    """The newest finished run of the same file with the same text, options and model."""
    same = ("path", "sha256")
    for run in _all_runs(store):
        if run.state != "done" or run.model != model or options_from_run(run) != options:
            continue
        if inputs["path"] and all(run.inputs.get(name) == inputs[name] for name in same):
            return run
    return None


def _all_runs(store: Store) -> Iterator[Run]:
    """Newest first, a few at a time, since a run holds its whole result."""
    offset = 0
    while page := store.runs(KIND, limit=_PAGE, offset=offset):
        yield from page
        offset += _PAGE


def options_from_run(run: Run) -> SummaryOptions:
    """The options of a past run; what an older version does not know is its default."""
    kept, default = run.options, SummaryOptions()
    length, seed, drafts = kept.get("length"), kept.get("seed"), kept.get("drafts")
    named = next((name for name in LENGTHS if name == length), default.length)
    return SummaryOptions(
        length=length if isinstance(length, int) else named,
        style=next((style for style in STYLES if style == kept.get("style")), default.style),
        focus=str(kept.get("focus", "")),
        language=next((code for code in RESULT_LANGUAGES if code == kept.get("language")), default.language),
        seed=seed if isinstance(seed, int) else default.seed,
        drafts=drafts if isinstance(drafts, int) and 1 <= drafts <= MOST_DRAFTS else default.drafts,
    )


def as_stored(summary: Summary) -> dict[str, object]:
    return {
        "text": summary.text,
        "sentences": [_stored_sentence(sentence) for sentence in summary.sentences],
        **summary.figures(),
        "notes": [_stored_remark(note) for note in summary.notes],
    }


def summary_from_run(run: Run) -> Summary | None:
    """The summary of a past run; None where it has none (it was stopped before anything was done)."""
    kept: Mapping[str, Any] | None = run.result
    if not kept or "sentences" not in kept:
        return None
    return Summary(
        text=kept["text"],
        sentences=tuple(_sentence(each) for each in kept["sentences"]),
        language=kept["language"],
        chars_total=kept["chars_total"],
        chars_read=kept["chars_read"],
        chunks=kept["chunks"],
        model=kept["model"],
        seconds=kept["seconds"],
        complete=kept["complete"],
        notes=tuple(_remark(note) for note in kept["notes"]),
    )


def _stored_sentence(sentence: SummarySentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "supported": sentence.supported,
        "sources": [asdict(source) for source in sentence.sources],
        "remark": None if sentence.remark is None else _stored_remark(sentence.remark),
        "extracted": sentence.extracted,
        "start": sentence.start,
        "end": sentence.end,
        "verdict": sentence.verdict,
        "probability": sentence.probability,
        "method": sentence.method,
        "marks": [[mark.start, mark.end] for mark in sentence.marks],
        "source_marks": [[mark.start, mark.end] for mark in sentence.source_marks],
    }


def _sentence(kept: Mapping[str, Any]) -> SummarySentence:
    return SummarySentence(
        text=kept["text"],
        supported=kept["supported"],
        sources=tuple(Source(**source) for source in kept["sources"]),
        remark=None if kept["remark"] is None else _remark(kept["remark"]),
        extracted=kept["extracted"],
        start=kept["start"],
        end=kept["end"],
        verdict=_verdict(kept),
        probability=kept.get("probability"),
        method="model" if kept.get("method") == "model" else "words",
        marks=tuple(Span(*mark) for mark in kept.get("marks", ())),
        source_marks=tuple(Span(*mark) for mark in kept.get("source_marks", ())),
    )


def _verdict(kept: Mapping[str, Any]) -> VerdictName:
    """A run of an older version knew only whether a sentence is supported."""
    older: VerdictName = "supported" if kept["supported"] else "not_found"
    return next((name for name in VERDICTS if name == kept.get("verdict")), older)


def _stored_remark(remark: Remark) -> list[object]:
    return [remark.template, [list(param) for param in remark.params]]


def _remark(kept: Sequence[Any]) -> Remark:
    return Remark(str(kept[0]), tuple((str(name), str(value)) for name, value in kept[1]))
