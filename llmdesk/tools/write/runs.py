"""Rewritten texts in the store, and for other programs.

Owns the shape of a run of kind "write". Must not write anew.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from llmdesk.errors import shown
from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.kept import TEXT_LIMIT, read, text_hash
from llmdesk.tools.kept import write as kept_form
from llmdesk.tools.write.revising import Piece, Revision, revision_of
from llmdesk.tools.write.types import STYLES, Change, Part, WriteOptions, WriteProgress, Written

KIND: RunKind = "write"
_TITLE = 80
_EVERY_S = 4.0


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """A `Piece`; None: as `old`."""

    old: str
    new: str | None = None
    now: str | None = None
    part: int = -1
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run holds of it; the source is among its inputs."""

    language: str
    parts: tuple[Part, ...]
    complete: bool = True
    seconds: float = 0.0
    pieces: tuple[KeptPiece, ...] = ()  # how it stands under the user's hand; none: as it was written


class Keeper:
    """Keeps a text under way: what is there every few seconds, and all at its end."""

    def __init__(
        self, store: Store, source: str, options: WriteOptions, model: str, name: str = "", path: str = ""
    ) -> None:
        self._store, self._kept_at = store, time.monotonic()
        self._parts: list[Part] = []
        inputs: dict[str, object] = {
            "name": name,
            "path": path,
            "chars": len(source),
            "sha256": text_hash(source),
        }
        if len(source) <= TEXT_LIMIT:
            inputs["text"] = source
        title = (name or shown(" ".join(source[: 4 * _TITLE].split()), _TITLE))[:_TITLE]
        self.run = store.add_run(KIND, inputs, {"style": options.style}, title=title, model=model)
        self._language = options.language

    def __call__(self, progress: WriteProgress) -> None:
        self._parts += progress.parts
        if progress.parts and time.monotonic() - self._kept_at > _EVERY_S:
            kept = Kept(self._language, tuple(self._parts), complete=False)
            self._store.update_run(self.run.id, kept_form(kept))
            self._kept_at = time.monotonic()

    def finish(self, written: Written) -> Run:
        kept = Kept(written.language, written.parts, written.complete, written.seconds)
        return self._store.finish_run(self.run.id, kept_form(kept), "done" if written.complete else "stopped")


def written_of(run: Run) -> Written | None:
    """What a run holds; None where it cannot be read, or its source was too long to be kept."""
    kept, source = read(Kept, run.result), run.inputs.get("text")
    style = next((style for style in STYLES if style == run.options.get("style")), None)
    if kept is None or style is None or not isinstance(source, str):
        return None
    return Written(source, style, kept.language, kept.parts, run.model, kept.seconds, kept.complete)


def keep_revision(store: Store, run_id: int, revision: Revision) -> None:
    """Keep a run as it stands under the user's hand. Raises `StoreError`."""
    kept = read(Kept, store.run(run_id).result)
    if kept is not None:
        pieces = tuple(map(_kept_piece, revision.pieces))
        store.update_run(run_id, kept_form(replace(kept, pieces=pieces)))


def revision_kept(run: Run, written: Written) -> Revision:
    """How a run stood when it was left."""
    kept, made = read(Kept, run.result), revision_of(written)
    if kept is None or not kept.pieces:
        return made
    found = Revision(tuple(map(_piece, kept.pieces)))
    return found if found.source == made.source else made


def _kept_piece(piece: Piece) -> KeptPiece:
    new = None if piece.new == piece.old else piece.new
    now = None if piece.now == piece.old else piece.now
    return KeptPiece(piece.old, new, now, piece.part, piece.refused)


def _piece(kept: KeptPiece) -> Piece:
    new = kept.old if kept.new is None else kept.new
    now = kept.old if kept.now is None else kept.now
    return Piece(kept.old, new, now, kept.part, kept.refused)


def as_json(written: Written) -> dict[str, object]:
    """For other programs, with the fields of the README."""
    return {
        "text": written.text,
        "style": written.style,
        "language": written.language,
        "changes": [_change(change) for change in written.changes],
        "refused": [_change(change) for change in written.refused],
        "checks": [{"rule": finding.rule, "detail": finding.detail} for finding in written.checks],
        "complete": written.complete,
        "model": written.model,
        "seconds": round(written.seconds, 3),
    }


def _change(change: Change) -> dict[str, object]:
    made: dict[str, object] = {
        "start": change.start, "end": change.end, "old": change.old, "new": change.new
    }  # fmt: skip
    return {**made, "reason": change.refused} if change.refused else made
