"""One number of a preset: a slider and a field, or "automatic".

Owns how they follow each other. Must not know which number it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from llmdesk.ui.theme import HALF, SPACE
from llmdesk.ui.widgets.plain_label import plain_label

_FIELD_WIDTH = 110
_NAME_WIDTH = 150


@dataclass(frozen=True)
class Span:
    """What a number may be: `slider_most` is where its slider ends; None: it has none. `start`: where it
    begins when it is no longer automatic."""

    least: float
    most: float
    step: float
    decimals: int
    start: float
    slider_most: float | None = None


class _Field(QDoubleSpinBox):
    """A number that a passing wheel leaves alone."""

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]  # a QWheelEvent


class _Slider(QSlider):
    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]  # a QWheelEvent


class NumberRow(QWidget):
    """`changed()` for what the user does."""

    changed = Signal()

    def __init__(self, span: Span) -> None:
        super().__init__()
        self._span = span
        self._automatic = QCheckBox()
        self._field = _Field(
            minimum=span.least, maximum=span.most, singleStep=span.step, decimals=span.decimals
        )
        self._slider = _Slider(Qt.Orientation.Horizontal)
        self._name, self._meaning = plain_label(), plain_label("small", wrap=True)
        self._arrange()
        self._automatic.toggled.connect(self._on_automatic)
        self._slider.valueChanged.connect(self._on_slider)
        self._field.valueChanged.connect(self._on_field)
        self.set_value(None)

    def _arrange(self) -> None:
        span = self._span
        self._field.setFixedWidth(_FIELD_WIDTH)
        self._field.setKeyboardTracking(True)
        self._field.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)
        self._name.setFixedWidth(_NAME_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._name)
        row.addWidget(self._automatic)
        if span.slider_most is not None:
            self._slider.setRange(0, round((span.slider_most - span.least) / span.step))
            row.addWidget(self._slider, 1)
        else:
            self._slider.setParent(self)
            self._slider.hide()
            row.addStretch(1)
        row.addWidget(self._field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self._meaning)

    # -- the number -------------------------------------------------------------------------------
    @property
    def value(self) -> float | None:
        """None: automatic."""
        return None if self._automatic.isChecked() else round(self._field.value(), self._span.decimals)

    @property
    def whole(self) -> int | None:
        value = self.value
        return None if value is None else round(value)

    def set_value(self, value: float | None) -> None:
        for widget in (self._automatic, self._slider, self._field):
            widget.blockSignals(True)
        self._automatic.setChecked(value is None)
        self._field.setValue(self._span.start if value is None else value)
        self._follow()
        for widget in (self._automatic, self._slider, self._field):
            widget.blockSignals(False)
        self._show_automatic()

    def set_texts(self, name: str, meaning: str, automatic: str) -> None:
        self._name.setText(name)
        self._meaning.setText(meaning)
        self._automatic.setText(automatic)
        self._automatic.setAccessibleName(f"{name}: {automatic}")
        for widget in (self._field, self._slider):
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(meaning)

    # -- what the user does -------------------------------------------------------------------------
    def _on_automatic(self) -> None:
        self._show_automatic()
        self.changed.emit()

    def _on_slider(self, place: int) -> None:
        self._field.blockSignals(True)
        self._field.setValue(self._span.least + place * self._span.step)
        self._field.blockSignals(False)
        self.changed.emit()

    def _on_field(self) -> None:
        self._slider.blockSignals(True)
        self._follow()
        self._slider.blockSignals(False)
        self.changed.emit()

    def _follow(self) -> None:
        """The slider stands where the field says, or at its end."""
        self._slider.setValue(round((self._field.value() - self._span.least) / self._span.step))

    def _show_automatic(self) -> None:
        automatic = self._automatic.isChecked()
        self._slider.setEnabled(not automatic)
        self._field.setEnabled(not automatic)
