"""Exports chats from the window: asks what and where, writes in a thread, tells the end.

Owns the dialogs and one export at a time. What the files hold is `tools.chat.export`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.outputs import look_at
from llmdesk.store import Conversation
from llmdesk.tools.chat.export import Exported, Format, export_chats, format_of, suffix_of
from llmdesk.ui.chat.transfer.bar import TransferBar
from llmdesk.ui.chat.transfer.export_dialog import ExportDialog
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

_ALL = 1_000_000  # chats, more than anyone has


class ChatExport(QObject):
    """`save` one chat, or let the user `choose` many. GUI thread."""

    def __init__(self, services: Services, bar: TransferBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._bar, self._window = services, bar, parent

    def save(self, conversation: Conversation) -> None:
        """One chat, as the kind of file that is chosen in the dialog says."""
        kinds = self._kinds()
        name = proposed_name(conversation.title) or self.tr("chat")

        def save(path: Path, words: str) -> None:
            kind = format_of(path) or kinds.get(words, "md")
            self._write([conversation.id], path, kind, thoughts=kind == "json")

        def meant(path: Path, words: str) -> Path:
            return path if format_of(path) else path.with_name(f"{path.name}.{kinds.get(words, 'md')}")

        title = self.tr("Export the chat")
        ask_place(self._window, title, Path(f"{name}.md"), list(kinds), save, meant)

    def choose(self, ticked: Collection[int] | None = None) -> None:
        """The dialog for many chats; `ticked`: those that are chosen at first, None: all."""
        dialog = ExportDialog(self._window)
        dialog.chosen.connect(
            lambda ids, kind, thoughts: self._ask_place(dialog.title, ids, cast("Format", kind), thoughts)
        )

        def show(chats: list[Conversation]) -> None:
            dialog.show_chats(chats, ticked)
            dialog.open()

        store = self._services.store
        self._services.tasks.start(lambda _: store.conversations("", _ALL), owner=dialog, on_done=show)

    def _ask_place(self, title: str, ids: Sequence[int], kind: Format, thoughts: bool) -> None:
        suffix = suffix_of(kind, len(ids))
        one = proposed_name(title) or self.tr("chat")
        name = one if len(ids) == 1 else self.tr("llmdesk chats")

        def meant(path: Path, _words: str) -> Path:
            return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

        ask_place(
            self._window,
            self.tr("Export chats"),
            Path(f"{name}{suffix}"),
            [fill(self.tr("Export (*{suffix})"), {"suffix": suffix})],
            lambda path, _words: self._write(ids, path, kind, thoughts),
            meant,
        )

    def _write(self, ids: Sequence[int], path: Path, kind: Format, thoughts: bool) -> None:
        if self._bar.busy:
            self._services.notify.show(
                self.tr("An export or import is already running. Try again when it has finished.")
            )
            return

        def work(context: TaskContext) -> Exported:
            return export_chats(
                self._services.store,
                ids,
                look_at(path, overwrite=True),  # the dialog asked
                kind,
                thoughts=thoughts,
                translate=translate_core,
                cancel=context.cancel,
                progress=lambda done, total: context.progress((done, total)),
            )

        def fail(error: Exception) -> None:
            self._bar.end()
            self._services.notify.show_error(error)

        task = self._services.tasks.start(
            work,
            owner=self,
            on_done=self._done,
            on_error=fail,
            on_cancelled=self._bar.end,
            on_progress=self._show_progress,
            long_job=self.tr("the export of chats"),
        )
        self._bar.begin(self.tr("Exporting…"), task.cancel)

    def _show_progress(self, value: object) -> None:
        done, total = cast("tuple[int, int]", value)
        locale = QLocale()
        places = {"done": locale.toString(done), "total": locale.toString(total)}
        self._bar.show_progress(fill(self.tr("Exporting: {done} of {total} chats"), places), done / total)

    def _done(self, exported: Exported) -> None:
        self._bar.end()
        self._services.notify.show(fill(self.tr("Saved as {file}."), {"file": exported.path.name}))

    def _kinds(self) -> dict[str, Format]:
        return {
            self.tr("Markdown (*.md)"): "md",
            self.tr("Web page (*.html)"): "html",
            self.tr("Word (*.docx)"): "docx",
            self.tr("JSON: everything (*.json)"): "json",
        }
