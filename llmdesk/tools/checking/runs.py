"""Checked texts in the store: kept as runs, and read back.

Owns the shape of a run of kind "check": inputs (the text and its sources), options, result. A file is kept
by its path, what was pasted with its text. Must not read files nor check anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.checking.types import CheckedSentence, CheckedText
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.kept import as_today
from llmdesk.tools.kept import inputs_of, read, text_hash, write

KIND: RunKind = "check"
_TITLE = 80


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a document. `text` None: only its name is known, or it is in the file at `path`."""

    name: str
    path: Path | None
    text: str | None
    sha256: str
    kind: str = ""

    def is_same(self, document: Document) -> bool:
        """Whether a document that was read again says what it said."""
        return text_hash(document.text) == self.sha256


def save_run(store: Store, checked: CheckedText, paths: Sequence[Path | None]) -> Run:
    """Keep a result. `paths`: of the text, then of each source; None for what was pasted."""
    texts = (checked.text, *checked.documents)
    kept = [inputs_of(document, path) for document, path in zip(texts, paths, strict=True)]
    title = checked.text.name or " ".join(checked.text.text[:400].split())
    inputs = {"text": kept[0], "sources": kept[1:]}
    run = store.add_run(KIND, inputs, {}, title=title[:_TITLE], model=checked.model)
    result = {
        "sentences": write(checked.sentences),
        "counts": dict(checked.counts),
        "method": checked.method,
        "seconds": round(checked.seconds, 3),
    }
    return store.finish_run(run.id, result, "done")


def kept_of(run: Run) -> tuple[Kept, tuple[Kept, ...]]:
    """(the text, its sources) of a past run."""
    sources = run.inputs.get("sources")
    listed = sources if isinstance(sources, list) else []
    return _kept(run.inputs.get("text")), tuple(_kept(each) for each in listed)


def checked_from_run(run: Run, text: Document, documents: Sequence[Document]) -> CheckedText | None:
    """The result of a past run, about documents that were found again; None where it has none."""
    kept = run.result or {}
    sentences = read(tuple[CheckedSentence, ...], kept.get("sentences"), _as_today)
    if sentences is None:
        return None
    seconds = read(float, kept.get("seconds")) or 0.0
    return CheckedText(text, tuple(documents), sentences, run.model, seconds)


def _kept(inputs: object) -> Kept:
    values: Mapping[str, Any] = inputs if isinstance(inputs, dict) else {}
    path, text = str(values.get("path", "")), values.get("text")
    return Kept(
        str(values.get("name", "")),
        Path(path) if path else None,
        text if isinstance(text, str) else None,
        str(values.get("sha256", "")),
        str(values.get("kind", "")),
    )


def _as_today(kept: Any) -> object:
    return [as_today(each) for each in kept]
