"""The model at the right of the header: which one, how it is, and load, cancel and unload.

Owns these controls. Must not load anything itself: it asks `ModelSession`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from llmdesk.engine.types import EngineState
from llmdesk.errors import fill
from llmdesk.models.library import InstalledModel
from llmdesk.ui.look.sizes import fix_width, least_width, most_width, scaled
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import error_text
from llmdesk.ui.theme import SPACE, ColorName, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.words import format_bytes

COMBO_WIDTH, LEAST_COMBO_WIDTH = 240, 120
_BESIDE = 112  # for the progress and its cancel
_COMBO_FIRST = 1000
_LOAD, _UNLOAD = "load", "unload"  # among the models' refs
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
    """● [SmolLM2 135M ▾]; in its list, below the models, what can be done with the one that is chosen.
    While one is loading, a thin bar with its cancel."""

    def __init__(self, models: ModelSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models, self._theme = models, theme
        self._acts_shown: list[Choice] = []
        self._combo = ChoiceBox()
        least_width(self._combo, LEAST_COMBO_WIDTH)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        most_width(self, COMBO_WIDTH + _BESIDE)
        self._dot = _Dot()
        self._progress = QProgressBar(textVisible=False, maximum=1000)
        fix_width(self._progress, 64)
        self._cancel = QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addStretch(1)
        for widget in (self._progress, self._cancel, self._dot):
            row.addWidget(widget)
        row.addWidget(self._combo, _COMBO_FIRST)
        self._combo.chosen.connect(self._on_chosen)
        self._combo.opening.connect(models.refresh)
        self._cancel.clicked.connect(models.cancel_load)
        models.models_changed.connect(self._fill)
        models.current_changed.connect(self._fill)
        models.state_changed.connect(self._on_state)
        theme.changed.connect(self._retint)
        self._retranslate()
        self._retint()
        self._fill()

    def sizeHint(self) -> QSize:
        return QSize(scaled(LEAST_COMBO_WIDTH + _BESIDE), super().sizeHint().height())

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
        self._cancel.setAccessibleName(self.tr("Cancel loading"))
        self._cancel.setToolTip(self.tr("Cancel loading"))

    def _retint(self) -> None:
        self._cancel.setIcon(self._theme.icon("close", "muted"))
        self.show_state(self._models.state)

    # -- the list ------------------------------------------------------------------------------
    def _fill(self) -> None:
        models = self._models
        self._combo.setPlaceholderText(
            self.tr("No model yet") if models.scanned else self.tr("Looking for models…")
        )
        choices = [Choice(self._name(model), model.ref, self._describe(model)) for model in models.models]
        self._acts_shown = self._acts()
        choices += self._acts_shown
        self._combo.set_choices(choices, models.current.ref if models.current is not None else None)
        self._combo.setEnabled(bool(choices))
        self.show_state(models.state)

    def _acts(self) -> list[Choice]:
        """What can be done with the model that is chosen."""
        if self._models.current is None:
            return []
        state = self._models.state
        if self._is_loaded(state):  # it stays while it answers
            unload = Choice(self.tr("Unload model"), _UNLOAD, self.tr("Frees its memory"))
            return [unload] if state.status == "ready" else []
        return [] if self._models.loading else [Choice(self.tr("Load model"), _LOAD)]

    @staticmethod
    def _is_loaded(state: EngineState) -> bool:
        return state.model is not None and state.status in ("ready", "busy")

    def _name(self, model: InstalledModel) -> str:
        return fill(self.tr("{name}: cannot be used"), {"name": model.name}) if model.problem else model.name

    def _describe(self, model: InstalledModel) -> str:
        if model.problem:
            return error_text(model.problem)
        if model.elsewhere is not None:
            return fill(self.tr("Elsewhere, at {place}"), {"place": model.elsewhere.place})
        known = (model.parameters_label, model.quantization, format_bytes(model.size), str(model.path))
        return " · ".join(part for part in known if part)

    def _on_chosen(self, ref: object) -> None:
        if ref in (_LOAD, _UNLOAD):
            self._models.load() if ref == _LOAD else self._models.unload()
            self._fill()
            return
        model = next((model for model in self._models.models if model.ref == ref), None)
        if model is not None:
            self._models.choose(model)

    # -- the state -----------------------------------------------------------------------------
    def _on_state(self, state: EngineState) -> None:
        if self._acts() != self._acts_shown:
            self._fill()
        self.show_state(state)

    def show_state(self, state: EngineState) -> None:
        loading, loaded = state.status == "loading", self._is_loaded(state)
        for widget in (self._progress, self._cancel):
            widget.setVisible(loading)
        self._dot.setVisible(not loading)
        self._progress.setMaximum(0 if loading and state.progress <= 0 else 1000)
        self._progress.setValue(round(state.progress * 1000))
        color: ColorName = "danger" if state.status == "crashed" else "accent" if loaded else "muted"
        self._dot.show_color(self._theme.color(color), filled=loaded or state.status == "crashed")
        self._dot.setToolTip(self.tr("The model is loaded.") if loaded else self.tr("No model is loaded."))
