"""Going back to a backup: which ones there are, what is in each, and the question before.

Owns this dialog. Must not restore anything: it asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import StoreError, fill
from llmdesk.store import Backup, Holding
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import error_text
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, MARGIN, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import format_bytes

_SIZE = QSize(840, 420)
_MADE, _WHY, _CONTENTS, _BYTES = range(4)
_WIDTHS = ((_MADE, 160), (_WHY, 140), (_BYTES, 80))

_Known = Holding | StoreError


class BackupsDialog(Retranslating, QDialog):
    """`restore_asked(path)` when the user said twice that this backup is to be restored."""

    restore_asked = Signal(Path)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._backups: tuple[Backup, ...] | None = None
        self._known: dict[Path, _Known] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._what, self._none = plain_label(wrap=True), plain_label("muted", wrap=True)
        self.list = QTreeWidget()
        self.restore, self._cancel = QPushButton(), QPushButton()
        self._arrange()
        self.list.currentItemChanged.connect(self._on_current)
        self.restore.clicked.connect(self._ask)
        self._cancel.clicked.connect(self.close)
        self._retranslate()
        services.tasks.start(self._look, owner=self, on_done=self._on_known, on_progress=self._on_known)

    def _arrange(self) -> None:
        set_kind(self.list, "framed")
        self.list.setColumnCount(4)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_CONTENTS, QHeaderView.ResizeMode.Stretch)
        for section, width in _WIDTHS:
            header.resizeSection(section, width)
        self._none.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self._what)
        column.addWidget(self.list, 1)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(buttons)

    # -- what there is ------------------------------------------------------------------------------
    def _look(self, context: TaskContext) -> tuple[tuple[Backup, ...], dict[Path, _Known]]:
        """The list at once, then what is in each: that reads all of its file."""
        store = self._services.store
        backups, known = tuple(store.backups()), dict[Path, _Known]()
        context.progress((backups, dict(known)))
        for backup in backups:
            context.cancel.raise_if_cancelled()
            try:
                known[backup.path] = store.holding(backup.path)
            except StoreError as error:
                known[backup.path] = error
            context.progress((backups, dict(known)))
        return backups, known

    def _on_known(self, found: object) -> None:
        assert isinstance(found, tuple)
        backups, self._known = found
        if backups != self._backups:
            self._backups = backups
            self.list.clear()
            for backup in backups:
                item = QTreeWidgetItem(self.list)
                item.setData(_MADE, Qt.ItemDataRole.UserRole, str(backup.path))
                item.setTextAlignment(_BYTES, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            newest = self.list.topLevelItem(0)
            if newest is not None:
                self.list.setCurrentItem(newest)
            self.list.setVisible(bool(backups))
            self._none.setVisible(not backups)
        self._show_texts()

    @property
    def _chosen(self) -> Backup | None:
        item = self.list.currentItem()
        row = -1 if item is None else self.list.indexOfTopLevelItem(item)
        return self._backups[row] if self._backups and row >= 0 else None

    def _on_current(self) -> None:
        chosen = self._chosen
        known = self._known.get(chosen.path) if chosen is not None else None
        self.restore.setEnabled(isinstance(known, Holding))

    # -- the question -------------------------------------------------------------------------------
    def _ask(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Restore a backup"))
        box.setText(fill(self.tr("Restore the backup of {date}?"), {"date": _date(chosen.created)}))
        box.setInformativeText(
            self.tr(
                "What is there now is backed up first, so you can return to it in the same way. "
                "Running tasks are stopped and llmdesk restarts."
            )
        )
        yes = box.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda: self.restore_asked.emit(chosen.path))
        yes.clicked.connect(self.close)
        box.open()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Restore a backup"))
        self._what.setText(
            self.tr(
                "Chats, results, presets, prompts and drafts go back to what they were when the backup "
                "was made. Models, settings and your files stay as they are."
            )
        )
        self._none.setText(self.tr("There is no backup yet. llmdesk makes one a day, when it starts."))
        self.list.setHeaderLabels(
            [self.tr("Made"), self.tr("Occasion"), self.tr("Contents"), self.tr("Size")]
        )
        self.list.setAccessibleName(self.tr("Backups"))
        self.restore.setText(self.tr("Restore…"))
        self._cancel.setText(self.tr("Cancel"))
        self._show_texts()

    def _show_texts(self) -> None:
        occasions = {
            "daily": self.tr("Daily"),
            "update": self.tr("Before an update"),
            "restore": self.tr("Before a restore"),
        }
        for row, backup in enumerate(self._backups or ()):
            item = self.list.topLevelItem(row)
            if item is None:
                continue
            contents = self._contents(self._known.get(backup.path))
            texts = (_date(backup.created), occasions[backup.occasion], contents, format_bytes(backup.size))
            for column, text in enumerate(texts):
                item.setText(column, text)
                item.setToolTip(column, text if column == _CONTENTS else "")
        self._on_current()

    def _contents(self, known: _Known | None) -> str:
        if known is None:
            return "…"
        if isinstance(known, StoreError):
            return error_text(known)
        parts: Sequence[str] = (
            fill(self.tr("Chats: {count}"), {"count": known.chats}),
            fill(self.tr("results: {count}"), {"count": known.results}),
            fill(self.tr("presets and prompts: {count}"), {"count": known.items}),
        )
        return ", ".join(parts)


def _date(seconds: float) -> str:
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat)
