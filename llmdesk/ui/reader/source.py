"""The document of a passage, found again: its file as it is now, or its text as it was when it was read.

Owns which of them shows and what is to be said about it. For threads; no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from llmdesk.errors import UserError
from llmdesk.tools.documents import Document
from llmdesk.tools.place import Place
from llmdesk.ui.given.opened import Opened, find_passage, open_file
from llmdesk.ui.reader.asked import Kept
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.text_places import TextPlaces

State = Literal["same", "moved", "as_read", "lost", "passage"]


@dataclass(frozen=True)
class Source:
    """`span` of the passage in the text that shows, None where it is not in it. `state`: "same", the file
    says what it said; "moved", it has changed and says it elsewhere; "as_read", the text that was kept of it,
    for the file says it no more or cannot be read (`problem`); "lost", the file without the passage;
    "passage", nothing but the passage is there. `stamp`: which state of the file was read."""

    place: Place
    opened: Opened
    span: tuple[int, int] | None
    state: State
    problem: UserError | None = None
    stamp: tuple[int, int] | None = None

    @property
    def near(self) -> float | None:
        """About where the passage stands on its page, 0 to 1; None where that is not known."""
        if self.span is None or self.state not in ("same", "moved"):
            return None
        for page in self.opened.document.pages:
            if page.start <= self.span[0] < page.end:
                return (self.span[0] - page.start) / (page.end - page.start)
        return None


def stamp_of(path: Path | None) -> tuple[int, int] | None:
    """Size and time of change of a file; None where there is none."""
    try:
        found = path.stat() if path is not None else None
    except (OSError, ValueError):
        return None
    return None if found is None else (found.st_size, found.st_mtime_ns)


def load(place: Place, kept: Kept | None, before: Source | None, context: TaskContext) -> Source:
    """What shows for a passage; `before`: what was loaded last, so that a document is not read again for each
    of its passages. Raises `Cancelled`."""
    opened, problem, stamp = None, None, stamp_of(place.path)
    if before is not None and stamp is not None and (before.place.path, before.stamp) == (place.path, stamp):
        opened = before.opened
    elif place.path is not None:
        try:
            opened = open_file(place.path, context)
        except UserError as error:
            problem, stamp = error, None
    context.cancel.raise_if_cancelled()
    if opened is not None and place.digest and not place.quote:  # as it was attached, not as it is now
        text = _text_kept(place, kept)
        if isinstance(text, str) and text != opened.document.text:
            return Source(place, _plain(place, text), None, "as_read")
    if opened is not None and _stands(opened.document.text, place):
        return Source(place, opened, (place.start, place.end) if place.quote else None, "same", None, stamp)
    span = _found(opened.document.text, place) if opened is not None else None
    if opened is not None and span is not None:
        return Source(place, opened, span, "moved", None, stamp)
    as_read = _as_read(place, _text_kept(place, kept), problem)
    if as_read is not None:
        return as_read
    if opened is not None:
        return Source(place, opened, None, "lost", None, stamp)
    return Source(place, _plain(place, place.quote), (0, len(place.quote)), "passage", problem)


def _as_read(place: Place, kept: Document | str | None, problem: UserError | None) -> Source | None:
    if kept is None:
        return None
    opened = _plain(place, kept) if isinstance(kept, str) else Opened(kept, TextPlaces(kept.text))
    span = _found(opened.document.text, place)
    if span is None and place.quote:
        return None
    return Source(place, opened, span, "same" if place.path is None else "as_read", problem)


def _text_kept(place: Place, kept: Kept | None) -> Document | str | None:
    try:
        return kept(place) if kept is not None else None
    except UserError:  # the store cannot be read: that is told elsewhere, and the passage is here
        return None


def _found(text: str, place: Place) -> tuple[int, int] | None:
    return find_passage(text, place.start, place.end, place.quote)


def _stands(text: str, place: Place) -> bool:
    return not place.quote or text[place.start : place.end] == place.quote


def _plain(place: Place, text: str) -> Opened:
    return Opened(Document(place.name, "", text, "", (), (), (), ()), TextPlaces(text))
