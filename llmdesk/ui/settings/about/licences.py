"""The licences of all that ships: a list, and the text of the one that is chosen.

Owns this dialog. The texts are read in tasks and shown piece by piece, so that the window never waits.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.licences import Component, components, text_of
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task
from llmdesk.ui.theme import GAP, MARGIN, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_SIZE = QSize(860, 600)
_LIST_WIDTH = 250
_STEP = 20_000  # characters of a text that are added at once
_STEP_MS = 10


class LicencesDialog(Retranslating, QDialog):
    """Closes with Esc; is gone then."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shown: tuple[Component, ...] = ()
        self._reading: Task[str] | None = None
        self._left = ""  # of the text, to be added yet
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.92))
        self.search, self.list = QLineEdit(clearButtonEnabled=True), QListWidget()
        self._name, self._licence = plain_label("heading", wrap=True), plain_label("muted", wrap=True)
        self.text, self._close = QPlainTextEdit(readOnly=True), QPushButton()
        self._adding = QTimer(self, interval=_STEP_MS)
        self._arrange()
        self._adding.timeout.connect(self._add)
        self.search.textChanged.connect(self._filter)
        self.list.currentRowChanged.connect(self._show_current)
        self._close.clicked.connect(self.close)
        self._retranslate()
        services.tasks.start(lambda _: components(), owner=self, on_done=self._on_found)

    def _arrange(self) -> None:
        set_kind(self.text, "framed")
        set_kind(self.list, "framed")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.text.setUndoRedoEnabled(False)
        left = QWidget()
        fix_width(left, _LIST_WIDTH)
        names = QVBoxLayout(left)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(SPACE)
        names.addWidget(self.search)
        names.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        for part in (self._name, self._licence):
            right.addWidget(part)
        right.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(left)
        row.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addLayout(row, 1)
        column.addLayout(foot)

    # -- the list -----------------------------------------------------------------------------------
    def _on_found(self, found: tuple[Component, ...]) -> None:
        self._shown = found
        for component in found:
            self.list.addItem(QListWidgetItem(_name(component)))
        self.list.setCurrentRow(0)
        self._filter()

    def _filter(self) -> None:
        """Names and licences that have the words in them."""
        words = self.search.text().lower().split()
        for row, component in enumerate(self._shown):
            text = f"{_name(component)} {component.licence}".lower()
            self.list.item(row).setHidden(not all(word in text for word in words))

    # -- a text -------------------------------------------------------------------------------------
    def _show_current(self, row: int) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._adding.stop()
        self.text.clear()
        if not 0 <= row < len(self._shown):
            return
        component = self._shown[row]
        self._name.setText(f"{_name(component)} {component.version}".strip())
        self._licence.setText(component.licence)
        self._licence.setVisible(bool(component.licence))
        self._reading = task = self._services.tasks.start(
            lambda _: text_of(component),
            owner=self,
            on_done=lambda text: self._begin(text) if task is self._reading else None,
        )

    def _begin(self, text: str) -> None:
        self._left = text or self.tr("Its package brings no text along.")
        self._add()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._adding.start()

    def _add(self) -> None:
        if not self._left:
            self._adding.stop()
            return
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._left[:_STEP])
        self._left = self._left[_STEP:]

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Licences"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search licences"))
        self.list.setAccessibleName(self.tr("What llmdesk consists of"))
        self.text.setAccessibleName(self.tr("Text of the licence"))
        self._close.setText(self.tr("Close"))
        for row, component in enumerate(self._shown):
            self.list.item(row).setText(_name(component))


def _name(component: Component) -> str:
    return translate_core(component.name) if component.of_data else component.name
