"""The rows of the editor's form: a label, a field, an example.

Owns their fields and words. What may stand in them, `tools/own/form` knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from llmdesk.errors import fill
from llmdesk.tools.fields import FIELD_TYPES, TYPE_NAMES, Field
from llmdesk.tools.own import Example, LabelOf
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.own.editor.parts import Row
from llmdesk.ui.own.editor.place_fields import PlaceFields
from llmdesk.ui.own.text.answer_words import shown_label
from llmdesk.ui.theme import SPACE, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.fields.lines import Lines
from llmdesk.ui.widgets.plain_label import plain_label

_NAME, _ABOUT = 80, 300  # characters
_LINES = 2
_SHORT = 8  # characters of a type that are always seen


class LabelRow(Retranslating, Row):
    """A label, and when it is right."""

    def __init__(self, theme: Theme, label: LabelOf) -> None:
        super().__init__(theme)
        self._name, self._about = QLineEdit(maxLength=_NAME), QLineEdit(maxLength=_ABOUT)
        self.inside.addLayout(_beside(self._name, self._about))
        _show(self._name, label.name)
        _show(self._about, label.about)
        self._number = 1
        for field in (self._name, self._about):
            field.textChanged.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> LabelOf:
        return LabelOf(self._name.text(), self._about.text())

    def focus_first(self) -> None:
        self._name.setFocus()

    def set_number(self, number: int) -> None:
        self._number = number
        self._retranslate()

    def _retranslate(self) -> None:
        place = {"number": self._number}
        self._name.setPlaceholderText(self.tr("Label"))
        self._name.setAccessibleName(fill(self.tr("Label {number}"), place))
        self._about.setPlaceholderText(self.tr("When it is right (optional)"))
        self._about.setAccessibleName(fill(self.tr("When label {number} is right"), place))
        self.name_button(fill(self.tr("Remove label {number}"), place))


class FieldRow(Retranslating, Row):
    """A field: its name, its type, what it is, and what can be chosen."""

    def __init__(self, theme: Theme, field: Field) -> None:
        super().__init__(theme)
        self._name, self._about = QLineEdit(maxLength=_NAME), QLineEdit(maxLength=_ABOUT)
        self._type, self._choices = ChoiceBox(), QLineEdit()
        self._number, self._kind, self._first = 1, field.type, field.one_of
        self._type.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._type.setMinimumContentsLength(_SHORT)
        self.inside.addLayout(_beside(self._name, self._type))
        self.inside.addWidget(self._about)
        self.inside.addWidget(self._choices)
        _show(self._name, field.name)
        _show(self._about, field.about)
        _show(self._choices, _joined(field.one_of))
        self._choices.setVisible(field.type == "one of")
        for line in (self._name, self._about, self._choices):
            line.textChanged.connect(lambda _: self.changed.emit())
        self._type.chosen.connect(self._on_type)

    @property
    def value(self) -> Field:
        written = self._choices.text()
        parts = written.replace("；", ";").split(";")
        choices = tuple(" ".join(part.split()) for part in parts if part.strip())
        if written == _joined(self._first):  # one of them may have a semicolon in it
            choices = self._first
        is_choice = self._kind == "one of"
        return Field(self._name.text(), self._about.text(), self._kind, choices if is_choice else ())

    def focus_first(self) -> None:
        self._name.setFocus()

    def set_number(self, number: int) -> None:
        self._number = number
        self._retranslate()

    def _on_type(self, kind: object) -> None:
        self._kind = next(each for each in FIELD_TYPES if each == kind)
        self._choices.setVisible(kind == "one of")
        self.changed.emit()

    def _retranslate(self) -> None:
        place = {"number": self._number}
        choices = [Choice(translate_core(TYPE_NAMES[each]), each) for each in FIELD_TYPES]
        self._type.set_choices(choices, self._kind)
        self._type.setAccessibleName(fill(self.tr("Type of field {number}"), place))
        self._name.setPlaceholderText(self.tr("Name of the field"))
        self._name.setAccessibleName(fill(self.tr("Name of field {number}"), place))
        self._about.setPlaceholderText(self.tr("What it is, in one line (optional)"))
        self._about.setAccessibleName(fill(self.tr("What field {number} is"), place))
        self._choices.setPlaceholderText(self.tr("The choices, with a semicolon between them"))
        self._choices.setAccessibleName(fill(self.tr("Choices of field {number}"), place))
        self.name_button(fill(self.tr("Remove field {number}"), place))


class ExampleRow(Retranslating, Row):
    """What stands in each place, and the right answer. `fit` says which places there are, and which answers:
    none for any."""

    def __init__(self, theme: Theme, example: Example) -> None:
        super().__init__(theme)
        self._places: tuple[str, ...] = ()
        self._answers: tuple[str, ...] = ()
        self._texts = PlaceFields()
        self._title, self._said = plain_label(), plain_label("small")
        self._lines, self._box = Lines(_LINES), ChoiceBox()
        self._answer, self._number = example.answer, 1
        for widget in (self._title, self._texts, self._said, self._lines, self._box):
            self.inside.addWidget(widget)
        self._texts.show_values(example.values)
        self._texts.changed.connect(self.changed)
        self._lines.setPlainText(example.answer)
        self._lines.textChanged.connect(self._on_typed)
        self._box.chosen.connect(self._on_chosen)

    def fit(self, places: Sequence[str], answers: Sequence[str]) -> None:
        """What stands in a place that is gone waits, in case it comes back."""
        if (self._places, self._answers) == (tuple(places), tuple(answers)):
            return
        self._places, self._answers = tuple(places), tuple(answers)
        self._texts.fit(places)
        self._lines.setVisible(not answers)
        self._box.setVisible(bool(answers))
        self._retranslate()

    @property
    def value(self) -> Example:
        return Example(self._texts.values, self._answer)

    def _on_typed(self) -> None:
        self._answer = self._lines.toPlainText()
        self.changed.emit()

    def _on_chosen(self, answer: object) -> None:
        self._answer = str(answer)
        self._lines.blockSignals(True)  # it follows, and nobody typed
        self._lines.setPlainText(self._answer)
        self._lines.blockSignals(False)
        self.changed.emit()

    def focus_first(self) -> None:
        self._texts.focus_first()

    def set_number(self, number: int) -> None:
        self._number = number
        self._retranslate()

    def _retranslate(self) -> None:
        place = {"number": self._number}
        self._title.setText(fill(self.tr("Example {number}"), place))
        named_place = self.tr("Example {number}: {place}")
        self._texts.set_words(self.tr("Text"), lambda name: fill(named_place, place | {"place": name}))
        self._said.setText(self.tr("The right answer"))
        self._said.setVisible(not self._texts.is_one)
        said = fill(self.tr("Answer of example {number}"), place)
        hint = self.tr("The right answer") if self._texts.is_one else ""
        for field in (self._lines, self._box):
            field.setPlaceholderText(hint)
            field.setAccessibleName(said)
        named = [*self._answers, *([self._answer] if self._answer not in ("", *self._answers) else [])]
        self._box.set_choices([Choice(shown_label(each), each) for each in named], self._answer)
        self.name_button(fill(self.tr("Remove example {number}"), place))


def _joined(choices: Sequence[str]) -> str:
    return "; ".join(choices)


def _beside(first: QWidget, second: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    row.addWidget(first, 2)
    row.addWidget(second, 3)
    return row


def _show(line: QLineEdit, text: str) -> None:
    """From its beginning on, where it is long."""
    line.setText(text)
    line.setCursorPosition(0)
