"""The form for an engine elsewhere: its name, its address, the model there, a token.

Owns the fields; what is typed is kept, the token alone is not. Must not ask an engine.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from llmdesk.ui.drafts import Keeper
from llmdesk.ui.language import Retranslating
from llmdesk.ui.models.elsewhere.work import MAX_TYPED, Typed
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.plain_label import plain_label

KEPT = "models/elsewhere"  # the name under which the store keeps what is typed


class EngineForm(Retranslating, QWidget):
    """`asked` for Enter; `changed` for what is typed."""

    asked = Signal()
    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.address, self.model, self.token = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self._labels = {edit: plain_label() for edit in self._edits}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        for row, (edit, label) in enumerate(self._labels.items()):
            label.setBuddy(edit)
            edit.setMaxLength(MAX_TYPED)
            grid.addWidget(label, row, 0)
            grid.addWidget(edit, row, 1)
            edit.returnPressed.connect(self.asked)
            edit.textChanged.connect(self.changed)
        self._keeper = Keeper(
            services.drafts, KEPT, lambda: self.typed, self._restore, _as_text, _parse, self, merges=True
        )
        for edit in (self.name, self.address, self.model):
            edit.textEdited.connect(self._keeper.keep_soon)
        self._retranslate()
        self._keeper.read()

    @property
    def _edits(self) -> tuple[QLineEdit, ...]:
        return self.name, self.address, self.model, self.token

    @property
    def typed(self) -> Typed:
        return Typed(self.name.text(), self.address.text(), self.model.text())

    def clear(self) -> None:
        """It was added."""
        for edit in self._edits:
            edit.clear()
        self._keeper.keep_soon()

    def _restore(self, typed: Typed) -> None:
        """What was typed before stands where nothing is typed now."""
        if self.typed == Typed():
            for edit, text in (
                (self.name, typed.name),
                (self.address, typed.address),
                (self.model, typed.model),
            ):
                edit.setText(text)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        words = {
            self.name: (self.tr("Name"), self.tr("What you call it, like “workstation”")),
            self.address: (self.tr("Address"), "http://192.168.1.20:8080"),
            self.model: (self.tr("Model there"), self.tr("Only where it has several")),
            self.token: (self.tr("Access token"), self.tr("Only where it asks for one")),
        }
        for edit, (name, example) in words.items():
            self._labels[edit].setText(name)
            edit.setAccessibleName(name)
            edit.setPlaceholderText(example)


def _as_text(typed: Typed) -> str:
    return json.dumps(asdict(typed)) if typed != Typed() else ""


def _parse(text: str) -> Typed | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    values = [found.get(name) for name in ("name", "address", "model")]
    texts = [value[:MAX_TYPED] for value in values if isinstance(value, str)]
    return Typed(*texts) if len(texts) == len(values) else None
