"""Dialogs with one form: how this chat is answered, or a preset of one's own.

Owns the buttons around the form. Must not keep anything: `accepted_preset` says what the user wants.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.tools.chat.presets.types import Preset
from llmdesk.ui.chat.presets.form import PresetForm
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.fields.asking import AskingDialog

_WIDTH, _HEIGHT = 600, 640


class PresetDialog(Retranslating, AskingDialog):
    """`preset_accepted(Preset)`; `save_asked(Preset)`: it becomes a preset of the user's own, too.

    A preset that is to be stored keeps the dialog open until it is; only that of a chat counts at once.
    """

    preset_accepted = Signal(object)
    save_asked = Signal(object)

    def __init__(
        self, preset: Preset, models: Sequence[str], *, for_chat: bool, parent: QWidget | None = None
    ) -> None:
        """`for_chat`: it is the copy of the open chat; else a preset of the user's own, with a name."""
        super().__init__(parent)
        self._for_chat = for_chat
        self.form = PresetForm(models)
        self._save_too, self._cancel, self._ok = QPushButton(), QPushButton(), QPushButton()
        self._arrange()
        self.form.show_preset(preset)
        self.form.changed.connect(self._on_changed)
        self._save_too.clicked.connect(self._on_save_too)
        self._cancel.clicked.connect(self.reject)
        self._ok.clicked.connect(self._on_ok)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_ok)
        self._retranslate()
        self._on_changed()
        self._begin()
        if for_chat or preset.name:
            self.form.focus_instructions()
        else:
            self.form.focus_name()

    def _arrange(self) -> None:
        set_kind(self._ok, "primary")
        self._ok.setDefault(True)
        for button in (self._save_too, self._cancel):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self._save_too)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.form, 1)
        column.addWidget(self._failure)
        column.addLayout(foot)
        self._save_too.setVisible(self._for_chat)
        column.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)
        self.resize(_WIDTH, _HEIGHT)

    def value(self) -> Preset:
        return self.form.preset()

    def _on_changed(self) -> None:
        named = bool(self.form.preset().name)
        self._ok.setEnabled(self.form.fits and (self._for_chat or named))
        self._save_too.setEnabled(self.form.fits and named)

    def _on_ok(self) -> None:
        if not self._ok.isEnabled():
            return
        if self._for_chat:
            self.preset_accepted.emit(self.value())
            self.accept()
        else:
            self._wait_until_stored()
            self.preset_accepted.emit(self.value())

    def _on_save_too(self) -> None:
        self._wait_until_stored()
        self.save_asked.emit(self.value())

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings of this chat") if self._for_chat else self.tr("Preset"))
        for button, text in (
            (self._save_too, self.tr("Save as a new preset")),
            (self._cancel, self.tr("Cancel")),
            (self._ok, self.tr("Use in this chat") if self._for_chat else self.tr("Save")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
