"""What one does with all that was found: look through it, save it, take it to a tool, or do not read all.

Owns who hears whom between the messages, the dialog, the files and the session. Must not draw anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from llmdesk.errors import fill
from llmdesk.store import Store, StoredMessage
from llmdesk.tools.chat.attaching.grounds import Quoted
from llmdesk.tools.chat.everything.found import (
    AllRead,
    Judged,
    Verdict,
    as_detail,
    decided,
    found_of,
    rows_of,
)
from llmdesk.ui.chat.attaching.shown import place_of
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.chat.transcript import Transcript
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.reader.asked import SourcesAsked
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

if TYPE_CHECKING:
    from llmdesk.ui.chat.everything.all_rows import AllRows
    from llmdesk.ui.chat.everything.rows_dialog import RowsDialog

_SUFFIXES = (".xlsx", ".csv")
MOST_DOCUMENTS = 500  # that a tab gets at once


class FoundDeeds(QObject):
    """`source_asked(SourcesAsked)`; `table_handed(tab, path)`: a table was saved for that tab;
    `files_handed(tab, paths)`: documents are to be worked through there."""

    source_asked = Signal(object)
    table_handed = Signal(str, object)
    files_handed = Signal(str, object)

    def __init__(
        self, services: Services, session: ChatSession, transcript: Transcript, window: QWidget
    ) -> None:
        super().__init__(window)
        self._services, self._session, self._window = services, session, window
        self._after: int | None = None  # an answer that is answered from passages when its reading has ended
        transcript.view_made.connect(self._on_view)
        session.ended.connect(self._on_ended)

    def _on_view(self, view: MessageView) -> None:
        message_id = view.entry.message.id
        view.found_asked.connect(lambda what: self._do(message_id, what))

    def _do(self, message_id: int, what: str) -> None:
        message = self._session.message(message_id)
        found = found_of(message) if message is not None else None
        if message is None or found is None:
            return
        verb, _, tab = what.partition(" ")
        if verb == "passages":
            self._from_passages(message)
        elif verb == "all":
            self._open(message_id, found)
        elif verb == "save":
            self._save(found, self._tell_saved)
        elif verb == "table":
            self._save(found, lambda path: self.table_handed.emit(tab, path))
        elif verb == "documents":
            self._services.tasks.start(
                lambda _context: _files_that_count(found),
                owner=self,
                on_done=lambda paths: self._hand(tab, paths),
            )

    def _from_passages(self, message: StoredMessage) -> None:
        if message.state == "streaming" and self._session.is_running:
            self._after = message.id
            self._session.stop()
        else:
            self._session.regenerate(message.id, None, "passages")

    def _on_ended(self, conversation_id: int, _whole: bool) -> None:
        waiting, self._after = self._after, None
        if waiting is not None and conversation_id == self._session.conversation_id:
            self._session.regenerate(waiting, None, "passages")

    # -- rows ---------------------------------------------------------------------------------------
    def _open(self, message_id: int, found: AllRead) -> None:
        from llmdesk.ui.chat.everything.all_rows import AllRows

        self._services.tasks.start(
            lambda _context: AllRows(found),
            owner=self,
            on_done=lambda rows: self._show(message_id, found, rows),
        )

    def _show(self, message_id: int, found: AllRead, rows: AllRows) -> None:
        from llmdesk.ui.chat.everything.rows_dialog import RowsDialog

        title = " ".join(found.question.split())[:100]
        dialog = RowsDialog(self._services, title, rows, self._window, valued=bool(found.asked_for))
        dialog.row_asked.connect(self._show_row)
        dialog.save_asked.connect(lambda: self._save(self._now(message_id, found), self._tell_saved, dialog))
        dialog.decided.connect(lambda row, verdict: self._decide(message_id, row, verdict, dialog))
        dialog.show()

    def _now(self, message_id: int, before: AllRead) -> AllRead:
        """What is found by now; `before` where another chat is open."""
        message = self._session.message(message_id)
        return (found_of(message) if message is not None else None) or before

    def _decide(self, message_id: int, row: Judged, verdict: Verdict, dialog: RowsDialog) -> None:
        def work(_context: TaskContext) -> tuple[StoredMessage, AllRows] | None:
            return _decided(self._services.store, message_id, row, verdict)

        def show(done: tuple[StoredMessage, AllRows] | None) -> None:
            if done is not None:
                self._session.show_message(done[0])
                if isValid(dialog):
                    dialog.show_rows(done[1])

        # In turn: each on what the last one left. Not the dialog's: it may be closed before it is kept.
        self._services.tasks.start(work, owner=self, on_done=show, in_turn=True)

    def _show_row(self, row: Judged) -> None:
        quoted: Quoted = row.quoted
        self.source_asked.emit(SourcesAsked((place_of(quoted),), 0))

    def _hand(self, tab: str, paths: Sequence[Path]) -> None:
        if len(paths) > MOST_DOCUMENTS:
            words = self.tr("The first {count} documents were taken: more are too many at once.")
            self._services.notify.show(words.replace("{count}", str(MOST_DOCUMENTS)))
        if paths:
            self.files_handed.emit(tab, paths[:MOST_DOCUMENTS])
        else:
            self._services.notify.show(self.tr("None of these documents is a file."))

    # -- the table ----------------------------------------------------------------------------------
    def _save(self, found: AllRead, then: Callable[[Path], None], beside: QWidget | None = None) -> None:
        kinds = [self.tr("Excel workbook (*.xlsx)"), self.tr("CSV (*.csv)")]

        def meant(path: Path, kind: str) -> Path:
            suffix = _SUFFIXES[kinds.index(kind)] if kind in kinds else _SUFFIXES[0]
            return path if path.suffix.casefold() in _SUFFIXES else path.with_name(path.name + suffix)

        def write(path: Path, _kind: str) -> None:
            self._services.tasks.start(
                lambda context: _written(found, path, context),
                owner=self,
                on_done=then,
                long_job=fill(self.tr("Saving {file}"), {"file": path.name}),
            )

        proposed = Path(self.tr("documents") + _SUFFIXES[0])
        ask_place(beside or self._window, self.tr("Save the table"), proposed, kinds, write, meant)

    def _tell_saved(self, path: Path) -> None:
        self._services.notify.show(fill(self.tr("Saved as {path}"), {"path": path}))


def _decided(
    store: Store, message_id: int, row: Judged, verdict: Verdict
) -> tuple[StoredMessage, AllRows] | None:
    """What is stored with the user's answer on a row, and all rows; None where the answer is gone or being
    made anew. In a thread."""
    from llmdesk.tools.chat.everything import words
    from llmdesk.ui.chat.everything.all_rows import AllRows

    message = store.message(message_id)
    before = found_of(message)
    if before is None or message.state == "streaming":
        return None
    found = decided(before, row, verdict)
    detail = {**message.detail, **as_detail(found)}
    kept = store.finish_message(message_id, words.total(found), message.state, detail, message.thoughts)
    return kept, AllRows(found)


def _files_that_count(found: AllRead) -> list[Path]:
    """In a thread."""
    return [Path(row.document.path) for row in rows_of(found) if row.answer == "yes" and row.document.path]


def _written(found: AllRead, path: Path, _context: TaskContext) -> Path:
    """In a thread. Raises `UsageError`."""
    from llmdesk.outputs import look_at
    from llmdesk.tools.ask.counting import write_everything
    from llmdesk.tools.chat.everything.reading import as_counted

    inputs = [Path(row.document.path) for row in rows_of(found) if row.document.path]
    return write_everything(look_at(path, inputs, overwrite=True), as_counted(found))
