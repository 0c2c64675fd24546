"""Where the result of a table goes, and what is there already.

Owns the place and its dialog (`OutputField`), and the words and the button with which the work begins or goes
on (`StartRow`). Must not look at files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import counted

_SUFFIXES = (".csv", ".tsv", ".xlsx")


class OutputField(Retranslating, QWidget):
    """`place`, and whether the user said that what is there may be replaced. `changed()`."""

    changed = Signal()

    def __init__(self, suffixes: Sequence[str] = _SUFFIXES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self.overwrite = Path(), False
        self._suffixes = suffixes
        self._name, self.browse = ElidedLabel(of_file=True), QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._name, 1)
        row.addWidget(self.browse)
        self.browse.clicked.connect(self._choose)
        self._retranslate()

    def set_place(self, path: Path, *, overwrite: bool = False) -> None:
        self.place, self.overwrite = path, overwrite
        self._name.setText(str(path))
        self._name.setToolTip(str(path))
        self.changed.emit()

    def _choose(self) -> None:
        def choose(path: Path, _kind: str) -> None:
            self.set_place(path, overwrite=True)

        def meant(path: Path, kind: str) -> Path:
            if path.suffix.casefold() in self._suffixes:
                return path
            return path.with_name(path.name + (".xlsx" if "xlsx" in kind else ".csv"))

        kinds = self.tr("CSV (*.csv);;Excel workbook (*.xlsx)").split(";;")
        ask_place(self, self.tr("Save to"), self.place, kinds, choose, meant)

    def _retranslate(self) -> None:
        self.browse.setText(self.tr("Choose…"))
        self.browse.setAccessibleName(self.tr("Save to"))


@dataclass(frozen=True)
class StartWords:
    """`waiting` has a place {count}, for the rows that are done; `one` is said where it is a single one."""

    start: str
    again: str
    one: str
    waiting: str
    exists: str


class StartRow(Retranslating, QWidget):
    """The primary button, and beside it what is at the output: work to go on with, or a file. `asked()`;
    what stands before the button is `buttons`'."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = StartWords("", "", "", "", "")
        self._rows, self._problem, self._exists = 0, "", False
        self._waiting, self._again = plain_label(wrap=True), QCheckBox()
        self.start = QPushButton()
        set_kind(self.start, "primary")
        waiting = QVBoxLayout()
        waiting.setSpacing(SPACE)
        waiting.addWidget(self._waiting)
        waiting.addWidget(self._again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(waiting, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE)
        row.addLayout(self.buttons)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignBottom)
        self._again.toggled.connect(lambda _: self._refresh())
        self.start.clicked.connect(self.asked)

    @property
    def resumes(self) -> bool:
        """The work goes on behind what is done, and does not start over."""
        return self._rows > 0 and not self._again.isChecked()

    def set_words(self, words: StartWords) -> None:
        self._words = words
        self._again.setText(words.again)
        self._again.setAccessibleName(words.again)
        self._refresh()

    def show_output(self, rows: int = 0, problem: str = "", exists: bool = False) -> None:
        """`rows` that are done wait beside the output, or cannot be used because of `problem`; or a file is
        there."""
        self._rows, self._problem, self._exists = (0 if problem else rows), problem, exists
        self._again.setChecked(False)
        self._refresh()

    def _refresh(self) -> None:
        words = self._problem or (self._words.exists if self._exists else "")
        if self._rows > 0:
            words = counted(self._words.one, self._words.waiting, self._rows)
        self._waiting.setText(words)
        self._waiting.setVisible(bool(words))
        self._again.setVisible(self._rows > 0)
        start = self.tr("Resume") if self.resumes else self._words.start
        self.start.setText(start)
        self.start.setAccessibleName(start)

    def _retranslate(self) -> None:
        self._refresh()
