"""A number as a slider with its figure beside it, or "automatic".

Owns how the three follow each other, and when a change is settled. Must not know which number it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QSlider, QWidget

from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.theme import GAP, SPACE

_FIELD_WIDTH = 118
_SETTLED_MS = 300
_NO_NUMBER = "–"


@dataclass(frozen=True)
class Span:
    """What a number may be. `stops`: where its slider can stand, rising; none: it has no slider.
    `start`: where it begins when it is no longer automatic."""

    least: float
    most: float
    step: float
    decimals: int
    start: float
    stops: Sequence[float] = ()


def even_stops(least: float, most: float, step: float) -> tuple[float, ...]:
    """`least`, and on by `step` to `most`."""
    return tuple(least + place * step for place in range(round((most - least) / step) + 1))


class _Figure(QDoubleSpinBox):
    """A number, or – while it is automatic; a passing wheel leaves it alone."""

    automatic = False

    def textFromValue(self, value: float) -> str:
        return _NO_NUMBER if self.automatic else super().textFromValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberSlider(QWidget):
    """`moved()` for all that the user does, at once; `chosen(number)` when it is settled, None for automatic.
    Neither comes for `set_value`."""

    moved = Signal()
    chosen = Signal(object)

    def __init__(self, span: Span) -> None:
        super().__init__()
        self._span, self._unit, self._unsettled = span, "", False
        self.automatic = QCheckBox()
        self.figure = _Figure(
            minimum=span.least, maximum=span.most, singleStep=span.step, decimals=span.decimals
        )
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._arrange()
        self.automatic.toggled.connect(self._on_automatic)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderReleased.connect(self._settle)
        self.figure.valueChanged.connect(self._on_figure)
        self.figure.editingFinished.connect(self._settle)
        self._settling.timeout.connect(self._on_quiet)
        self.set_value(None)

    def _arrange(self) -> None:
        fix_width(self.figure, _FIELD_WIDTH)
        self.figure.setGroupSeparatorShown(True)
        self.figure.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)  # the style sheet's padding stays outside
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.automatic)
        if self._span.stops:
            self.slider.setRange(0, len(self._span.stops) - 1)
            self.slider.setPageStep(max(1, len(self._span.stops) // 10))
            row.addWidget(self.slider, 1)
        else:
            self.slider.setParent(self)
            self.slider.hide()
            row.addStretch(1)
        row.addWidget(self.figure)

    # -- the number -------------------------------------------------------------------------------
    @property
    def value(self) -> float | None:
        """None: automatic."""
        return None if self.automatic.isChecked() else round(self.figure.value(), self._span.decimals)

    def set_value(self, value: float | None) -> None:
        self._settling.stop()
        self._unsettled = False
        for widget in (self.automatic, self.slider, self.figure):
            widget.blockSignals(True)
        self.automatic.setChecked(value is None)
        self.figure.setValue(self._span.start if value is None else value)
        self._show_automatic()
        self._follow()
        for widget in (self.automatic, self.slider, self.figure):
            widget.blockSignals(False)

    def follow(self, value: float | None) -> None:
        """Show this, unless the user is about to choose another."""
        if not self._unsettled and value != self.value:
            self.set_value(value)

    def set_texts(self, name: str, meaning: str, automatic: str, unit: str = "") -> None:
        """`automatic`: what it is without a number; `unit` stands behind the number."""
        self._unit = unit
        self.automatic.setText(automatic)
        self.automatic.setAccessibleName(f"{name}: {automatic}")
        for widget in (self.figure, self.slider):
            widget.setAccessibleName(name)
        self.figure.setAccessibleDescription(meaning)
        self._show_automatic()
        self._follow()

    # -- what the user does -------------------------------------------------------------------------
    def _on_automatic(self) -> None:
        self._show_automatic()
        self._follow()
        self._unsettled = True
        self.moved.emit()
        self._settle()

    def _on_slider(self, place: int) -> None:
        self.figure.blockSignals(True)
        self.figure.setValue(self._span.stops[place])
        self.figure.blockSignals(False)
        self._describe()
        self._begin()

    def _on_figure(self) -> None:
        self.slider.blockSignals(True)
        self._follow()
        self.slider.blockSignals(False)
        self._begin()

    def _begin(self) -> None:
        self._unsettled = True
        self._settling.start()
        self.moved.emit()

    def _on_quiet(self) -> None:
        """A number that is being typed is settled when it is left, a slider when it is let go."""
        if not self.slider.isSliderDown() and not self.figure.lineEdit().isModified():
            self._settle()

    def _settle(self) -> None:
        """Only what was changed is told, and once."""
        self._settling.stop()
        if self._unsettled:
            self._unsettled = False
            self.chosen.emit(self.value)

    def hideEvent(self, event: QHideEvent) -> None:
        self._settle()
        super().hideEvent(event)

    # -- how it shows -------------------------------------------------------------------------------
    def _follow(self) -> None:
        """The slider stands where the figure says, or nearest to it."""
        stops, number = self._span.stops, self.figure.value()
        if not stops:
            return
        above = min(bisect_left(stops, number), len(stops) - 1)
        below = max(0, above - 1)
        nearer = below if number - stops[below] < stops[above] - number else above
        was = self.slider.blockSignals(True)
        self.slider.setValue(nearer)
        self.slider.blockSignals(was)
        self._describe()

    def _describe(self) -> None:
        """A screen reader would read the place of the slider, which is no number that anybody knows."""
        self.slider.setAccessibleDescription(self.figure.text())

    def _show_automatic(self) -> None:
        automatic = self.automatic.isChecked()
        for widget in (self.slider, self.figure):
            widget.setEnabled(not automatic)
        self.figure.automatic = automatic
        self.figure.setSuffix("" if automatic else self._unit)
        was = self.figure.blockSignals(True)
        value = self.figure.value()
        self.figure.setValue(self._span.most if value != self._span.most else self._span.least)
        self.figure.setValue(value)  # the same number in other words: Qt writes it anew only where it changed
        self.figure.blockSignals(was)
