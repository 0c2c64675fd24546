"""The form of a tool: everything that it says, each field with what is wrong with it.

Owns the fields and their words. Must not keep anything, nor say what is right: `tools/own/form` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from llmdesk.errors import spoken
from llmdesk.tools.fields import Field
from llmdesk.tools.own import Example, LabelOf
from llmdesk.tools.own.form import Mistake, ToolForm
from llmdesk.tools.own.types import LONGEST_NAME, MOST_TOKENS, Gives
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.own.editor.checks import ChecksForm
from llmdesk.ui.own.editor.instructions import PlacesField
from llmdesk.ui.own.editor.kinds import ExampleRow, FieldRow, LabelRow
from llmdesk.ui.own.editor.parts import Part, Row
from llmdesk.ui.own.editor.rows import Rows
from llmdesk.ui.own.words import GIVES, words
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.fields.model_box import ModelBox
from llmdesk.ui.widgets.fields.number_row import NumberRow
from llmdesk.ui.widgets.fields.number_slider import Span, even_stops
from llmdesk.ui.widgets.plain_label import plain_label

_ABOUT = 300  # characters
_TALL, _LOW = 6, 3  # lines
_ROUNDED = 0.005
_SHORT = 12  # characters of a choice that are always seen
_SPANS = {
    "temperature": Span(0, 10, 0.05, 2, 0.7, even_stops(0, 2, 0.05)),
    "seed": Span(0, (1 << 32) - 1, 1, 0, 1),
    "longest_answer": Span(1, MOST_TOKENS, 64, 0, 512),
}


class ToolFormView(Retranslating, QScrollArea):
    """`changed` for what the user does."""

    changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services, self._form = services, ToolForm()
        self._showing = False
        self._name, self._about = QLineEdit(maxLength=LONGEST_NAME), QLineEdit(maxLength=_ABOUT)
        self._takes, self._gives = QLineEdit(), ChoiceBox()
        self._instructions, self._template = PlacesField(_TALL), PlacesField(_LOW)
        self._model = ModelBox([each.name for each in services.models.models])
        theme = services.theme
        self._labels = Rows(theme, self._label_row, lambda: LabelOf(""))
        self._fields = Rows(theme, self._field_row, lambda: Field(""))
        self._examples = Rows(theme, self._example_row, lambda: Example((), ""))
        self.checks = ChecksForm()
        self._numbers = {name: NumberRow(span, above=True) for name, span in _SPANS.items()}
        self.parts = {
            "name": Part(self._name),
            "about": Part(self._about),
            "takes": Part(self._takes),
            "instructions": Part(self._instructions),
            "template": Part(self._template),
            "gives": Part(self._gives),
            "labels": Part(self._labels),
            "fields": Part(self._fields),
            "examples": Part(self._examples),
            "checks": Part(self.checks),
            "model": Part(self._model),
        }
        self._section = plain_label("section")
        self._arrange()
        self._connect()
        self._retranslate()
        self.show_form(ToolForm())

    def _arrange(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(page, "surface")
        column = QVBoxLayout(page)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        for name, part in self.parts.items():
            if name == "model":
                column.addWidget(self._section)
            column.addWidget(part)
        for row in self._numbers.values():
            column.addWidget(row)
        for box in (self._gives, self._model):  # else as wide as its longest words
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_SHORT)
        column.addStretch(1)
        self.setWidget(page)

    def _connect(self) -> None:
        for line in (self._name, self._about, self._takes):
            line.textChanged.connect(self._on_changed)
        for lines in (self._instructions, self._template):
            lines.textChanged.connect(self._on_changed)
        self._gives.chosen.connect(self._on_gives)
        self._model.chosen.connect(self._on_changed)
        for rows in (self._labels, self._fields, self._examples):
            rows.changed.connect(self._on_changed)
        self.checks.changed.connect(self._on_changed)
        for number in self._numbers.values():
            number.changed.connect(self._on_changed)
        self._services.models.models_changed.connect(self._show_models)

    # -- the form -----------------------------------------------------------------------------------
    def show_form(self, form: ToolForm) -> None:
        """Another one; not told as a change."""
        self._showing, self._form = True, form
        self._name.setText(form.name)
        self._about.setText(form.about)
        self._takes.setText(form.takes)
        self._instructions.setPlainText(form.instructions)
        self._template.setPlainText(form.template)
        self._gives.set_current(form.gives)
        self._labels.show_values(form.labels)
        self._fields.show_values(form.fields)
        self._examples.show_values(form.examples)
        self.checks.show_form(form)
        self._model.set_name(form.model)
        self._numbers["temperature"].set_value(form.sampling.temperature)
        self._numbers["seed"].set_value(form.sampling.seed)
        self._numbers["longest_answer"].set_value(form.longest_answer)
        self._showing = False
        self._show_parts()
        self.verticalScrollBar().setValue(0)

    @property
    def form(self) -> ToolForm:
        """What stands in the fields now."""
        numbers = self._numbers
        warm, before = numbers["temperature"].value, self._form.sampling.temperature
        if warm is not None and before is not None and abs(warm - before) < _ROUNDED:
            warm = before  # a file may say more digits than show
        sampling = replace(self._form.sampling, temperature=warm, seed=numbers["seed"].whole)
        read = replace(
            self._form,
            name=self._name.text(),
            about=self._about.text(),
            takes=self._takes.text(),
            instructions=self._instructions.toPlainText(),
            template=self._template.toPlainText(),
            labels=self._label_values,
            fields=tuple(each for each in self._fields.values if isinstance(each, Field)),
            examples=tuple(each for each in self._examples.values if isinstance(each, Example)),
            sampling=sampling,
            longest_answer=numbers["longest_answer"].whole or _usual_tokens(),
            model=self._model.name,
        )
        return self.checks.read(read)

    def show_mistakes(self, mistakes: Sequence[Mistake]) -> None:
        """Each below its field; those of a part with rows below the row."""
        told: dict[str, dict[int, list[str]]] = {}
        for each in mistakes:
            words_of_it = spoken(each.reason, translate_core)
            told.setdefault(each.part, {}).setdefault(each.row, []).append(words_of_it)
        for name in ("name", "takes", "instructions", "template"):
            self.parts[name].set_mistakes(told.get(name, {}).get(-1, ()))
        for name, rows in (("labels", self._labels), ("fields", self._fields), ("examples", self._examples)):
            rows.set_mistakes(told.get(name, {}))
        self.checks.set_mistakes({name: rows.get(-1, []) for name, rows in told.items()})

    def focus_first(self) -> None:
        self._name.setFocus()
        self._name.selectAll()

    # -- what belongs to what -----------------------------------------------------------------------
    def _on_changed(self) -> None:
        if not self._showing:
            self._show_places()
            self.changed.emit()

    def _on_gives(self, gives: object) -> None:
        kind: Gives = next(each for each in get_args(Gives) if each == gives)
        self._form = replace(self.form, gives=kind)
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        gives = self._form.gives
        self.parts["labels"].setVisible(gives == "label")
        self.parts["fields"].setVisible(gives == "fields")
        self.parts["checks"].setVisible(gives == "text")
        self._show_places()

    def _show_places(self) -> None:
        """Several texts are put together, one is as it is; an example has a field for each."""
        form = self.form
        places = form.places
        for field in (self._instructions, self._template):
            field.set_places(places)
        self.parts["template"].setVisible(len(places) > 1 or bool(self._template.toPlainText()))
        for row in self._examples.rows:
            if isinstance(row, ExampleRow):
                row.fit(places or ("",), form.answers)

    def _label_row(self, value: object) -> Row:
        return LabelRow(self._services.theme, value if isinstance(value, LabelOf) else LabelOf(""))

    def _field_row(self, value: object) -> Row:
        return FieldRow(self._services.theme, value if isinstance(value, Field) else Field(""))

    def _example_row(self, value: object) -> Row:
        row = ExampleRow(self._services.theme, value if isinstance(value, Example) else Example((), ""))
        form = replace(self._form, takes=self._takes.text(), labels=self._label_values)
        row.fit(form.places or ("",), form.answers)
        return row

    @property
    def _label_values(self) -> tuple[LabelOf, ...]:
        return tuple(each for each in self._labels.values if isinstance(each, LabelOf))

    def _show_models(self) -> None:
        self._model.set_installed([each.name for each in self._services.models.models])

    # -- words ----------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        for name, title, meaning in self._part_texts():
            self.parts[name].set_texts(title, meaning)
        self._section.setText(self.tr("How it answers"))
        self._gives.set_choices([Choice(words(text), kind) for kind, text in GIVES.items()], self._form.gives)
        self._labels.add.setText(self.tr("Add a label"))
        self._fields.add.setText(self.tr("Add a field"))
        self._examples.add.setText(self.tr("Add an example"))
        for rows in (self._labels, self._fields, self._examples):
            rows.add.setAccessibleName(rows.add.text())
        automatic = self.tr("Automatic")
        self._numbers["temperature"].set_texts(
            self.tr("Temperature"),
            self.tr("0 or automatic: the same text gets the same answer. Higher: more varied."),
            automatic,
        )
        self._numbers["seed"].set_texts(
            self.tr("Seed"),
            self.tr("Matters above temperature 0 only: the same seed, the same answer."),
            automatic,
        )
        self._numbers["longest_answer"].set_texts(
            self.tr("Longest answer"),
            self.tr("In tokens, of which a word has one or two. Answers are cut off there."),
            automatic,
        )

    def _part_texts(self) -> Sequence[tuple[str, str, str]]:
        return (
            ("name", self.tr("Name"), ""),
            ("about", self.tr("What it does, in one line"), ""),
            (
                "takes",
                self.tr("What it reads"),
                self.tr(
                    "One name, or several with commas between them, such as: subject, body. Each is a field "
                    "here and a column of a table."
                ),
            ),
            (
                "instructions",
                self.tr("Instructions"),
                self.tr(
                    "What to do with the text, as you would tell a person. {name} refers to one of several."
                ),
            ),
            (
                "template",
                self.tr("How the model sees the texts"),
                self.tr("Leave this empty for each under its name."),
            ),
            ("gives", self.tr("What it gives"), ""),
            ("labels", self.tr("Labels"), ""),
            ("fields", self.tr("Fields"), ""),
            ("examples", self.tr("Examples"), self._examples_meaning()),
            ("checks", self.tr("What the program checks"), ""),
            ("model", self.tr("Model"), ""),
        )

    def _examples_meaning(self) -> str:
        return self.tr("Three or four examples help more than long instructions.")


def _usual_tokens() -> int:
    return ToolForm().longest_answer
