"""The fields of one form: what is asked for, each with its name.

Owns the widgets and what stands in them. What a field may hold is said by `tools/compose`; nothing is
started here.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.compose import Form, FormField
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_width, most_width
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import GAP, HALF, SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.fields.lines import Lines
from llmdesk.ui.widgets.plain_label import plain_label

_NAME_WIDTH, _MOST_WIDTH = 130, 280
_ROWS = {"text": 6, "lines": 4}
_STEP = 50


class LongText(Lines):
    """Several lines, and more where there is room."""

    def __init__(self, rows: int, longest: int) -> None:
        super().__init__(rows, longest)
        self.setMinimumHeight(self.height())
        self.setMaximumHeight(16_777_215)  # Qt's "no limit": the form gives it what is left

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file that is dropped is the page's."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)


class _Number(QSpinBox):
    """A passing wheel leaves it alone."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FieldRow(QWidget):
    """One field with its name; where it `opens`, with a button that asks for a file. `changed` for what the
    user does."""

    changed = Signal()
    too_long = Signal(int)
    open_asked = Signal()

    def __init__(self, field: FormField, *, opens: bool = False) -> None:
        super().__init__()
        self.field = field
        self._open = QPushButton() if opens else None
        self._name = plain_label("strong")
        self.edit: LongText | QLineEdit | ChoiceBox | _Number = _widget(field)
        self._name.setBuddy(self.edit)
        self._arrange()
        self._connect()
        self.set_value(field.usual)
        self.retranslate()

    @property
    def is_tall(self) -> bool:
        return isinstance(self.edit, LongText)

    def _arrange(self) -> None:
        if isinstance(self.edit, ChoiceBox | QSpinBox):
            row = QHBoxLayout(self)
            row.setSpacing(SPACE)
            fix_width(self._name, _NAME_WIDTH)
            row.addWidget(self._name)
            row.addWidget(self.edit, 100)
            row.addStretch(1)
            row.setContentsMargins(0, 0, 0, 0)
            most_width(self.edit, _MOST_WIDTH)
            return
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(self._head())
        column.addWidget(self.edit, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        if self._open is not None:
            set_kind(self._open, "quiet")
            self._open.clicked.connect(self.open_asked)
            head.addWidget(self._open)
        return head

    def _connect(self) -> None:
        if isinstance(self.edit, ChoiceBox):
            self.edit.chosen.connect(lambda _data: self.changed.emit())
        elif isinstance(self.edit, QSpinBox):
            self.edit.valueChanged.connect(lambda _number: self.changed.emit())
        else:
            self.edit.textChanged.connect(lambda *_text: self.changed.emit())
        if isinstance(self.edit, LongText):
            self.edit.too_long.connect(self.too_long)

    @property
    def value(self) -> str:
        if isinstance(self.edit, ChoiceBox):
            return str(self.edit.current.data) if self.edit.current is not None else ""
        if isinstance(self.edit, QSpinBox):
            return str(self.edit.value())
        return self.edit.text() if isinstance(self.edit, QLineEdit) else self.edit.toPlainText()

    def set_value(self, value: str) -> None:
        """Of the program: nothing is told. What makes no sense becomes what is usual."""
        self.edit.blockSignals(True)
        if isinstance(self.edit, ChoiceBox):
            known = value in (choice.value for choice in self.field.choices)
            self.edit.set_current(value if known else self.field.usual)
        elif isinstance(self.edit, QSpinBox):
            plain = value if value.isascii() and value.isdigit() else self.field.usual
            self.edit.setValue(int(plain[:9]))
        elif isinstance(self.edit, QLineEdit):
            self.edit.setText(value)
        else:
            self.edit.setPlainText(value)
        self.edit.blockSignals(False)

    def retranslate(self) -> None:
        name = translate_core(self.field.label)
        optional = fill(self.tr("{field} (optional)"), {"field": name})
        plain = self.field.required or isinstance(self.edit, ChoiceBox | QSpinBox)
        self._name.setText(name if plain else optional)
        self.edit.setAccessibleName(name)
        if self._open is not None:
            self._open.setText(self.tr("Open…"))
            self._open.setAccessibleName(self.tr("Open a file"))
            self._open.setToolTip(self.tr("Take the text of a file (or drop it on this window)"))
        hint = translate_core(self.field.hint) if self.field.hint else ""
        if isinstance(self.edit, ChoiceBox):
            choices = [Choice(translate_core(each.label), each.value) for each in self.field.choices]
            self.edit.set_choices(choices, self.value or self.field.usual)
        elif isinstance(self.edit, QSpinBox):
            self.edit.setToolTip(hint)
            self.edit.setAccessibleDescription(hint)
        else:
            self.edit.setPlaceholderText(hint)


def _widget(field: FormField) -> LongText | QLineEdit | ChoiceBox | _Number:
    if field.kind == "choice":
        return ChoiceBox()
    if field.kind == "number":
        number = _Number()
        number.setRange(field.least, field.longest)
        number.setSingleStep(_STEP)
        return number
    if field.kind == "line":
        return QLineEdit()  # what is too long is told when it is asked for, and not cut
    return LongText(_ROWS[field.kind], field.longest)


class FormFields(Retranslating, QWidget):
    """All fields of a form, one under the other. `changed` for what the user does; `too_long(FormField,
    characters)` for a paste that was not put in."""

    changed = Signal()
    too_long = Signal(object, int)
    open_asked = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.rows = [FieldRow(field, opens=field.name == form.main) for field in form.fields]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, HALF, 0)
        column.setSpacing(GAP)
        for row in self.rows:
            column.addWidget(row, int(row.is_tall))
            row.changed.connect(self.changed)
            row.open_asked.connect(self.open_asked)
            row.too_long.connect(lambda count, row=row: self.too_long.emit(row.field, count))
        if not any(row.is_tall for row in self.rows):
            column.addStretch(1)

    @property
    def values(self) -> dict[str, str]:
        return {row.field.name: row.value for row in self.rows}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Fields of which nothing is said get what is usual."""
        for row in self.rows:
            row.set_value(values.get(row.field.name, row.field.usual))

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in it; choices do not count."""
        plain = (row for row in self.rows if not isinstance(row.edit, ChoiceBox | QSpinBox))
        return not any(row.value.strip() for row in plain)

    def missing(self) -> FieldRow | None:
        """The first field that must be filled in and is not."""
        return next((row for row in self.rows if row.field.required and not row.value.strip()), None)

    def _retranslate(self) -> None:
        for row in self.rows:
            row.retranslate()
