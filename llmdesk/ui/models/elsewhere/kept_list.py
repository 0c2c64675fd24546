"""The engines elsewhere that are kept, one a row, with what can be done with each.

Owns the rows. Must not change the settings: it says what is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from llmdesk.engine.model_ref import ModelRef
from llmdesk.errors import fill, shown
from llmdesk.models.elsewhere import KeptEngine
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, HALF, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label


class KeptList(Retranslating, QWidget):
    """`use_asked(KeptEngine)`, `test_asked(KeptEngine)`, `forget_asked(KeptEngine)`."""

    use_asked = Signal(object)
    test_asked = Signal(object)
    forget_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engines: tuple[KeptEngine, ...] = ()
        self._current: ModelRef | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)

    def show_engines(self, engines: Sequence[KeptEngine], current: ModelRef | None) -> None:
        """`current`: the model that is chosen."""
        if (tuple(engines), current) == (self._engines, self._current):
            return
        self._engines, self._current = tuple(engines), current
        self._fill()

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for engine in self._engines:
            self._column.addWidget(self._row(engine))
        self.setVisible(bool(self._engines))

    def _row(self, engine: KeptEngine) -> QWidget:
        row = QWidget()
        name, place = plain_label("strong", wrap=True), plain_label("small", wrap=True, selectable=True)
        is_used = engine.ref == self._current
        selected = self.tr("selected")
        name.setText(f"{engine.name} · {selected}" if is_used else engine.name)
        parts = [engine.ref.address, shown(engine.ref.name)]
        place.setText(" · ".join(part for part in parts if part))
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for text, called, signal in (
            (self.tr("Use"), self.tr("Use {name}"), self.use_asked),
            (self.tr("Test"), self.tr("Test {name}"), self.test_asked),
            (self.tr("Forget"), self.tr("Forget {name}"), self.forget_asked),
        ):
            button = QPushButton(text)
            button.setAccessibleName(fill(called, {"name": engine.name}))
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(engine))
            button.setEnabled(signal is not self.use_asked or not is_used)
            if signal is self.forget_asked:
                set_kind(button, "danger")
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(name)
        column.addWidget(place)
        column.addLayout(buttons)
        return row

    def _retranslate(self) -> None:
        self._fill()
