"""The page of the settings on how models answer in the chat.

Owns this form. Must not apply anything: the chat reads the settings when it asks.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit

from llmdesk.settings import MAX_ANSWER, MAX_INSTRUCTIONS, MAX_TEMPERATURE
from llmdesk.ui.services import Services
from llmdesk.ui.settings.beginning_box import BeginningBox
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.document_text import text_of
from llmdesk.ui.widgets.fields.number_slider import NumberSlider, Span, even_stops
from llmdesk.ui.widgets.plain_label import plain_label

_LINES = 6
_SAVE_MS = 400
_STEP = 0.1
_START_TEMPERATURE = 0.7
_ANSWER_STEP = 256
_START_ANSWER = 1024
_ANSWERS = tuple(size for power in range(8, 16) for size in (1 << power, 3 << (power - 1)))[:-1]


class _Instructions(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        set_kind(self, "framed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it wraps
        self.setTabChangesFocus(True)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 2 * SPACE)

    def toPlainText(self) -> str:
        """With the no-break spaces, which Qt leaves out."""
        return text_of(self.document())


class ChatPage(SettingsPage):
    """Instructions, thoughts, temperature, length, and what long chats leave out: from the next answer on."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._instructions = _Instructions()
        self._shown_instructions = ""
        self._too_long = plain_label("danger", wrap=True)
        self._thinking, self._titles, self._documents = QCheckBox(), QCheckBox(), QCheckBox()
        self._temperature = NumberSlider(
            Span(0, MAX_TEMPERATURE, _STEP, 1, _START_TEMPERATURE, even_stops(0, MAX_TEMPERATURE, _STEP))
        )
        self._longest = NumberSlider(Span(1, MAX_ANSWER, _ANSWER_STEP, 0, _START_ANSWER, _ANSWERS))
        self._fields = (self._instructions, self._thinking, self._titles, self._documents)
        self._saving = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._answers = self.add_heading()
        self._instructions_row = self.add_row(self._instructions, "chat_instructions")
        self.column.addWidget(self._too_long)
        self._thinking_row = self.add_row(self._thinking, "chat_thinking")
        self._temperature_row = self.add_number(self._temperature, "chat_temperature")
        self._longest_row = self.add_number(self._longest, "chat_max_tokens")
        self._chats = self.add_heading()
        self._overflow = ChoiceBox()
        self._preset = BeginningBox(services)
        self._preset_row = self.add_row(self._preset, "chat_preset")
        self._preset.chosen.connect(lambda reference: self.update_settings(chat_preset=reference))
        self._overflow_row = self.add_row(self._overflow, "chat_overflow")
        self._titles_row = self.add_row(self._titles, "chat_titles")
        self._titles.toggled.connect(lambda on: self.update_settings(chat_titles=on))
        self._documents_row = self.add_row(self._documents, "chat_check_documents")
        self._documents.toggled.connect(lambda on: self.update_settings(chat_check_documents=on))
        self._overflow.activated.connect(self._save_overflow)
        self._instructions.textChanged.connect(self._saving.start)
        self._saving.timeout.connect(self._save_instructions)
        self._thinking.toggled.connect(lambda on: self.update_settings(chat_thinking=on))
        self._temperature.chosen.connect(lambda value: self.update_settings(chat_temperature=value))
        self._longest.chosen.connect(self._save_longest)
        self.finish()

    def retranslate(self) -> None:
        self._answers.setText(self.tr("How the model answers"))
        self._chats.setText(self.tr("Chats"))
        self._instructions_row.set_texts(
            self.tr("Instructions"),
            self.tr(
                "Sent to the model at the start of every chat, but not shown there: who it "
                "is, how it should answer, what it should know."
            ),
        )
        self._instructions.setPlaceholderText(self.tr("For example: Keep answers short and use plain words."))
        self._thinking_row.set_texts(
            self.tr("Thinking"), self.tr("Slower but better answers, with models that support it.")
        )
        self._thinking.setText(self.tr("Let the model think before it answers"))
        self._temperature_row.set_words(
            self.tr("Temperature"),
            self.tr(
                "Low: predictable, much the same every time. High: more varied, and more often wrong. "
                "Automatic: as the model's authors recommend."
            ),
            self.tr("Automatic"),
        )
        self._preset_row.set_texts(
            self.tr("New chats begin with"),
            self.tr("A preset: instructions, sampling, model. Each chat can still have another."),
        )
        self._titles_row.set_texts(
            self.tr("Chat titles"),
            self.tr("In a few words, when nothing else is asked of the model. A title of your own stays."),
        )
        self._titles.setText(self.tr("Let the model name new chats"))
        self._documents_row.set_texts(
            self.tr("Attached documents"),
            self.tr(
                "What the documents do not say is marked in the answer, and what they do is listed with its "
                "place."
            ),
        )
        self._documents.setText(self.tr("Check answers against them"))
        self._longest_row.set_words(
            self.tr("Longest answer"),
            self.tr("Answers are cut off at this length."),
            self.tr("No limit"),
            self.tr(" tokens"),
        )
        self._overflow_row.set_texts(
            self.tr("Long chats"),
            self.tr(
                "What is hidden from the model when a chat does not fit in its context. Nothing is deleted."
            ),
        )

    def show_values(self) -> None:
        value = self.value
        for field in self._fields:
            field.blockSignals(True)
        if self._shown_instructions != value.chat_instructions:  # what is typed and not saved stays
            self._shown_instructions = value.chat_instructions
            self._instructions.setPlainText(value.chat_instructions)
        self._thinking.setChecked(value.chat_thinking)
        self._titles.setChecked(value.chat_titles)
        self._documents.setChecked(value.chat_check_documents)
        self._temperature.follow(value.chat_temperature)
        self._longest.follow(value.chat_max_tokens)
        for field in self._fields:
            field.blockSignals(False)
        choices = [
            Choice(self.tr("The oldest messages"), "oldest"),
            Choice(self.tr("Everything between the first and the latest messages"), "keep_first"),
            Choice(self.tr("Ask each time"), "ask"),
        ]
        self._overflow.set_choices(choices, value.chat_overflow)
        self._preset.show_reference(value.chat_preset)
        self._show_length()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._preset.read()

    def hideEvent(self, event: QHideEvent) -> None:
        self._save_instructions()
        super().hideEvent(event)

    def _save_instructions(self) -> None:
        self._saving.stop()
        text = self._instructions.toPlainText()
        self._show_length()
        if len(text) <= MAX_INSTRUCTIONS and text != self._shown_instructions:
            self._shown_instructions = text
            self.update_settings(chat_instructions=text)

    def _show_length(self) -> None:
        count = len(self._instructions.toPlainText())
        self._too_long.setVisible(count > MAX_INSTRUCTIONS)
        self._too_long.setText(
            self.tr("That is {count} characters; the limit is {most}. This text is not saved.").format(
                count=f"{count:,}", most=f"{MAX_INSTRUCTIONS:,}"
            )
        )

    def _save_overflow(self) -> None:
        if self._overflow.current is not None:
            self.update_settings(chat_overflow=self._overflow.current.data)

    def _save_longest(self, tokens: float | None) -> None:
        self.update_settings(chat_max_tokens=None if tokens is None else round(tokens))
