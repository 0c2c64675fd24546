"""The dialog of one prompt: its name and its text.

Owns the form. Must not keep anything: `prompt_accepted` says what the user wants.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from llmdesk.tools.chat.presets.types import LONGEST_NAME, LONGEST_PROMPT, Prompt
from llmdesk.tools.chat.presets.values import one_line
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, HALF, SPACE, set_kind
from llmdesk.ui.widgets.fields.asking import AskingDialog
from llmdesk.ui.widgets.fields.lines import Lines
from llmdesk.ui.widgets.plain_label import plain_label

_WIDTH, _LINES = 560, 10


class PromptDialog(Retranslating, AskingDialog):
    """`prompt_accepted(Prompt)`; the dialog stays open until it is stored."""

    prompt_accepted = Signal(object)

    def __init__(self, prompt: Prompt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._text = QLineEdit(maxLength=LONGEST_NAME), Lines(_LINES)
        self._labels = (plain_label(), plain_label())
        self._meaning, self._too_long = plain_label("small", wrap=True), plain_label("danger", wrap=True)
        self._cancel, self._ok = QPushButton(), QPushButton()
        self._arrange()
        self._name.setText(prompt.name)
        self._text.setPlainText(prompt.text)
        self._name.textChanged.connect(self._on_changed)
        self._text.textChanged.connect(self._on_changed)
        self._cancel.clicked.connect(self.reject)
        self._ok.clicked.connect(self._on_ok)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_ok)
        self._retranslate()
        self._on_changed()
        self._begin()

    def _arrange(self) -> None:
        set_kind(self._ok, "primary")
        self._cancel.setAutoDefault(False)
        self._ok.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(HALF)
        for label, field in zip(self._labels, (self._name, self._text), strict=True):
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            column.addSpacing(SPACE)
        column.addWidget(self._meaning)
        column.addWidget(self._too_long)
        column.addWidget(self._failure)
        column.addSpacing(SPACE)
        column.addLayout(foot)
        self.setMinimumWidth(_WIDTH)

    def value(self) -> Prompt:
        return Prompt(one_line(self._name.text()), self._text.toPlainText())

    def _on_changed(self) -> None:
        text = self._text.toPlainText()
        self._too_long.setVisible(len(text) > LONGEST_PROMPT)
        said = self.tr("That is {count} characters; the limit is {most}. This text is not saved.")
        self._too_long.setText(said.format(count=f"{len(text):,}", most=f"{LONGEST_PROMPT:,}"))
        named = bool(one_line(self._name.text()))
        self._ok.setEnabled(named and bool(text.strip()) and len(text) <= LONGEST_PROMPT)

    def _on_ok(self) -> None:
        if self._ok.isEnabled():
            self._wait_until_stored()
            self.prompt_accepted.emit(self.value())

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Prompt"))
        names = (self.tr("Name"), self.tr("Text"))
        for label, field, name in zip(self._labels, (self._name, self._text), names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        self._meaning.setText(
            self.tr(
                "What stands in braces, like {topic}, is filled in each time; Tab goes from one to the next."
            )
        )
        for button, text in ((self._cancel, self.tr("Cancel")), (self._ok, self.tr("Save"))):
            button.setText(text)
            button.setAccessibleName(text)
