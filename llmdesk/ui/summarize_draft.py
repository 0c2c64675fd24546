"""What stands in the Summarize tab and is not summarized yet, kept from one window to the next.

Owns how the draft is written down and read. A write takes the newest state, in a task.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from llmdesk.errors import StoreError
from llmdesk.tools.documents.pieces import pieces
from llmdesk.tools.summarize import (
    LENGTH_LIMITS,
    LENGTHS,
    RESULT_LANGUAGES,
    STYLES,
    FileState,
    SummaryOptions,
)
from llmdesk.ui.services import Services
from llmdesk.ui.summarize_states import as_kept, found_again, states_from
from llmdesk.ui.tasks import TaskContext

NAME = "summary.draft"
KEEP_MS = 700
LONGEST = 4_000_000  # characters of a pasted text that are kept; what is longer is too much to paste twice


@dataclass(frozen=True)
class Draft:
    """`text` for what was typed or pasted, `paths` for what was opened and what became of them."""

    options: SummaryOptions
    text: str
    paths: tuple[Path, ...]
    combined: bool
    states: tuple[FileState, ...] = ()

    def to_json(self) -> str:
        """As it is kept. The text goes in pieces: encoding all of it would hold the window up."""
        rest = {
            "options": self.options.as_json(),
            "paths": [str(path) for path in self.paths],
            "combined": self.combined,
            "states": as_kept(self.states),
        }
        text = self.text if len(self.text) <= LONGEST else ""
        whole = "".join(_encoded(piece) for piece in pieces(text))
        return f'{json.dumps(rest)[:-1]}, "text": "{whole}"}}'


def _encoded(text: str) -> str:
    """As in a string of JSON; what is no character (half of one) becomes "?"."""
    characters = text.encode("utf-8", "replace").decode()
    return json.dumps(characters, ensure_ascii=False)[1:-1]


def draft_from_json(kept: str) -> Draft | None:
    """None for nothing, and for what makes no sense."""
    try:
        value = json.loads(kept or "null")
    except ValueError:
        return None
    if not isinstance(value, dict):
        return None
    paths = value.get("paths")
    listed = tuple(Path(path) for path in paths if isinstance(path, str)) if isinstance(paths, list) else ()
    return Draft(
        _options(value.get("options")),
        str(value.get("text", "")),
        listed,
        value.get("combined") is True,
        states_from(value.get("states"), listed),
    )


def _options(kept: Any) -> SummaryOptions:
    kept, default = kept if isinstance(kept, dict) else {}, SummaryOptions()
    length = kept.get("length")
    in_words = isinstance(length, int) and LENGTH_LIMITS[0] <= length <= LENGTH_LIMITS[1]
    return SummaryOptions(
        length=length if in_words or length in LENGTHS else default.length,
        style=kept.get("style") if kept.get("style") in STYLES else default.style,
        focus=str(kept.get("focus", "")),
        language=kept.get("language") if kept.get("language") in RESULT_LANGUAGES else default.language,
    )


class SummaryDrafts(QObject):
    """Keeps what `current()` gives, a moment after `keep_soon`."""

    def __init__(self, services: Services, current: Callable[[], Draft], parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._current = services, current
        self._read = self._waiting = False  # nothing is written over a draft that was not read yet
        self._writing = 0
        self._timer = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._timer.timeout.connect(self._write)

    def read(self, then: Callable[[Draft], None]) -> None:
        """Read the draft in a task; `then` gets it, unless there is none."""

        def done(draft: Draft | None) -> None:
            if draft is not None:
                then(draft)
            self._read = True
            if self._waiting:
                self._timer.start()

        def fail(error: Exception) -> None:
            self._read = True
            self._services.notify.show_error(error)

        def work(_context: TaskContext) -> Draft | None:
            store = self._services.store
            draft = draft_from_json(store.kept(NAME))
            return draft and replace(draft, states=found_again(store, draft.states))

        self._services.tasks.start(work, owner=self, on_done=done, on_error=fail)

    def keep_soon(self) -> None:
        """Something has changed."""
        self._waiting = True
        if self._read and not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Write down what waits, without waiting for it."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def _write(self) -> None:
        draft = self._current()
        self._writing += 1

        def done(_none: None) -> None:
            self._writing -= 1

        def fail(error: Exception) -> None:
            self._writing -= 1
            self._services.notify.show_error(error)

        def work(_context: TaskContext) -> None:
            self._services.store.keep(NAME, draft.to_json())

        self._services.tasks.start(work, owner=self, on_done=done, on_error=fail)

    def flush(self) -> None:
        """Write down what waits, before this returns; for the end."""
        if self._timer.isActive() or self._writing:  # a write that has not begun would not begin any more
            self._timer.stop()
            try:
                self._services.store.keep(NAME, self._current().to_json())
            except StoreError as error:
                self._services.notify.show_error(error)
