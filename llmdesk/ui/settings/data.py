"""The page of the settings on what llmdesk keeps: where it lies, its backups, and deleting all.

Owns this page and its question. Must not delete or restore anything: it asks for it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QWidget

from llmdesk.errors import fill
from llmdesk.ui.services import Services
from llmdesk.ui.settings.backups import BackupsDialog
from llmdesk.ui.settings.compacting import Compacting
from llmdesk.ui.settings.kept_chats import KeptChats
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.settings.storage import StorageTable
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label


class DataPage(SettingsPage):
    """`erase_asked` when the user said twice that everything is to be deleted, `restore_asked(path)` when
    that backup is to take its place."""

    erase_asked = Signal()
    restore_asked = Signal(Path)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._place, self._deleting, self._all = (plain_label(wrap=True) for _ in range(3))
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._erase = QPushButton()
        set_kind(self._erase, "danger")
        self._erase.clicked.connect(self._ask)
        erase = QWidget()
        row = QHBoxLayout(erase)
        row.setContentsMargins(0, SPACE, 0, 0)
        row.addWidget(self._erase)
        row.addStretch(1)
        self._stored = self.add_heading()
        self.add_part(self._place)
        table = StorageTable(services)
        self.add_part(table)
        self._compacting = Compacting(services)
        self._compacting.compacted.connect(table.measure)
        self._compact_row = self.add_row(self._compacting, named=self._compacting.start)
        self._kept = KeptChats(services)
        self._kept.limit_chosen.connect(lambda limit: self.update_settings(kept_contexts_mb=limit))
        self._kept_row = self.add_row(self._kept, "kept_contexts_mb", named=self._kept.limit.figure)
        self._backups = self.add_heading()
        self._restore = QPushButton()
        self._restore.clicked.connect(self._choose_backup)
        restore = QHBoxLayout()
        restore.addWidget(self._restore)
        restore.addStretch(1)
        self._restore_row = self.add_row(restore, named=self._restore)
        self._deletion = self.add_heading()
        for part in (self._deleting, self._all, erase):
            self.add_part(part)
        self.finish()

    def retranslate(self) -> None:
        place = {"folder": str(self._services.paths.data)}
        self._place.setText(fill(self.tr("Everything is stored on this computer, in {folder}."), place))
        self._stored.setText(self.tr("What is stored where"))
        self._deletion.setText(self.tr("Deleting"))
        self._compact_row.set_texts(
            self.tr("Database"),
            self.tr("Deleted chats leave gaps in the file. Compacting returns that space; nothing is lost."),
        )
        self._compacting.retranslate()
        self._backups.setText(self.tr("Backups"))
        self._restore_row.set_texts(
            self.tr("Restore"),
            self.tr(
                "llmdesk backs up chats, results, presets and drafts once a day, before each update "
                "and before each restore. The last three of each are kept; those made before a restore, "
                "up to 20, for a week."
            ),
        )
        self._restore.setText(self.tr("Restore a backup…"))
        self._restore.setAccessibleName(self.tr("Restore a backup"))
        name = self.tr("Chat cache")
        meaning = self.tr(
            "Keeps what the model has read of your chats on this computer, so that a chat you open "
            "again continues without being read from the beginning. It is deleted with the chat."
        )
        self._kept_row.set_texts(name, meaning)
        self._kept.set_texts(name, meaning)
        self._kept.retranslate()
        self._deleting.setText(
            self.tr(
                "You can bring back what you delete as long as “Undo” is shown. A few "
                "minutes later, or when you close the window, it is erased permanently, "
                "including from the backups. Files that you saved are not touched."
            )
        )
        self._all.setText(self._what_goes())
        self._erase.setText(self.tr("Delete everything…"))
        self._erase.setAccessibleName(self.tr("Delete everything"))

    def show_values(self) -> None:
        self._kept.show_limit(self.value.kept_contexts_mb)

    def _what_goes(self) -> str:
        return self.tr(
            "“Delete everything” erases all chats, the histories of Summarize, "
            "Sentiment and Poetry, your presets and prompts, drafts, corrections and labels, "
            "the libraries of your documents (the documents themselves are kept), "
            "the backups, damaged files that were set aside, the logs, and past model searches. "
            "Models, settings and the files that you saved are kept."
        )

    def stop_compacting(self) -> None:
        self._compacting.stop()

    def _choose_backup(self) -> None:
        dialog = BackupsDialog(self._services, self)
        dialog.restore_asked.connect(self.restore_asked)
        dialog.open()

    def _ask(self) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Delete everything"))
        box.setText(self.tr("Delete everything? This cannot be undone."))
        starts_anew = self.tr("Running tasks are stopped and llmdesk restarts.")
        box.setInformativeText(f"{self._what_goes()}\n\n{starts_anew}")
        yes = box.addButton(self.tr("Delete everything"), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(self.erase_asked)
        box.open()
