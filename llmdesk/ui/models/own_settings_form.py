"""The form of how one model is loaded: context, layers, type of the context, flash attention, template.

Owns the fields and their words. Must not keep anything, nor know what fits.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from llmdesk import hardware
from llmdesk.engine.types import MAX_TEMPLATE, KvCache
from llmdesk.errors import fill
from llmdesk.gguf import Header
from llmdesk.models.own_settings import (
    KV_TYPES,
    MAX_CONTEXT,
    MAX_GPU_LAYERS,
    MIN_CONTEXT,
    NOTHING_OWN,
    OwnSettings,
    kv_text,
)
from llmdesk.ui.file_dialogs import ask_file
from llmdesk.ui.notify import error_text
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.choice_box import Choice
from llmdesk.ui.widgets.fields.choice_row import ChoiceRow
from llmdesk.ui.widgets.fields.form_area import FormArea
from llmdesk.ui.widgets.fields.lines import Lines
from llmdesk.ui.widgets.fields.number_row import NumberRow
from llmdesk.ui.widgets.fields.number_slider import Span, even_stops
from llmdesk.ui.widgets.plain_label import plain_label

_LINES = 7
_STEP = 256
_CONTEXTS = (*even_stops(512, 8192, 512), *even_stops(9216, 32_768, 1024), *even_stops(36_864, 131_072, 4096))


class OwnSettingsForm(FormArea):
    """`changed()` for what the user does; `file_chosen(Path)`: a template that is to be read."""

    changed = Signal()
    file_chosen = Signal(object)

    def __init__(self, header: Header, automatic_context: int, *, has_gpu: bool) -> None:
        """`automatic_context`: what the model has without one of its own, in tokens."""
        super().__init__()
        self._header, self._has_gpu = header, has_gpu
        self._automatic_context = automatic_context
        trained = max(1024, header.context_train)
        stops = [stop for stop in _CONTEXTS if stop <= trained]
        all_layers = header.layers + 1
        self._context = NumberRow(Span(MIN_CONTEXT, MAX_CONTEXT, _STEP, 0, automatic_context, stops))
        self._layers = NumberRow(
            Span(0, MAX_GPU_LAYERS, 1, 0, all_layers, even_stops(0, min(all_layers, 500), 1))
        )
        self._kv, self._flash = ChoiceRow(), ChoiceRow()
        self._template, self._template_name = Lines(_LINES), plain_label()
        self._template_meaning = plain_label("small", wrap=True)
        self._problem = plain_label("danger", wrap=True)
        self._begin, self._open = QPushButton(), QPushButton()
        self._arrange()
        self._connect()
        self._retranslate(NOTHING_OWN)

    def _arrange(self) -> None:
        self._template_name.setBuddy(self._template)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self._begin, self._open):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = self.column
        for row in (self._context, self._layers, self._kv, self._flash):
            column.addWidget(row)
        for widget in (self._template_name, self._template, self._problem, self._template_meaning):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addStretch(1)
        self._problem.hide()

    def _connect(self) -> None:
        for row in (self._context, self._layers, self._kv, self._flash):
            row.changed.connect(self._on_changed)
        self._template.textChanged.connect(self._on_changed)
        self._begin.clicked.connect(lambda: self.show_template(self._header.chat_template or ""))
        self._open.clicked.connect(self._ask_file)

    # -- the values ---------------------------------------------------------------------------------
    def show_own(self, own: OwnSettings) -> None:
        self._context.set_value(own.context)
        self._layers.set_value(own.gpu_layers)
        if own.template and self._template.document().isEmpty():
            self._template.setPlainText(own.template)  # what there is at first is nothing to undo
        else:
            self._put(own.template)
        self._retranslate(own)

    def own(self) -> OwnSettings:
        """What the form says now."""
        kv, flash = self._kv.value, self._flash.value
        template = self._template.toPlainText()
        return OwnSettings(
            self._context.whole,
            self._layers.whole,
            kv if isinstance(kv, KvCache) else None,
            "on" if flash == "on" else "off" if flash == "off" else "auto",
            template if template.strip() else "",
        )

    @property
    def fits(self) -> bool:
        return len(self._template.toPlainText()) <= MAX_TEMPLATE

    def show_line(self, line: int) -> None:
        """Put the cursor into this line of the template, from 1."""
        block = self._template.document().findBlockByNumber(line - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self._template.setTextCursor(cursor)
            self.ensureWidgetVisible(self._template)
            self._template.setFocus()

    def _ask_file(self) -> None:
        kinds = [self.tr("Chat templates") + " (*.jinja *.jinja2 *.txt)", self.tr("All files") + " (*)"]
        ask_file(self, self.tr("Chat template from a file"), kinds, self.file_chosen.emit)

    def show_template(self, text: str) -> None:
        self._put(text)
        self._template.setFocus()

    def _put(self, text: str) -> None:
        """As if it was typed: Ctrl+Z brings back what was there, also where a file answers late."""
        cursor = self._template.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def show_problem(self, error: Exception) -> None:
        """Why there is no such template."""
        self._problem.setText(error_text(error))
        self._problem.show()

    def _on_changed(self) -> None:
        self._show_meanings(self.own())
        self._problem.setVisible(not self.fits)
        if not self.fits:
            text = self.tr("That is {count} characters; the limit is {most}. This text is not saved.")
            count = len(self._template.toPlainText())
            self._problem.setText(text.format(count=f"{count:,}", most=f"{MAX_TEMPLATE:,}"))
        self.changed.emit()

    # -- words ----------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate(self.own())
        super().changeEvent(event)

    def _retranslate(self, own: OwnSettings) -> None:
        automatic, number = self.tr("Automatic"), QLocale().toString
        trained = self.tr("The most tokens of one conversation. The model was trained for {count}.")
        self._context.set_texts(
            self.tr("Context"), fill(trained, {"count": number(self._header.context_train)}), automatic
        )
        layers = self.tr("Of {count}; the processor computes the others. A number too high fills the card.")
        none = self.tr("There is no graphics card here that llmdesk can use.")
        self._layers.set_texts(
            self.tr("Layers on the GPU"),
            fill(layers, {"count": number(self._header.layers + 1)}) if self._has_gpu else none,
            automatic,
        )
        self._layers.setEnabled(self._has_gpu or own.gpu_layers is not None)
        self._kv.set_texts(self.tr("Type of the context"), self._kv_choices(own), own.kv)
        self._flash.set_texts(
            self.tr("Flash attention"),
            (Choice(automatic, "auto"), Choice(self.tr("On"), "on"), Choice(self.tr("Off"), "off")),
            own.flash_attention,
        )
        self._template_name.setText(self.tr("Chat template"))
        self._template.setAccessibleName(self.tr("Chat template"))
        self._template.setPlaceholderText(self.tr("Automatic: the model's own"))
        self._template_meaning.setText(
            self.tr("How a chat is written down for the model, in Jinja. It is tried before it is saved.")
        )
        self._begin.setText(self.tr("Begin with the model's own"))
        self._begin.setEnabled(bool(self._header.chat_template))
        self._open.setText(self.tr("From a file…"))
        for button in (self._begin, self._open):
            button.setAccessibleName(button.text())
        self._show_meanings(own)

    def _kv_choices(self, own: OwnSettings) -> list[Choice]:
        words = {
            "f16": self.tr("16 bits (f16)"),
            "q8_0": self.tr("8 bits (q8_0): about half the memory"),
            "q4_0": self.tr("4 bits (q4_0): about a quarter, less exact"),
        }
        alike = [KvCache(kind, kind) for kind in KV_TYPES]
        choices = [Choice(self.tr("Automatic"), None)]
        choices += [Choice(words[kv.key], kv) for kv in alike if hardware.kv_suits(self._header, kv)]
        if own.kv is not None and own.kv not in [choice.data for choice in choices]:
            choices.append(Choice(kv_text(own.kv), own.kv))
        return choices

    def _show_meanings(self, own: OwnSettings) -> None:
        whole = hardware.kv_suits(self._header, KvCache("q8_0", "q8_0"))
        self._kv.set_meaning(
            self.tr("What the model has read is kept in memory. Fewer bits leave room for a longer context.")
            if whole
            else self.tr("The keys of this model cannot be kept in fewer bits.")
        )
        forced = own.flash_attention == "off" and own.kv_used.needs_flash
        self._flash.set_meaning(
            self.tr("It is on all the same: llama.cpp needs it for a context in fewer bits.")
            if forced
            else self.tr("Needs less memory for a long context. Off only where it makes trouble.")
        )
