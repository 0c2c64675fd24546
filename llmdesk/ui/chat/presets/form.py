"""The form of a preset: everything that it says.

Owns the fields and their words. Must not keep anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from llmdesk.settings import MAX_ANSWER, MAX_INSTRUCTIONS, MAX_TEMPERATURE
from llmdesk.tools.chat.presets.types import (
    LEAST_REPEAT,
    LONGEST_NAME,
    LONGEST_STOP,
    MAX_REPEAT,
    MAX_SEED,
    MAX_TOP_K,
    MOST_STOPS,
    Preset,
)
from llmdesk.tools.chat.presets.values import one_line
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.fields.form_area import FormArea
from llmdesk.ui.widgets.fields.lines import Lines
from llmdesk.ui.widgets.fields.model_box import ModelBox
from llmdesk.ui.widgets.fields.number_row import NumberRow
from llmdesk.ui.widgets.fields.number_slider import Span, even_stops
from llmdesk.ui.widgets.plain_label import plain_label

_INSTRUCTION_LINES, _STOP_LINES = 7, 2
_REPEATS = even_stops(LEAST_REPEAT, MAX_REPEAT, 0.01)
_SPANS = {
    "temperature": Span(0, MAX_TEMPERATURE, 0.05, 2, 0.7, even_stops(0, MAX_TEMPERATURE, 0.05)),
    "top_p": Span(0, 1, 0.01, 2, 0.95, even_stops(0, 1, 0.01)),
    "top_k": Span(0, MAX_TOP_K, 1, 0, 40, range(201)),
    "min_p": Span(0, 1, 0.01, 2, 0.05, even_stops(0, 1, 0.01)),
    "repeat_penalty": Span(
        LEAST_REPEAT, MAX_REPEAT, 0.01, 2, 1.05, even_stops(LEAST_REPEAT, MAX_REPEAT, 0.01)
    ),
    "max_tokens": Span(1, MAX_ANSWER, 64, 0, 512),
    "seed": Span(0, MAX_SEED, 1, 0, 1),
}


class PresetForm(Retranslating, FormArea):
    """`changed()` for what the user does."""

    changed = Signal()

    def __init__(self, models: Sequence[str]) -> None:
        """`models`: the names of those that are installed."""
        super().__init__()
        self._key = ""
        self._name, self._instructions = QLineEdit(maxLength=LONGEST_NAME), Lines(_INSTRUCTION_LINES)
        self._thinking, self._model_box = ChoiceBox(), ModelBox(models)
        self._stops = Lines(_STOP_LINES)
        self._numbers = {name: NumberRow(span) for name, span in _SPANS.items()}
        self._labels = [plain_label() for _ in range(5)]
        self._stops_meaning, self._section = plain_label("small", wrap=True), plain_label("strong")
        self._too_long = plain_label("danger", wrap=True)
        self._arrange()
        self._connect()
        self._retranslate()
        self.show_preset(Preset(""))

    def _arrange(self) -> None:
        column = self.column
        fields = (self._name, self._instructions, self._thinking, self._model_box)
        for label, field in zip(self._labels, fields, strict=False):
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            if field is self._instructions:
                column.addWidget(self._too_long)
            column.addSpacing(SPACE)
        column.addSpacing(SPACE)
        column.addWidget(self._section)
        column.addSpacing(HALF)
        for row in self._numbers.values():
            column.addWidget(row)
        self._labels[4].setBuddy(self._stops)
        for widget in (self._labels[4], self._stops, self._stops_meaning):
            column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        self._name.textChanged.connect(self.changed)
        self._instructions.textChanged.connect(self._on_instructions)
        self._stops.textChanged.connect(self.changed)
        self._thinking.chosen.connect(self.changed)
        self._model_box.chosen.connect(self.changed)
        for row in self._numbers.values():
            row.changed.connect(self.changed)

    # -- the preset ---------------------------------------------------------------------------------
    def show_preset(self, preset: Preset) -> None:
        self._key = preset.key
        self._model_box.set_name(preset.model)
        self._name.setText(preset.name)
        self._instructions.setPlainText(preset.instructions)
        self._stops.setPlainText("\n".join(_escaped(stop) for stop in preset.stop))
        self._thinking.set_choices(self._thinking_choices(), preset.thinking)
        for name, row in self._numbers.items():
            row.set_value(getattr(preset, name))

    def preset(self) -> Preset:
        """What the form says now."""
        numbers = self._numbers
        thinking = self._thinking.current
        stops = [_unescaped(line) for line in self._stops.toPlainText().split("\n") if line]
        return Preset(
            one_line(self._name.text()),
            self._instructions.toPlainText(),
            temperature=numbers["temperature"].value,
            top_p=numbers["top_p"].value,
            top_k=numbers["top_k"].whole,
            min_p=numbers["min_p"].value,
            repeat_penalty=numbers["repeat_penalty"].value,
            seed=numbers["seed"].whole,
            stop=tuple(stop[:LONGEST_STOP] for stop in stops[:MOST_STOPS]),
            max_tokens=numbers["max_tokens"].whole,
            thinking=thinking.data if thinking is not None and isinstance(thinking.data, bool) else None,
            model=self._model_box.name,
            key=self._key,
        )

    @property
    def fits(self) -> bool:
        return len(self._instructions.toPlainText()) <= MAX_INSTRUCTIONS

    def focus_name(self) -> None:
        self._name.setFocus()
        self._name.selectAll()

    def focus_instructions(self) -> None:
        self._instructions.setFocus()

    def _on_instructions(self) -> None:
        count = len(self._instructions.toPlainText())
        self._too_long.setVisible(count > MAX_INSTRUCTIONS)
        text = self.tr("That is {count} characters; the limit is {most}. This text is not saved.")
        self._too_long.setText(text.format(count=f"{count:,}", most=f"{MAX_INSTRUCTIONS:,}"))
        self.changed.emit()

    def _thinking_choices(self) -> list[Choice]:
        return [
            Choice(self.tr("Automatic: as in the settings"), None),
            Choice(self.tr("Think before answering"), True),
            Choice(self.tr("Answer at once"), False),
        ]

    # -- words ----------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        named = (
            (self._name, self.tr("Name")),
            (self._instructions, self.tr("Instructions")),
            (self._thinking, self.tr("Thinking")),
            (self._model_box, self.tr("Model")),
            (self._stops, self.tr("Stop words, one per line")),
        )
        for label, (field, name) in zip(self._labels, named, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        self._instructions.setPlaceholderText(
            self.tr("Who the model is, how it should answer, what it should know.")
        )
        self._stops_meaning.setText(
            self.tr("The answer ends before the first of these. Write \\n for a line break.")
        )
        self._section.setText(self.tr("How words are chosen"))
        automatic = self.tr("Automatic")
        for name, title, meaning in self._number_texts():
            self._numbers[name].set_texts(title, meaning, automatic)
        current = self._thinking.current
        self._thinking.set_choices(self._thinking_choices(), current.data if current is not None else None)

    def _number_texts(self) -> Sequence[tuple[str, str, str]]:
        return (
            (
                "temperature",
                self.tr("Temperature"),
                self.tr(
                    "Low: predictable, much the same every time. High: more varied, and more often wrong."
                ),
            ),
            (
                "top_p",
                self.tr("Top-p"),
                self.tr("Only the likeliest words that together make up this share."),
            ),
            ("top_k", self.tr("Top-k"), self.tr("Only this many of the likeliest words; 0: all.")),
            (
                "min_p",
                self.tr("Min-p"),
                self.tr("Only words at least this likely, compared with the likeliest one."),
            ),
            (
                "repeat_penalty",
                self.tr("Repetition penalty"),
                self.tr("Above 1: words that were just used become less likely."),
            ),
            (
                "max_tokens",
                self.tr("Longest answer"),
                self.tr("In tokens. Answers are cut off at this length."),
            ),
            ("seed", self.tr("Seed"), self.tr("The same seed gives the same answer to the same question.")),
        )


def _escaped(stop: str) -> str:
    return stop.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _unescaped(line: str) -> str:
    """Signs behind a backslash, from left to right."""
    parts, signs = [], iter(line)
    for sign in signs:
        if sign == "\\":
            after = next(signs, "\\")
            parts.append({"n": "\n", "t": "\t", "\\": "\\"}.get(after, "\\" + after))
        else:
            parts.append(sign)
    return "".join(parts)
