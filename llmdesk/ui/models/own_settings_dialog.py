"""The dialog “Settings of this model”: the form, what it means for the memory, and its buttons.

Owns the buttons around the form. Must not keep anything: `own_accepted` says what the user wants.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import UserError, fill
from llmdesk.gguf import Header
from llmdesk.models.fit import Fit
from llmdesk.models.own_settings import NOTHING_OWN, OwnSettings
from llmdesk.ui.language import Retranslating
from llmdesk.ui.model_words import fit_figures, fit_sentence
from llmdesk.ui.models.own_settings_form import OwnSettingsForm
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.fields.asking import AskingDialog
from llmdesk.ui.widgets.plain_label import plain_label

_WIDTH, _HEIGHT = 620, 730


class OwnSettingsDialog(Retranslating, AskingDialog):
    """`own_accepted(OwnSettings)`: to be stored; the dialog stays open until it is."""

    own_accepted = Signal(object)

    def __init__(
        self,
        name: str,
        header: Header,
        own: OwnSettings,
        fit_of: Callable[[OwnSettings], Fit],
        *,
        has_gpu: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`name` of the model; `fit_of`: quick, what settings mean for the memory of now."""
        super().__init__(parent)
        self._name, self._fit_of = name, fit_of
        self.form = OwnSettingsForm(header, fit_of(NOTHING_OWN).context, has_gpu=has_gpu)
        self._verdict, self._figures = plain_label("strong", wrap=True), plain_label("small", wrap=True)
        self._reset, self._cancel, self._save = QPushButton(), QPushButton(), QPushButton()
        self._arrange()
        self.form.show_own(own)
        self.form.changed.connect(self._show_effect)
        self._reset.clicked.connect(self._on_reset)
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self._on_save)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_save)
        self._retranslate()
        self._begin()

    def _arrange(self) -> None:
        set_kind(self._save, "primary")
        self._save.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        for button in (self._reset, self._cancel):
            button.setAutoDefault(False)
        foot.addWidget(self._reset)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addWidget(self.form, 1)
        for label in (self._verdict, self._figures, self._failure):
            column.addWidget(label)
        column.addLayout(foot)
        self.resize(_WIDTH, _HEIGHT)

    def value(self) -> OwnSettings:
        return self.form.own()

    def not_stored(self, error: Exception) -> None:
        """The template may be what is wrong: its line is shown."""
        super().not_stored(error)
        line = error.params.get("line") if isinstance(error, UserError) else None
        if isinstance(line, int) and line > 0:
            self.form.show_line(line)

    def _on_save(self) -> None:
        if self._save.isEnabled():
            self._wait_until_stored()
            self.own_accepted.emit(self.value())

    def _on_reset(self) -> None:
        self.form.show_own(NOTHING_OWN)
        self._show_effect()

    def _show_effect(self) -> None:
        own = self.value()
        found = self._fit_of(own)
        self._verdict.setText(fit_sentence(found))
        self._figures.setText(fit_figures(found))
        self._reset.setEnabled(own != NOTHING_OWN)
        self._save.setEnabled(self.form.fits)

    def _retranslate(self) -> None:
        self.setWindowTitle(fill(self.tr("Settings of {model}"), {"model": self._name}))
        for button, text in (
            (self._reset, self.tr("All automatic")),
            (self._cancel, self.tr("Cancel")),
            (self._save, self.tr("Save")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self._show_effect()
