"""The model at the right of the header: which one, how it is, and load, cancel and unload.

Owns these controls. Must not load anything itself: it asks `ModelSession`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from llmdesk.engine.types import EngineState
from llmdesk.errors import fill
from llmdesk.models.library import InstalledModel
from llmdesk.ui.look.sizes import fix_width, least_width, most_width
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import error_text
from llmdesk.ui.theme import HALF, SPACE, ColorName, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.words import format_bytes

COMBO_WIDTH, LEAST_COMBO_WIDTH = 224, 120
_BESIDE = 112  # for the device, or the progress
DOT = 8


class _Dot(QWidget):
    """A small disc: hollow without a model, filled when it is ready, red after a crash."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(DOT + 2, DOT + 2)
        self._color, self._filled = QColor(), False

    def show_color(self, color: QColor, filled: bool) -> None:
        self._color, self._filled = color, filled
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._color)
        painter.setBrush(self._color if self._filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(1, 1, DOT, DOT)


class ModelPicker(QWidget):
    """[SmolLM2 135M ▾]  CPU ●  and, while loading, a thin bar with its cancel."""

    def __init__(self, models: ModelSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models, self._theme = models, theme
        self._combo = ChoiceBox()
        least_width(self._combo, LEAST_COMBO_WIDTH)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        most_width(self, COMBO_WIDTH + _BESIDE)
        self._device = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._device.setProperty("kind", "small")
        self._dot = _Dot()
        self._load, self._unload = QToolButton(), QToolButton()
        self._progress = QProgressBar(textVisible=False, maximum=1000)
        fix_width(self._progress, 64)
        self._cancel = QToolButton()
        self._right = QStackedWidget()
        self._right.addWidget(self._row(self._device, self._dot, self._load, self._unload))
        self._right.addWidget(self._row(self._progress, self._cancel))
        fix_width(self._right, _BESIDE - SPACE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._combo)
        row.addWidget(self._right)
        self._combo.chosen.connect(self._on_chosen)
        self._combo.opening.connect(models.refresh)
        self._load.clicked.connect(models.load)
        self._unload.clicked.connect(models.unload)
        self._cancel.clicked.connect(models.cancel_load)
        models.models_changed.connect(self._fill)
        models.current_changed.connect(self._fill)
        models.state_changed.connect(self.show_state)
        theme.changed.connect(self._retint)
        self._retranslate()
        self._retint()
        self._fill()

    @staticmethod
    def _row(*widgets: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return holder

    def sizeHint(self) -> QSize:
        return QSize(LEAST_COMBO_WIDTH + _BESIDE, super().sizeHint().height())

    # -- words and colours --------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._fill()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._combo.setAccessibleName(self.tr("Model"))
        self._combo.setToolTip(self.tr("The model that answers"))
        self._progress.setAccessibleName(self.tr("Loading the model"))
        for button, text in (
            (self._load, self.tr("Load model")),
            (self._unload, self.tr("Unload model")),
            (self._cancel, self.tr("Cancel loading")),
        ):
            button.setAccessibleName(text)
            button.setToolTip(text)

    def _retint(self) -> None:
        self._load.setIcon(self._theme.icon("load", "muted"))
        self._unload.setIcon(self._theme.icon("unload", "muted"))
        self._cancel.setIcon(self._theme.icon("close", "muted"))
        self.show_state(self._models.state)

    # -- the list ------------------------------------------------------------------------------
    def _fill(self) -> None:
        models = self._models
        self._combo.setPlaceholderText(
            self.tr("No model yet") if models.scanned else self.tr("Looking for models…")
        )
        choices = [Choice(self._name(model), model.ref, self._describe(model)) for model in models.models]
        self._combo.set_choices(choices, models.current.ref if models.current is not None else None)
        self._combo.setEnabled(bool(choices))
        self.show_state(models.state)

    def _name(self, model: InstalledModel) -> str:
        return fill(self.tr("{name}: cannot be used"), {"name": model.name}) if model.problem else model.name

    def _describe(self, model: InstalledModel) -> str:
        if model.problem:
            return error_text(model.problem)
        known = (model.parameters_label, model.quantization, format_bytes(model.size), str(model.path))
        return " · ".join(part for part in known if part)

    def _on_chosen(self, ref: object) -> None:
        model = next((model for model in self._models.models if model.ref == ref), None)
        if model is not None:
            self._models.choose(model)

    # -- the state -----------------------------------------------------------------------------
    def show_state(self, state: EngineState) -> None:
        loading = state.status == "loading"
        self._right.setCurrentIndex(1 if loading else 0)
        self._progress.setMaximum(0 if loading and state.progress <= 0 else 1000)
        self._progress.setValue(round(state.progress * 1000))
        loaded = state.model is not None and state.status in ("ready", "busy")
        self._unload.setVisible(loaded)
        self._load.setVisible(not loaded and self._models.current is not None)
        self._unload.setEnabled(state.status == "ready")  # not under an answer that is being written
        self._device.setText(state.model.where if state.model is not None and loaded else "")
        color: ColorName = "danger" if state.status == "crashed" else "accent" if loaded else "muted"
        self._dot.show_color(self._theme.color(color), filled=loaded or state.status == "crashed")
        self._dot.setToolTip(self.tr("The model is loaded.") if loaded else self.tr("No model is loaded."))
