"""Checked texts in the store: kept as runs, and read back.

Owns the shape of a run of kind "check": inputs (the text and its sources), options, result. A file is kept
by its path, what was pasted with its text. Must not read files nor check anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.checking.types import CheckedSentence, CheckedText, Mark, Passage
from llmdesk.tools.documents import Document, Span
from llmdesk.tools.evidence.types import VERDICTS, Remark

KIND: RunKind = "check"
# A text without a file is kept with its run up to this length, so that it can be shown again.
_TEXT_LIMIT = 1_000_000
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
    kept = [_inputs(document, path) for document, path in zip(texts, paths, strict=True)]
    title = checked.text.name or " ".join(checked.text.text[:400].split())
    inputs = {"text": kept[0], "sources": kept[1:]}
    run = store.add_run(KIND, inputs, {}, title=title[:_TITLE], model=checked.model)
    return store.finish_run(run.id, _stored(checked), "done")


def kept_of(run: Run) -> tuple[Kept, tuple[Kept, ...]]:
    """(the text, its sources) of a past run."""
    sources = run.inputs.get("sources")
    listed = sources if isinstance(sources, list) else []
    return _kept(run.inputs.get("text")), tuple(_kept(each) for each in listed)


def checked_from_run(run: Run, text: Document, documents: Sequence[Document]) -> CheckedText | None:
    """The result of a past run, about documents that were found again; None where it has none."""
    kept: Mapping[str, Any] | None = run.result
    if not kept or "sentences" not in kept:
        return None
    sentences = tuple(_sentence(each) for each in kept["sentences"])
    return CheckedText(text, tuple(documents), sentences, run.model, float(kept.get("seconds", 0.0)))


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _inputs(document: Document, path: Path | None) -> dict[str, object]:
    inputs: dict[str, object] = {
        "name": document.name,
        "kind": document.kind,
        "path": "" if path is None else str(path.absolute()),
        "sha256": text_hash(document.text),
    }
    if path is None and len(document.text) <= _TEXT_LIMIT:
        inputs["text"] = document.text
    return inputs


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


def _stored(checked: CheckedText) -> dict[str, object]:
    return {
        "sentences": [_stored_sentence(sentence) for sentence in checked.sentences],
        "counts": dict(checked.counts),
        "method": checked.method,
        "seconds": round(checked.seconds, 3),
    }


def _stored_sentence(sentence: CheckedSentence) -> dict[str, object]:
    remark = sentence.remark
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "verdict": sentence.verdict,
        "probability": sentence.probability,
        "passages": [asdict(passage) for passage in sentence.passages],
        "remark": None if remark is None else [remark.template, [list(param) for param in remark.params]],
        "method": sentence.method,
        "marks": [[mark.start, mark.end] for mark in sentence.marks],
        "source_marks": [[mark.document, mark.start, mark.end] for mark in sentence.source_marks],
    }


def _sentence(kept: Mapping[str, Any]) -> CheckedSentence:
    remark = kept["remark"]
    return CheckedSentence(
        text=kept["text"],
        start=kept["start"],
        end=kept["end"],
        verdict=next((name for name in VERDICTS if name == kept["verdict"]), "unsure"),
        probability=kept["probability"],
        passages=tuple(Passage(**passage) for passage in kept["passages"]),
        remark=None if remark is None else Remark(str(remark[0]), tuple((n, v) for n, v in remark[1])),
        method="model" if kept.get("method") == "model" else "words",
        marks=tuple(Span(*mark) for mark in kept.get("marks", ())),
        source_marks=tuple(Mark(*mark) for mark in kept.get("source_marks", ())),
    )
