"""By which embedding model the passages of a library are found, beside their words: a choice.

Owns the widgets and their words. Must not look for models, nor change a library: a signal says what is
chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.errors import Listing, fill
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.plain_label import plain_label

if TYPE_CHECKING:
    from llmdesk.models.embedding_catalog import EmbeddingFile

_CHOOSE = "\0"  # no file is called so


class MeaningChoice(Retranslating, QWidget):
    """`chosen(path)`: a model, "" for none; `file_asked`: another file is to be chosen."""

    chosen = Signal(str)
    file_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self.models, self._hint = plain_label(), QComboBox(), plain_label("small", wrap=True)
        self._files: tuple[tuple[str, str], ...] | None = None  # names and paths; None: not looked for yet
        self._known = Listing(())
        self._current = ""
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._label)
        row.addWidget(self.models, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(self._hint)
        self._label.setBuddy(self.models)
        self.models.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.models.setMinimumContentsLength(12)
        self.models.activated.connect(self._on_activated)
        self._retranslate()

    def show_files(self, files: Sequence[EmbeddingFile], known: Sequence[str]) -> None:
        """The embedding models on this computer; `known`: some that could be fetched."""
        self._files = tuple((each.name, str(each.path)) for each in files)
        self._known = Listing(tuple(known))
        self._retranslate()

    def show_current(self, model: str) -> None:
        """What is chosen for the library that shows."""
        if model != self._current:
            self._current = model
            self._fill()
        elif not self.models.view().isVisible():
            self.models.setCurrentIndex(max(0, self.models.findData(model)))  # what was refused is not chosen

    def _fill(self) -> None:
        items = [(self.tr("Words alone"), ""), *(self._files or ())]
        if self._current not in (path for _name, path in items):
            items.append((Path(self._current).name, self._current))
        items.append((self.tr("Choose a file…"), _CHOOSE))
        self.models.clear()
        for name, path in items:
            self.models.addItem(name, path)
        self.models.setCurrentIndex([path for _name, path in items].index(self._current))
        self._hint.setVisible(self._files == () and not self._current)

    def _on_activated(self, _index: int) -> None:
        path = str(self.models.currentData())
        if path == _CHOOSE:
            self._fill()  # until a file is chosen
            self.file_asked.emit()
        elif path != self._current:
            self.chosen.emit(path)

    # -- words ------------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        name = self.tr("Embedding model")
        self._label.setText(name)
        self.models.setAccessibleName(name)
        self.models.setToolTip(
            self.tr("With an embedding model passages are also found by what they mean, in other words.")
        )
        hint = self.tr("None is on this computer. You can search for one in Models: {known}.")
        self._hint.setText(fill(hint, {"known": self._known}, translate_core))
        self._fill()
