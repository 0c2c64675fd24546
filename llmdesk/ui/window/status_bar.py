"""The line at the foot of the window: what the engine is doing, where, and how much room is left.

Owns the wording of `EngineState` and of a chat's `Usage`. Must not ask the engine anything.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from llmdesk.engine.types import EngineState, LoadedModel
from llmdesk.errors import fill
from llmdesk.tools.chat.meter import NEARLY_FULL, Usage
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.programs import Programs
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.theme import GAP, HALF, SPACE, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.words import format_bytes

BAR_WIDTH = 64


class StatusBar(Retranslating, QWidget):
    """Ready · CPU, 2 threads · context 312 / 4,096 ▓░░ · 0.4 GB            Offline"""

    def __init__(
        self,
        models: ModelSession,
        settings: SettingsHolder,
        programs: Programs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._models, self._settings, self._programs = models, settings, programs
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "status")
        self._engine = ElidedLabel()
        self._usage: Usage | None = None
        self._room_words = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._room = QProgressBar(textVisible=False, maximum=1000)
        fix_width(self._room, BAR_WIDTH)
        self._room_box = QWidget()
        around = QHBoxLayout(self._room_box)
        around.setContentsMargins(SPACE, 0, HALF, 0)  # what comes behind it begins with a space
        around.addWidget(self._room)
        self._rest = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._offline = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._shared = QLabel(textFormat=Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(SPACE)
        line = QHBoxLayout()
        line.setSpacing(0)  # the words and what parts them are one line, whatever of them shows
        for part in (self._engine, self._room_words, self._room_box, self._rest):
            line.addWidget(part)
        row.addLayout(line)
        row.addStretch(1)
        row.addWidget(self._shared)
        row.addWidget(self._offline)
        models.state_changed.connect(self.show_state)
        models.models_changed.connect(self._retranslate)
        settings.changed.connect(self._retranslate)
        programs.changed.connect(self._show_shared)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Status"))
        self._room.setAccessibleName(self.tr("Context used"))
        self._offline.setText(self.tr("Offline"))
        self._offline.setToolTip(self.tr("llmdesk is not using the network."))
        self._offline.setVisible(self._settings.value.offline)
        self._show_shared()
        self.show_usage(self._usage)
        self.show_state(self._models.state)

    def _show_shared(self) -> None:
        """Whether other programs can ask."""
        opened = self._programs.open
        self._shared.setVisible(opened is not None)
        self._shared.setText(self.tr("Open to other programs"))
        address = opened.address if opened is not None else ""
        tip = self.tr("Other programs can use the model at {address}. The settings switch it off.")
        self._shared.setToolTip(fill(tip, {"address": address}))

    def show_state(self, state: EngineState) -> None:
        model = state.model
        parts = [self._activity(state)]
        if model is not None:
            parts += [where for where in (self._where(model),) if where]
        self._engine.setText(" · ".join(parts))
        rest = []
        if state.memory:
            rest.append(format_bytes(state.memory))
        if state.active and state.tokens_per_s:
            rest.append(fill(self.tr("{speed} tokens/s"), {"speed": round(state.tokens_per_s)}))
        self._rest.setText("".join(f" · {part}" for part in rest))

    def show_usage(self, usage: Usage | None) -> None:
        """How much of the context the chat takes that shows; None: no chat shows, or it is not known."""
        self._usage = usage
        if usage is not None and usage.context is None and not usage.total:
            usage = None  # nothing is there, and nobody knows of how much
        self._room_words.setText(f" · {self._usage_words(usage)}" if usage is not None else "")
        self._room_words.setVisible(usage is not None)
        self._room_box.setVisible(usage is not None and usage.context is not None)
        self._show_tight(usage is not None and usage.share >= NEARLY_FULL)
        self._room.setValue(min(1000, round(usage.share * 1000)) if usage is not None else 0)
        parts = self._usage_parts(usage) if usage is not None else ""
        self._room.setToolTip(parts)
        self._room_words.setToolTip(parts)

    def _show_tight(self, tight: bool) -> None:
        if self._room.property("tight") != tight:
            for widget in (self._room, self._room_words):
                widget.setProperty("tight", tight)
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def _usage_words(self, usage: Usage) -> str:
        """Like "context 3,512 / 4,096, nearly full"."""
        locale = QLocale()
        used = ("≈ " if usage.estimated and usage.total else "") + locale.toString(usage.total)
        if usage.context is None:
            return fill(self.tr("{used} tokens"), {"used": used})
        text = self.tr("context {used} / {total}")
        if usage.total > usage.context:
            text = self.tr("context {used} / {total}, full")
        elif usage.share >= NEARLY_FULL:
            text = self.tr("context {used} / {total}, nearly full")
        return fill(text, {"used": used, "total": locale.toString(usage.context)})

    def _usage_parts(self, usage: Usage) -> str:
        locale = QLocale()
        lines = [
            fill(line, {"count": locale.toString(count)})
            for line, count in (
                (self.tr("Instructions: {count} tokens"), usage.instructions),
                (self.tr("Messages: {count} tokens"), usage.messages),
                (self.tr("Being typed: {count} tokens"), usage.typed),
            )
            if count
        ]
        if usage.estimated:
            lines.append(self.tr("This is an estimate."))
        return "\n".join([self.tr("How much of the model's context this chat uses"), *lines])

    def _activity(self, state: EngineState) -> str:
        if state.status == "loading":
            return fill(self.tr("Loading the model, {percent} %"), {"percent": round(state.progress * 100)})
        if state.status == "empty" and self._models.scanned and self._models.current is None:
            return self.tr("No model")
        return {
            "empty": self.tr("No model loaded"),
            "ready": self.tr("Ready"),
            "busy": self.tr("Answering"),
            "crashed": self.tr("The engine stopped"),
            "closed": self.tr("Closing"),
        }[state.status]

    def _where(self, model: LoadedModel) -> str:
        local = model.local
        if local is None or local.gpu_layers >= local.layers > 0:
            return model.where
        threads = QLocale().toString(local.threads)
        one = self.tr("{device}, 1 thread")
        many = self.tr("{device}, {threads} threads")
        return fill(one if local.threads == 1 else many, {"threads": threads, "device": model.where})
